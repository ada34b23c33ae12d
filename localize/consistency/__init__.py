"""A season's lines in one language → where it does not speak with one voice.

What comes in is a `Season` (`season`): every line with its translation as it is now, and what it is asked to
call things. Each kind of finding has a file: names spelled differently (`names`), forms of address
(`titles`), terms (`terms`), one rendering for several (`shared`), he and she (`pronouns`), the formal and
the familiar you (`addressing`), repeated lines (`repeats`), register and tone (`register`). `settling` says
which of several ways is kept, `ranking` what is told first. docs/consistency.md tells it for people.
"""
