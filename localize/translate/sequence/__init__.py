"""Scenes and a sequence-to-sequence model → their translations: the ladder of models that take sentences and
nothing told about them. What no rung mends is flagged; every rung that was tried stands in the line's record
as a `Step`.

| rung           | for            | what is done                                                             |
|----------------|----------------|--------------------------------------------------------------------------|
| `first`        | every line     | some candidates; of those with the mildest faults the likeliest          |
| `alone`        | any fault      | without the line before it, where the model takes running text           |
| `codeswitched` | any fault      | the required renderings stand in the source                              |
| `again`        | any fault      | more candidates, that differ from their first word on, go in no circles, |
|                |                | and hold no banned rendering                                             |
| `edited`       | a term         | put where it surely belongs, by rule                                     |
| `placeholders` | a missed term  | marks that the model copies stand in the source, and the renderings take |
|                |                | their place in what comes out, if every mark came through                |
| `continued`    | a missed term  | the best text so far up to some word, then the rendering, and what the   |
|                |                | model goes on with from there: every place, the likeliest kept           |
"""

from localize.translate.sequence.ladder import translate

__all__ = ["translate"]
