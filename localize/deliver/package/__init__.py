"""What a recipient gets for one language: its files, a manifest, a report; as a folder or a zip."""
