"""What ingest and answering cost on a corpus of any size: notices that are made up, in the form of real ones."""
