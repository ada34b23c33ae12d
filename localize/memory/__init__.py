"""The translation memory of a series: its file, what it remembers for a line, and its exchange as TMX."""
