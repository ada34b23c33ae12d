"""Any glossary that a file may hold."""

from __future__ import annotations

from hypothesis import strategies as st

from localize.domain.glossary import Term

# As a file gives it back: without spaces at its ends, and of `|`, which parts the items of a cell.
tidy = st.text("陈默发髮干 a,;\"'=:*-<&>é", max_size=6).map(lambda text: " ".join(text.split()))
word = tidy.filter(bool)
form = st.text("陈默发髮干乾里面裡ab=", min_size=1, max_size=3)
texts = st.lists(word, unique=True, max_size=2).map(tuple)
tags = st.sampled_from(["*", "en", "es-419"])
# What is addressed to all may itself look addressed (`en:a`), and is read back whole.
some = st.lists(word, unique=True, min_size=1, max_size=2).map(tuple)
by_tag = st.dictionaries(tags, some, max_size=2)


@st.composite
def terms(draw: st.DrawFn) -> list[Term]:
    """No two of them share a form in either case, but for senses."""
    forms = draw(st.lists(form, unique_by=str.lower, max_size=8))
    size = draw(st.integers(1, 3))
    found = [_term(draw, tuple(forms[at : at + size]), ()) for at in range(0, len(forms), size)]
    senses = [_term(draw, one.forms, ("屋头",)) for one in found if draw(st.booleans())]
    return [*found, *senses]


def _term(draw: st.DrawFn, forms: tuple[str, ...], when: tuple[str, ...]) -> Term:
    targets = {tag: draw(tidy) for tag in ("en", "es-419")}
    return Term(
        source=forms[0],
        targets={tag: text for tag, text in targets.items() if text},
        kind=draw(tidy),
        aliases=forms[1:],
        note=draw(tidy),
        forbidden=draw(by_tag),
        variants=draw(by_tag),
        exact=tuple(draw(st.lists(tags, unique=True, max_size=2))),
        unless=draw(texts),
        when=when,
    )
