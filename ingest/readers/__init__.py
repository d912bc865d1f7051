"""Files in, lines out: one module a format, nothing about policy in any of them."""
