"""Transcript + glossary → Translation, scene by scene, line for line."""
