"""The corridor between the rooms: what is run, in which order, and what is on record of it."""
