"""Questions for a figure: which of those that stand there is meant."""
