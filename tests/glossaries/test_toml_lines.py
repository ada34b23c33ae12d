from __future__ import annotations

from localize.glossaries.toml_lines import line_of, lines_by_path

TEXT = '''# a comment
top = 1
[[people]]
name = "a"
note = """
[[people]]
name = "in a text"
"""
[people.by]
en = "x"

[[people]]
names = [
  "b",
]
inline = { deep = { er = 1 } }
dotted.key = 2
[style."es-419"]
x = 1
'''


def test_each_value_has_the_line_of_its_statement() -> None:
    assert lines_by_path(TEXT) == {
        ("top",): 2,
        ("people",): 3,
        ("people", 0): 3,
        ("people", 0, "name"): 4,
        ("people", 0, "note"): 5,
        ("people", 0, "by"): 9,
        ("people", 0, "by", "en"): 10,
        ("people", 1): 12,
        ("people", 1, "names"): 13,
        ("people", 1, "inline"): 16,
        ("people", 1, "inline", "deep"): 16,
        ("people", 1, "inline", "deep", "er"): 16,
        ("people", 1, "dotted"): 17,
        ("people", 1, "dotted", "key"): 17,
        ("style",): 18,
        ("style", "es-419"): 18,
        ("style", "es-419", "x"): 19,
    }


def test_what_has_no_line_has_that_of_what_holds_it() -> None:
    lines = lines_by_path(TEXT)
    assert line_of(("people", 1, "names", 0), lines) == 13
    assert line_of(("people", 1, "gone"), lines) == 12
    assert line_of(("gone",), lines) == 0
