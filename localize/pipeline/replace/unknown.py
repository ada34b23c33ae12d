"""A term that the glossary does not hold and nobody says: most often one that was mistyped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from localize.domain.glossary import Glossary, find_terms
from localize.errors import ConfigurationError
from localize.pipeline.replace.asked import Wanted
from localize.pipeline.replace.runs import Run

# Names are short: of two characters one is mistyped, or two of four.
_ALIKE = 0.5


def refuse_unknown(wanted: Sequence[Wanted], glossary: Glossary, runs: Sequence[Run], file: Path) -> None:
    """`glossary` is that of the `file`, `runs` those of the series. Raises ConfigurationError."""
    for one in wanted:
        if one.is_new and not any(_is_said(one, text) for text in _texts(runs)):
            source = one.term.source
            raise ConfigurationError(
                f"{source} is not in {file}, and no line says it", _hint(source, glossary, file)
            )


def _is_said(one: Wanted, text: str) -> bool:
    return bool(find_terms(Glossary((one.term,)), text))


def _texts(runs: Sequence[Run]) -> Iterator[str]:
    """As they were said, and in the standard language."""
    for run in runs:
        for line in run.record.lines:
            yield from (line.text, line.standard)


def _hint(source: str, glossary: Glossary, file: Path) -> str:
    main = {form: term.source for term in glossary.terms for form in term.forms}
    near = dict.fromkeys(main[form] for form in get_close_matches(source, main, cutoff=_ALIKE))
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    return f"{meant}To have it rendered so in episodes to come, write it into {file.name}"
