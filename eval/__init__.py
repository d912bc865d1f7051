"""Question sets in, scores out. Start reading at :mod:`eval.runner`."""
