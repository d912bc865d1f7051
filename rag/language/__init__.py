"""Words as people say them and as notices write them: cutting, terms, amounts, negations. Knows no corpus."""
