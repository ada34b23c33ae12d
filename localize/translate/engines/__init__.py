"""Models that translate, each behind `ChatModel` or `SequenceTranslator`."""
