"""A cue is in the language of its file: nothing Chinese is left in it, and its letters are the right ones."""

from __future__ import annotations

from collections.abc import Iterator

from localize.domain.language import language_name
from localize.domain.letters import has_chinese_left, is_in_script, script
from localize.domain.script import HAN
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam


def look_chinese(exam: Exam) -> Iterator[Found]:
    language = exam.limits.language
    for entry, text in exam.lines():
        if not text.isascii() and has_chinese_left(text, language):
            left = "".join(HAN.findall(text))
            yield Found(entry, f"Chinese in {language_name(language)}: {left}", left, "", "translate it")


def look_script(exam: Exam) -> Iterator[Found]:
    language = exam.limits.language
    for entry, text in exam.lines():
        if not is_in_script(text, language) and not has_chinese_left(text, language):
            wanted = script(language)
            yield Found(entry, f"no letter of {language_name(language)}", "", wanted, "translate it")


CHINESE_LEFT = Check("chinese-left", look_chinese)
SCRIPT = Check("script", look_script)
