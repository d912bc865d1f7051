"""An answer that a language model writes: the prompt, the model's door, and every sentence checked against what it cites."""
