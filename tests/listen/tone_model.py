"""A model that knows three tones and calls each by a character, in the layout of sherpa-onnx's CTC models.

Nothing is trained: of the 80 mel bands that the library measures, each tone has one. A character's score is
how far its band stands out from the mean of all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tests.listen.media import RATE, Signal

TONES = {"巴": 400.0, "适": 1200.0, "莫": 3000.0}
TOKENS = ("<blk>", *TONES)
BANDS = 80
LOWEST, HIGHEST = 20.0, RATE / 2 - 400  # Hz, of kaldi-native-fbank in sherpa-onnx
STANDS_OUT = 5.0  # of the logarithm of the energy: a tone by 8 and more, noise by 2
STEP = 4  # frames of 10 ms; the library takes a Zipformer for granted to have four
METADATA = {"vocab_size": str(len(TOKENS)), "subsampling_factor": str(STEP)}


def sung(notes: Sequence[str], note_ms: int = 200, pause_ms: int = 200) -> Signal:
    """A pause, then for each note its tone and a pause."""
    silence = np.zeros(pause_ms * RATE // 1000)
    time = np.arange(note_ms * RATE // 1000) / RATE
    parts = [silence] + [
        part for note in notes for part in (0.3 * np.sin(2 * math.pi * TONES[note] * time), silence)
    ]
    hiss = np.random.default_rng(0).normal(0, 1e-3, sum(map(len, parts)))
    return (np.concatenate(parts) + hiss).astype(np.float32)


def write_tone_model(folder: Path, metadata: Mapping[str, str]) -> Path:
    """Writes model.onnx and tokens.txt; `metadata` on top of what every CTC model has."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = np.full((BANDS, len(TOKENS)), -1 / BANDS, dtype=np.float32)
    weights[:, 0] = 0
    for token, frequency in enumerate(TONES.values(), 1):
        weights[_band(frequency), token] += 1
    bias = np.array([STANDS_OUT, *[0.0] * len(TONES)], dtype=np.float32)
    model = helper.make_model(
        _graph(weights, bias), opset_imports=[helper.make_opsetid("", 17)], ir_version=8
    )
    helper.set_model_props(model, {**METADATA, **metadata})
    onnx.save(model, str(folder / "model.onnx"))
    lines = [f"{token} {number}\n" for number, token in enumerate(TOKENS)]
    (folder / "tokens.txt").write_text("".join(lines), "utf-8")
    return folder


def _band(frequency: float) -> int:
    """The triangle with its top nearest to the frequency: they stand evenly on the mel scale."""

    def mel(hertz: float) -> float:
        return 1127 * math.log(1 + hertz / 700)

    return round((mel(frequency) - mel(LOWEST)) / (mel(HIGHEST) - mel(LOWEST)) * (BANDS + 1)) - 1


def _graph(weights: np.ndarray, bias: np.ndarray) -> onnx.GraphProto:  # type: ignore[type-arg]
    nodes = [
        helper.make_node("Slice", ["x", "first", "last", "axis", "step"], ["some"]),
        helper.make_node("MatMul", ["some", "weights"], ["scored"]),
        helper.make_node("Add", ["scored", "bias"], ["logits"]),
        helper.make_node("LogSoftmax", ["logits"], ["log_probs"], axis=-1),
        helper.make_node("Div", ["x_lens", "step"], ["log_probs_lens"]),
    ]
    inputs = [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", "T", BANDS]),
        helper.make_tensor_value_info("x_lens", TensorProto.INT64, ["N"]),
    ]
    outputs = [
        helper.make_tensor_value_info("log_probs", TensorProto.FLOAT, ["N", "T", len(TOKENS)]),
        helper.make_tensor_value_info("log_probs_lens", TensorProto.INT64, ["N"]),
    ]
    numbers = {"first": 0, "last": 2**31, "axis": 1, "step": STEP}
    constants = [
        numpy_helper.from_array(weights, "weights"),
        numpy_helper.from_array(bias, "bias"),
        *(numpy_helper.from_array(np.array([number]), name) for name, number in numbers.items()),
    ]
    return helper.make_graph(nodes, "tones", inputs, outputs, constants)
