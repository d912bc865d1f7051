"""The notices that can be asked about, and what searching them needs: places, years, terms, the index and its file."""
