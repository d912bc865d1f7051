"""Questions for 是 or 否: what a question claims, held against what a sentence says."""
