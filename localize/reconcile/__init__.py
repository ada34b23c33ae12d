"""Heard → Transcript: what the witnesses agree on, with the evidence for every line."""
