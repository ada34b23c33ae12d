"""Picture → Seen: burned-in lines, cards, watermarks and cuts."""
