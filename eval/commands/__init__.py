"""The commands of ``yaodian eval``, a file for each thing a person wants to do."""
