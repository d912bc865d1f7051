"""A run for people: on the terminal, as Markdown for a pull request, as one HTML file that needs no network."""
