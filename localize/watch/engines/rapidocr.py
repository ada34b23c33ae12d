"""PP-OCR through RapidOCR and ONNX Runtime; the weights lie in RapidOCR's own package."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from msgspec import Meta

from localize.domain.seen import Box, Reading
from localize.domain.value import Value
from localize.errors import EngineError, EngineUnavailable
from localize.stage import EngineSetup, FoundText, Picture
from localize.watch.columns import laid_flat

if TYPE_CHECKING:
    from localize.stage import Pixels

_INSTALL = "pip install rapidocr opencv-python-headless onnxruntime, or use --no-watch"
# Pictures come in the size in which they are to be searched; RapidOCR would enlarge small ones.
_AS_IT_IS = 100_000
_SMALLEST_ROW = 3


class Options(Value, frozen=True):
    """`detection` and `legibility` are the least scores, 0 to 1, for a row to be found and to be read."""

    detection: Annotated[float, Meta(ge=0, le=1)] = 0.5
    legibility: Annotated[float, Meta(ge=0, le=1)] = 0.5


class RapidOcr:
    """Raises EngineUnavailable where the package is missing, EngineError when a model fails."""

    version: ClassVar[int] = 1
    default_model: ClassVar[str] = ""
    Options: ClassVar[type[Value]] = Options
    operational: ClassVar[frozenset[str]] = frozenset()
    weight_files: ClassVar[tuple[str, ...]] = ()
    packages: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def fingerprint(cls, options: Value) -> str:  # noqa: ARG003
        return _weights_digest()

    def __init__(self, setup: EngineSetup) -> None:
        self._legibility: float = setup.options.legibility
        try:
            import cv2  # noqa: F401  (its own import would come in the middle of a frame)
            from rapidocr import RapidOCR
        except ImportError as error:
            raise EngineUnavailable(f"rapidocr cannot be imported: {error}", _INSTALL) from error
        engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                # Parts are watched side by side: more threads for each would only wait for one another.
                "EngineConfig.onnxruntime.intra_op_num_threads": setup.threads or 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                # A row is padded to the widest of its batch: alone it reads the same whatever is beside it.
                "Rec.rec_batch_num": 1,
                "Det.limit_type": "max",
                "Det.limit_side_len": _AS_IT_IS,
                "Det.box_thresh": setup.options.detection,
            }
        )
        self._find, self._read = _models(engine)

    def close(self) -> None:
        self._find = self._read = None

    def find(self, picture: Picture) -> list[FoundText]:
        result = _run(self._find, picture.pixels)
        if result.boxes is None:
            return []
        height, width = picture.pixels.shape[:2]
        return [
            FoundText(_within(picture.box, corners, width, height), float(score))
            for corners, score in zip(result.boxes, result.scores, strict=True)
        ]

    def read(self, rows: Sequence[Picture]) -> list[Reading]:
        from rapidocr.ch_ppocr_rec import TextRecInput

        legible = [row for row in rows if min(row.pixels.shape[:2]) >= _SMALLEST_ROW]
        if not legible:
            return [Reading("", 0.0, row.at_ms) for row in rows]
        flat = [laid_flat(row.pixels) for row in legible]
        result = _run(self._read, TextRecInput(img=flat, return_word_box=True))
        found = zip(result.txts, result.scores, result.word_results, strict=True)
        readings = {id(row): self._reading(row, *one) for row, one in zip(legible, found, strict=True)}
        return [readings.get(id(row), Reading("", 0.0, row.at_ms)) for row in rows]

    def _reading(self, row: Picture, text: str, score: float, places: Any) -> Reading:
        if float(score) < self._legibility:
            return Reading("", round(float(score), 4), row.at_ms)
        sureness = _by_character(text, places.confs or ())
        return Reading(text.strip(), round(float(score), 4), row.at_ms, sureness)


def _by_character(text: str, confidences: Sequence[float]) -> tuple[float, ...]:
    """One for each character of the stripped text; the model gives none for spaces."""
    signs = text.strip()
    if len(signs.replace(" ", "")) != len(confidences):
        return ()
    given = iter(confidences)
    return tuple(1.0 if sign == " " else round(float(next(given)), 4) for sign in signs)


def _models(engine: Any) -> tuple[Any, Any]:
    """The finder and the reader inside, which RapidOCR opens at the first use of each."""
    import numpy as np

    blank: Pixels = np.zeros((64, 64, 3), np.uint8)
    engine(blank, use_det=True, use_cls=False, use_rec=False)
    engine(blank, use_det=False, use_cls=False, use_rec=True)
    return engine.text_det, engine.text_rec


def _run(model: Any, argument: Any) -> Any:
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

    try:
        return model(argument)
    except ONNXRuntimeError as error:
        raise EngineError(f"rapidocr: {str(error).strip().splitlines()[-1]}") from error


def _within(shown: Box, corners: Any, width: int, height: int) -> Box:
    """Corners in pixels of a picture that shows `shown` → the box around them in the whole frame."""
    across, down = corners[:, 0] / width, corners[:, 1] / height
    return Box(
        shown.left + float(across.min()) * shown.width,
        shown.top + float(down.min()) * shown.height,
        shown.left + float(across.max()) * shown.width,
        shown.top + float(down.max()) * shown.height,
    )


def _weights_digest() -> str:
    """Of the models and settings that the installed package carries; empty where it is not installed."""
    found = find_spec("rapidocr")
    return _digest_of(Path(found.origin).parent) if found and found.origin else ""


@cache
def _digest_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in [folder / "config.yaml", *sorted((folder / "models").glob("*.onnx"))]:
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
