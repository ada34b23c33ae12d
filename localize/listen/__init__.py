"""Sound → Heard: decode, speech windows, recognisers, lines."""
