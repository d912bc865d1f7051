"""Evidence in, draft out: one way of reading for each kind of question. Start at :mod:`rag.reading.read`."""
