"""What a term asks of a target language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from localize.domain.glossary import Term
from localize.domain.language import primary
from localize.domain.value import Value
from localize.translate.terms.inflections import rules_of

ALL = "*"


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


def rendering(term: Term, target: str) -> str:
    """What `term` must be in `target`: its own column, else that of the language without region, else ''."""
    return term.targets.get(target) or term.targets.get(primary(target), "")


def banned(term: Term, target: str) -> tuple[str, ...]:
    """What `term` must not be in `target`; `*` bans in every language."""
    return _of(term.forbidden, target)


def variants(term: Term, target: str) -> tuple[str, ...]:
    """What may stand in the place of its rendering."""
    return _of(term.variants, target)


def rendered(
    term: Term, target: str, found: str = "", known: Iterable[Term] = (), pivot: str = ""
) -> Rendered:
    """What `term`, written `found`, asks of `target`, and of the language on the way there, if there is a
    `pivot`; `known` are all terms of the line."""
    required = rendering(term, target)
    return Rendered(
        found=found or term.source,
        required=required,
        banned=banned(term, target),
        note=term.note,
        source=term.source,
        variants=variants(term, target) if required else (),
        exact=not {target, primary(target), ALL}.isdisjoint(term.exact),
        longer=_longer(required, target, known) if required and rules_of(target).unspaced else (),
        via=rendering(term, pivot) if pivot else "",
        kind=term.kind,
    )


def _of(by_tag: Mapping[str, tuple[str, ...]], target: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(form for tag in (target, primary(target), ALL) for form in by_tag.get(tag, ()))
    )


def _longer(required: str, target: str, known: Iterable[Term]) -> tuple[str, ...]:
    others = (rendering(term, target) for term in known)
    return tuple(dict.fromkeys(other for other in others if required in other and required != other))
