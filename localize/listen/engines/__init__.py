"""Recognisers. Each module names one engine and imports its heavy library only when it is opened."""
