"""From what a person typed, with the turns before it, to a query: places, years, what is asked for, and its topic."""
