"""Frozen values, and nothing else: what passes from room to room."""
