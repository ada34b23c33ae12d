"""A Whisper model in CTranslate2's format → an openai-whisper checkpoint of the very same weights.

Both engines can then be compared on one model (tests and bench). The layout of model.bin is that written by
CTranslate2's `ModelSpec.save` (python/ctranslate2/specs/model_spec.py): a flat list of named arrays.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

HEADS_OF_WIDTH = 64
DTYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


def convert(folder: Path, checkpoint: Path) -> Path:
    """Writes `checkpoint` (*.pt) from the folder's model.bin. Quantized weights are refused."""
    import torch

    arrays = read_arrays(folder / "model.bin")
    state = {name: torch.from_numpy(array) for name, array in openai_state(arrays).items()}
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"dims": dimensions(arrays), "model_state_dict": state}, checkpoint)
    return checkpoint


def read_arrays(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    with path.open("rb") as file:
        (_version,) = struct.unpack("<I", file.read(4))
        _spec_name, (_revision, count) = _name(file), struct.unpack("<II", file.read(8))
        return dict(_variable(file) for _ in range(count))


def _variable(file: BinaryIO) -> tuple[str, np.ndarray[Any, Any]]:
    name = _name(file)
    (rank,) = struct.unpack("<B", file.read(1))
    shape = struct.unpack(f"<{rank}I", file.read(4 * rank))
    dtype, size = struct.unpack("<BI", file.read(5))
    return name, np.frombuffer(file.read(size), dtype=DTYPES[dtype]).reshape(shape)


def _name(file: BinaryIO) -> str:
    (length,) = struct.unpack("<H", file.read(2))
    return file.read(length).rstrip(b"\0").decode()


def dimensions(arrays: dict[str, np.ndarray[Any, Any]]) -> dict[str, int]:
    audio_context, audio_state = arrays["encoder/position_encodings/encodings"].shape
    text_context, text_state = arrays["decoder/position_encodings/encodings"].shape
    return {
        "n_mels": arrays["encoder/conv1/weight"].shape[1],
        "n_audio_ctx": audio_context,
        "n_audio_state": audio_state,
        "n_audio_head": audio_state // HEADS_OF_WIDTH,
        "n_audio_layer": _layers(arrays, "encoder"),
        "n_vocab": arrays["decoder/embeddings/weight"].shape[0],
        "n_text_ctx": text_context,
        "n_text_state": text_state,
        "n_text_head": text_state // HEADS_OF_WIDTH,
        "n_text_layer": _layers(arrays, "decoder"),
    }


def _layers(arrays: dict[str, np.ndarray[Any, Any]], side: str) -> int:
    return len(
        {
            name.split("/")[1]
            for name in arrays
            if name.startswith(f"{side}/layer_") and "norm" not in name.split("/")[1]
        }
    )


def openai_state(arrays: dict[str, np.ndarray[Any, Any]]) -> dict[str, np.ndarray[Any, Any]]:
    """Copies, in float16 as the checkpoints that OpenAI publishes."""
    sizes = dimensions(arrays)
    named = [
        *_edges(arrays),
        *(pair for layer in range(sizes["n_audio_layer"]) for pair in _layer(arrays, "encoder", layer)),
        *(pair for layer in range(sizes["n_text_layer"]) for pair in _layer(arrays, "decoder", layer)),
    ]
    return {name: np.array(array) for name, array in named}


Named = Iterator[tuple[str, np.ndarray[Any, Any]]]


def _edges(arrays: dict[str, np.ndarray[Any, Any]]) -> Named:
    for conv in ("conv1", "conv2"):
        for kind in ("weight", "bias"):
            yield f"encoder.{conv}.{kind}", arrays[f"encoder/{conv}/{kind}"]
    yield "encoder.positional_embedding", arrays["encoder/position_encodings/encodings"]
    yield "decoder.positional_embedding", arrays["decoder/position_encodings/encodings"]
    yield "decoder.token_embedding.weight", arrays["decoder/embeddings/weight"]
    yield from _norm(arrays, "encoder/layer_norm", "encoder.ln_post")
    yield from _norm(arrays, "decoder/layer_norm", "decoder.ln")


def _layer(arrays: dict[str, np.ndarray[Any, Any]], side: str, layer: int) -> Named:
    ours, theirs = f"{side}/layer_{layer}", f"{side}.blocks.{layer}"
    yield from _norm(arrays, f"{ours}/self_attention/layer_norm", f"{theirs}.attn_ln")
    yield from _attention(arrays, f"{ours}/self_attention", f"{theirs}.attn", ["qkv", "out"])
    if side == "decoder":
        yield from _norm(arrays, f"{ours}/attention/layer_norm", f"{theirs}.cross_attn_ln")
        yield from _attention(arrays, f"{ours}/attention", f"{theirs}.cross_attn", ["q", "kv", "out"])
    yield from _norm(arrays, f"{ours}/ffn/layer_norm", f"{theirs}.mlp_ln")
    for linear, place in (("linear_0", 0), ("linear_1", 2)):
        for kind in ("weight", "bias"):
            yield f"{theirs}.mlp.{place}.{kind}", arrays[f"{ours}/ffn/{linear}/{kind}"]


def _attention(arrays: dict[str, np.ndarray[Any, Any]], ours: str, theirs: str, fused: list[str]) -> Named:
    """Splits fused projections; Whisper's keys have no bias, which the fused form holds as zeros."""
    names = {"q": "query", "k": "key", "v": "value"}
    for at, projection in enumerate(fused):
        parts = [names[letter] for letter in projection] if projection != "out" else ["out"]
        for kind in ("weight", "bias"):
            split = np.split(arrays[f"{ours}/linear_{at}/{kind}"], len(parts))
            for part, array in zip(parts, split, strict=True):
                if (part, kind) != ("key", "bias"):
                    yield f"{theirs}.{part}.{kind}", array


def _norm(arrays: dict[str, np.ndarray[Any, Any]], ours: str, theirs: str) -> Named:
    yield f"{theirs}.weight", arrays[f"{ours}/gamma"]
    yield f"{theirs}.bias", arrays[f"{ours}/beta"]
