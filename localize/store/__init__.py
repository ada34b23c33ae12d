"""Finished parts on disk: content-addressed, committed atomically, never half-written."""
