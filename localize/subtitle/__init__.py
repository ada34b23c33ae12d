"""Transcript or Translation → Track → files: what stands on the screen, how it is broken, and when."""
