"""What a term asks of a target language."""

from __future__ import annotations

from collections.abc import Iterable

from localize.domain.glossary import Term
from localize.domain.value import Value
from localize.translate.terms.inflections import rules_of


class Rendered(Value, frozen=True):
    """A term as a line writes it, `found`, and what the target language must and must not call it.

    `required` may be empty where the glossary only bans; `variants` count in its place; `exact` asks for the
    case in which they are written. `longer` are renderings of other terms of which this one is a part: where
    words are not spaced it does not stand inside one of them. `source` is the term's main form and `kind` its
    kind, `via` what the language on the way to the target calls it, empty where there is none.
    """

    found: str
    required: str
    banned: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    variants: tuple[str, ...] = ()
    exact: bool = False
    longer: tuple[str, ...] = ()
    via: str = ""
    kind: str = ""

    @property
    def name(self) -> str:
        """What the term is called."""
        return self.source or self.found

    @property
    def allowed(self) -> tuple[str, ...]:
        """All that may stand for it, the required rendering first."""
        return tuple(filter(None, (self.required, *self.variants)))


def rendered(
    term: Term, target: str, found: str = "", known: Iterable[Term] = (), pivot: str = ""
) -> Rendered:
    """What `term`, written `found`, asks of `target`, and of the language on the way there, if there is a
    `pivot`; `known` are all terms of the line."""
    required = term.rendering(target)
    return Rendered(
        found=found or term.source,
        required=required,
        banned=term.banned(target),
        note=term.note,
        source=term.source,
        variants=term.allowed(target) if required else (),
        exact=term.is_exact(target),
        longer=_longer(required, target, known) if required and rules_of(target).unspaced else (),
        via=term.rendering(pivot) if pivot else "",
        kind=term.kind,
    )


def _longer(required: str, target: str, known: Iterable[Term]) -> tuple[str, ...]:
    others = (term.rendering(target) for term in known)
    return tuple(dict.fromkeys(other for other in others if required in other and required != other))
