"""The embedding model, bundled or another, and the cache of its vectors."""
