"""Questions about a notice itself, or about what the store holds."""
