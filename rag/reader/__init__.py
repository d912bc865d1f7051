"""A small reader of our own: points at the words of a passage that answer a question, on a CPU, without a model server.

:mod:`~rag.reader.tokens` turns question and passage into tokens that know where they stand,
:mod:`~rag.reader.spans` chooses among the spans that the model scores, :mod:`~rag.reader.span_reader` is what the rest
of the program uses. ``training/`` makes the model and is needed by nobody who only reads.
"""
