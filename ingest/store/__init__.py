"""The notices and passages in Chroma: the one source of truth, and the only room that opens it."""
