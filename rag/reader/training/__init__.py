"""Makes the reader's model. Needs torch (the extra ``train``), which nothing outside this folder imports.

:mod:`~rag.reader.training.sources` reads the data, :mod:`~rag.reader.training.drawn` draws questions from notices,
:mod:`~rag.reader.training.windows` cuts what is read at once, :mod:`~rag.reader.training.mixture` orders the examples,
:mod:`~rag.reader.training.encoder` is the network, :mod:`~rag.reader.training.train` teaches it and
:mod:`~rag.reader.training.export` writes the file that is shipped.
"""
