"""Question sets in, scores out. Stands on rag and on the public names of ingest; nobody imports it.

Always import from its modules (``from eval.runner import run_cases``): the package is named like a builtin.
Start reading at :mod:`eval.runner`.
"""
