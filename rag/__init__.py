"""Question and history in, cited answer out. Stands on :mod:`ingest`. Start reading at :mod:`rag.assistant`."""
