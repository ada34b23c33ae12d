"""Weights: which there are (catalogue), where they lie (shelf), how they get there (pull, from sources)."""
