"""How people address each other: what is required where the speaker is known, and told where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from localize.domain.bible import Address, Bible, Character
from localize.domain.glossary import Glossary, Term
from localize.domain.language import of_language


def glossaries_by_speaker(bible: Bible, glossary: Glossary, target: str) -> Mapping[str, Glossary]:
    """For each speaker with forms of address in `target`, the glossary with these in place of what it has."""
    speakers = dict.fromkeys(address.speaker for address in bible.addresses)
    forms = {speaker: _forms(bible.addresses, speaker, target) for speaker in speakers}
    return {speaker: _with_forms(glossary, own, target) for speaker, own in forms.items() if own}


def addresses_in(
    texts: Sequence[str], people: Sequence[Character], bible: Bible, target: str
) -> tuple[Address, ...]:
    """Those that matter where `texts` are said among `people`, each with what it asks of `target` alone."""
    names = {one.name for one in people}
    return tuple(_relevant(bible.addresses, texts, names, target))


def _forms(addresses: Sequence[Address], speaker: str, target: str) -> Mapping[str, str]:
    """Source form → form of address. Who says 嬢嬢 to two people may mean either: no form is required."""
    found: dict[str, set[str]] = {}
    for one in addresses:
        if one.speaker == speaker and one.says:
            found.setdefault(one.says, set()).add(of_language(one.targets, target) or "")
    return {says: form for says, forms in found.items() if len(forms) == 1 and (form := "".join(forms))}


def _with_forms(glossary: Glossary, forms: Mapping[str, str], target: str) -> Glossary:
    """What the glossary bans for a form stays banned."""
    known = {term.source: term for term in glossary.terms}
    ours = (
        msgspec.structs.replace(
            _without(known.get(says, Term(says)), forms), targets={target: form}, variants={}, when=()
        )
        for says, form in forms.items()
    )
    rest = (term for term in glossary.terms if term.source not in forms)
    return Glossary((*ours, *(_without(term, forms) for term in rest)))


def _without(term: Term, forms: Mapping[str, str]) -> Term:
    aliases = tuple(alias for alias in term.aliases if alias not in forms)
    return msgspec.structs.replace(term, aliases=aliases)


def _relevant(
    addresses: Sequence[Address], texts: Sequence[str], names: set[str], target: str
) -> Iterator[Address]:
    for one in addresses:
        is_said = bool(one.says) and any(one.says in text for text in texts)
        form = of_language(one.targets, target) if is_said or not one.says else None
        pronoun = of_language(one.pronouns, target)
        if not is_said and not names >= {one.speaker, one.to}:
            continue
        if form or pronoun or one.note:
            yield Address(
                one.speaker,
                one.to,
                one.says if is_said else "",
                {target: form} if form else {},
                {target: pronoun} if pronoun else {},
                one.note,
            )
