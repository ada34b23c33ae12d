"""A whole series in one run: found, planned, worked on side by side, and accounted for."""
