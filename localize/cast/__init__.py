"""The cast of a series by their voices: learned once over all episodes, named by a person, known again."""
