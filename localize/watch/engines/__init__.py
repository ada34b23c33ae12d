"""Readers: what turns a picture of text into text."""
