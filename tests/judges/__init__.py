"""Readers of subtitles that others wrote: what they say of ours."""
