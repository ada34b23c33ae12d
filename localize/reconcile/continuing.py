"""Which burned lines are the first part of a sentence that the next one goes on with."""

from __future__ import annotations

from localize.reconcile.match import Matched

ENDS = tuple("。！？…!?.”」")
_GOES_ON = tuple("，、；：,;:")
# In the development scenes 350 ms stand between speakers and 100 to 150 ms at a comma.
PAUSE_MS = 300


def continues(text: str, silence_ms: int, ours: Matched, theirs: Matched, *, marks_ends: bool) -> bool:
    """Whether the sentence of a line, which `silence_ms` later is followed by another, goes on there.

    What is burned in decides where it has marks (`marks_ends`: where lines of this episode usually end with
    one, a line without has not ended). Where it has none, as mostly, the sound does: both lines heard in
    one breath, without the mark that the recogniser puts at the end of a sentence.
    """
    if text.endswith(ENDS) or silence_ms >= PAUSE_MS:
        return False
    return marks_ends or text.endswith(_GOES_ON) or _in_one_breath(ours, theirs)


def _in_one_breath(ours: Matched, theirs: Matched) -> bool:
    if not (ours.words and theirs.words):
        return False
    last, first = ours.words[-1], theirs.words[0]
    pause_ms = first.span.start_ms - last.span.end_ms
    return (
        first.line - last.line in (0, 1)
        and pause_ms < PAUSE_MS
        and not last.word.text.rstrip().endswith(ENDS)
    )
