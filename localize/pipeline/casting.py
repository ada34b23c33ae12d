"""The finished episodes of a series → `cast.toml` beside its settings: whose voices are in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from localize.cast import sheet
from localize.cast.learning import Said, learned, together
from localize.cast.sheet import Known, Sheet
from localize.domain.episode import Media
from localize.errors import InputError, NoSound
from localize.events import Listener, Warned, ignore
from localize.listen.voices import EncodeVoices, alone
from localize.pipeline.engines import Chosen
from localize.pipeline.finished import names_in
from localize.pipeline.job import Job, prepare
from localize.pipeline.original import Original
from localize.pipeline.record import RunRecord, read_record
from localize.pipeline.returned import line_of
from localize.pipeline.rewriting import rewriting
from localize.pipeline.run import Runner
from localize.pipeline.session import Names
from localize.pipeline.voices import choose_encoder, learned_with, require_comparable, require_same_engine
from localize.pipeline.workshop import Workshop
from localize.store.files import write_atomic
from localize.store.parts import Store


@dataclass(frozen=True)
class Learned:
    """`sheet` is the file that was written; `said` is how many lines could be listened to, in `episodes`."""

    sheet: Path
    voices: tuple[Known, ...]
    said: int
    episodes: tuple[str, ...]


def learn_cast(series: Path, out: Path | None = None, listener: Listener = ignore) -> Learned:
    """`out` is where the records are, by default the series' own folder. What was listened to once is in the
    store, for the runs too.

    Raises ConfigurationError, InputError where there is nothing to listen to, EngineError, StoreError.
    """
    setup, workshop = prepare(Job(series / "episode", series=series)), Workshop()
    encoder = choose_encoder(setup.settings.voices, workshop, listener)
    store = workshop.store(setup.store_place, listener)
    path = series / sheet.FILE_NAME
    require_same_engine(encoder.id, sheet.load(path).learned_with)  # told before the work
    try:
        said = list(_said(out or series, encoder, store, listener))
    finally:
        encoder.engine.close()
    if not said:
        hint = "`localize season` makes the records that are needed, beside the videos"
        raise InputError(f"nothing in {out or series} can be listened to", hint)
    groups = together(said)
    with rewriting(path):
        # Read now: listening takes minutes, in which somebody may have filled in a name.
        before = sheet.load(path)
        require_same_engine(encoder.id, before.learned_with)
        require_comparable((one.print for one in said), (one.voiceprint for one in before.voices))
        found = Sheet(learned_with(encoder.id), tuple(learned(groups, before.voices)))
        write_atomic(path, sheet.dumps(found).encode())
    return Learned(path, found.voices, len(said), tuple(dict.fromkeys(one.episode for one in said)))


def _said(folder: Path, encoder: Chosen, store: Store, listener: Listener) -> Iterator[Said]:
    for names in names_in(folder):
        record = _record(names, listener)
        if record is None or record.error:
            continue
        original = _original(names, record.media, listener)
        if original is None:
            continue
        lines = [line_of(line) for line in record.lines]
        texts = {line.span: line.as_said for line in lines}
        run = Runner(store, listener, require=original.require)
        stage = EncodeVoices(original.media, encoder.id, encoder.engine)
        try:
            voiced = run(stage, alone(lines), f"{stage.name} of {names.episode}")
        except NoSound:
            continue
        yield from (Said(names.episode, one.span, texts[one.span], one.print) for one in voiced if one.print)


def _record(names: Names, listener: Listener) -> RunRecord | None:
    """None where only its subtitles were translated, or it is damaged, which ends nothing."""
    record = read_record(names.record)
    if record is None and names.record.exists():
        told = f"{names.record} is not a record that this version reads"
        listener(Warned(f"{told}: run {names.episode} again, it is not listened to"))
    return record


def _original(names: Names, recorded: Media, listener: Listener) -> Original | None:
    """The file as the record knows it; its lines stand elsewhere in another."""
    beside = names.folder / Path(recorded.path).name
    found = [one for one in dict.fromkeys((Path(recorded.path), beside)) if one.is_file()]
    for path in found:
        original = Original.of(path)
        if original.media.digest == recorded.digest:
            return original
    if found:
        listener(Warned(f"{found[0]} is another than its record tells of: run {names.episode} again"))
    else:
        listener(Warned(f"{recorded.path} is not here: {names.episode} is not listened to"))
    return None
