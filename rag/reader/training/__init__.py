"""Makes the reader's model. Needs torch (the extra ``train``), which nothing outside this folder imports.

Data: :mod:`~rag.reader.training.sources` reads it, :mod:`~rag.reader.training.drawn`, :mod:`~rag.reader.training.ledger`
and :mod:`~rag.reader.training.made` ask questions of notices, :mod:`~rag.reader.training.marked` holds those written
one by one, :mod:`~rag.reader.training.laid` lays them over notices as the program reads them. :mod:`~rag.reader.training.windows`
cuts what is read at once, :mod:`~rag.reader.training.opposed` and :mod:`~rag.reader.training.contrast` turn it into what only
looks like an answer, :mod:`~rag.reader.training.retyped` types as others do, :mod:`~rag.reader.training.mixture` orders the
examples, :mod:`~rag.reader.training.recipe` says how many of which, and when.
Learning: :mod:`~rag.reader.training.encoder` is the network, :mod:`~rag.reader.training.train` teaches it,
:mod:`~rag.reader.training.export` writes the file that is shipped, :mod:`~rag.reader.training.run` does all in order.
"""
