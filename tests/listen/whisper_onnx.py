"""An openai-whisper checkpoint → the encoder, decoder and tokens that sherpa-onnx reads.

What it asks for is in its own source (sherpa-onnx/csrc/offline-whisper-model.cc): the encoder gives keys and
values of the cross attention for every layer of the decoder, which keeps its own in a cache of fixed size;
the numbers of the network and of its marks stand in the encoder's metadata.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import onnx
import torch
import whisper
from torch import Tensor, nn
from whisper.tokenizer import get_tokenizer

CACHES = ("n_layer_self_k_cache", "n_layer_self_v_cache")
CROSS = ("n_layer_cross_k", "n_layer_cross_v")


class Encoder(nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.encoder, self.blocks = model.encoder, model.decoder.blocks

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        heard = self.encoder(mel)
        keys = [block.cross_attn.key(heard) for block in self.blocks]
        values = [block.cross_attn.value(heard) for block in self.blocks]
        return torch.stack(keys), torch.stack(values)


class Decoder(nn.Module):
    """Some tokens at a time: `offset` says how many came before, whose keys and values are in the caches."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.decoder = model.decoder

    def forward(
        self, tokens: Tensor, keys: Tensor, values: Tensor, cross_k: Tensor, cross_v: Tensor, offset: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        end = offset[0] + tokens.shape[-1]
        x = self.decoder.token_embedding(tokens) + self.decoder.positional_embedding[offset[0] : end]
        mask = self.decoder.mask[offset[0] : end, :end]
        new_keys, new_values = [], []
        for layer, block in enumerate(self.decoder.blocks):
            normed = block.attn_ln(x)
            key = torch.cat([keys[layer, :, : offset[0]], block.attn.key(normed)], dim=1)
            value = torch.cat([values[layer, :, : offset[0]], block.attn.value(normed)], dim=1)
            x = x + attended(block.attn, normed, key, value, mask)
            x = x + attended(block.cross_attn, block.cross_attn_ln(x), cross_k[layer], cross_v[layer], None)
            x = x + block.mlp(block.mlp_ln(x))
            new_keys.append(torch.cat([key, keys[layer, :, end:]], dim=1))
            new_values.append(torch.cat([value, values[layer, :, end:]], dim=1))
        logits = self.decoder.ln(x) @ self.decoder.token_embedding.weight.T
        return logits, torch.stack(new_keys), torch.stack(new_values)


def attended(attention: Any, x: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    query, key, value = (_heads(part, attention.n_head) for part in (attention.query(x), key, value))
    scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
    weights = (scores if mask is None else scores + mask).softmax(-1)
    joined: Tensor = attention.out((weights @ value).permute(0, 2, 1, 3).flatten(2))
    return joined


def _heads(part: Tensor, count: int) -> Tensor:
    return part.view(part.shape[0], part.shape[1], count, -1).permute(0, 2, 1, 3)


def export(checkpoint: Path, folder: Path) -> Path:
    """Writes base-encoder.onnx, base-decoder.onnx and base-tokens.txt."""
    whisper.model.MultiHeadAttention.use_sdpa = False
    model = whisper.load_model(str(checkpoint), device="cpu").float().eval()
    sizes = model.dims
    mel = torch.zeros(1, sizes.n_mels, 2 * sizes.n_audio_ctx)
    encoder = folder / "base-encoder.onnx"
    _write(Encoder(model), (mel,), encoder, ["mel"], list(CROSS), {})
    _describe(encoder, _metadata(model))
    cache = torch.zeros(sizes.n_text_layer, 1, sizes.n_text_ctx, sizes.n_text_state)
    cross = torch.zeros(sizes.n_text_layer, 1, sizes.n_audio_ctx, sizes.n_text_state)
    inputs = (torch.zeros(1, 3, dtype=torch.int64), cache, cache, cross, cross, torch.tensor([2]))
    names = ["tokens", *(f"in_{name}" for name in CACHES), *CROSS, "offset"]
    outputs = ["logits", *(f"out_{name}" for name in CACHES)]
    _write(Decoder(model), inputs, folder / "base-decoder.onnx", names, outputs, {"tokens": {1: "n_tokens"}})
    ranks = Path(whisper.__file__).parent / "assets" / "multilingual.tiktoken"
    (folder / "base-tokens.txt").write_bytes(ranks.read_bytes())
    whisper.model.MultiHeadAttention.use_sdpa = True
    return folder


def _write(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    names: list[str],
    outputs: list[str],
    free: dict[str, dict[int, str]],
) -> None:
    with warnings.catch_warnings(), torch.no_grad():
        # The exporter that traces is deprecated in favour of one that needs onnxscript, and says where it
        # takes a number for a constant: the checks of shapes in openai-whisper.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        torch.onnx.export(
            module,
            inputs,
            str(path),
            input_names=names,
            output_names=outputs,
            dynamic_axes=free,
            opset_version=17,
            dynamo=False,
            do_constant_folding=False,
        )


def _describe(path: Path, told: dict[str, object]) -> None:
    model = onnx.load(str(path))
    onnx.helper.set_model_props(model, {key: str(value) for key, value in told.items()})
    onnx.save(model, str(path))


def _metadata(model: Any) -> dict[str, object]:
    with warnings.catch_warnings():
        # openai-whisper 20250625 leaves its vocabulary file open when it first reads it.
        warnings.simplefilter("ignore", ResourceWarning)
        marks = get_tokenizer(True, num_languages=model.num_languages, language="zh", task="transcribe")
    sizes = {name: getattr(model.dims, f"n_{name}") for name in ("mels", "vocab", "text_ctx", "text_state")}
    ids = ("sot", "eot", "translate", "transcribe", "no_timestamps", "no_speech")
    return {
        "model_type": "whisper-base",
        "n_text_layer": model.dims.n_text_layer,
        **{f"n_{name}": size for name, size in sizes.items()},
        **{name: getattr(marks, name) for name in ids},
        "blank_id": marks.encode(" ")[0],
        "is_multilingual": 1,
        "sot_sequence": ",".join(map(str, marks.sot_sequence)),
        "all_language_tokens": ",".join(map(str, marks.all_language_tokens)),
        "all_language_codes": ",".join(marks.all_language_codes),
    }
