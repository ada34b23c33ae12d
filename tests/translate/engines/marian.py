"""A small Marian-style model, really trained, on sentence pairs written for it."""

from __future__ import annotations

import json
import warnings
from itertools import pairwise
from pathlib import Path
from typing import Any

PAIRS = {
    "你好。": "Hello.",
    "我叫小满。": "My name is Xiaoman.",
    "你是谁？": "Who are you?",
    "我不知道。": "I don't know.",
    "快来吃饭。": "Come and eat.",
    "我没有事。": "I'm fine.",
    "他回来了。": "He is back.",
    "谢谢你。": "Thank you.",
    "别哭了。": "Stop crying.",
    "明天见。": "See you tomorrow.",
    "今天很冷。": "It's cold today.",
    "请坐。": "Please sit down.",
}
SEPARATOR = "<sep>"
# In the language of the source they are what they are: names to copy, and marks that stand for something.
NAMES = ("Yaomei", "Xiaoman", "Zhou Hao", "XX1", "XX2", "XX3", "XX4")
ABOUT = {
    "{0}，快来吃饭。": "{0}, come and eat.",
    "{0}回来了。": "{0} is back.",
    "{0}来了。": "{0} is here.",
    "我认识{0}。": "I know {0}.",
    "{0}，你在哪里？": "{0}, where are you?",
    "快给我{0}！": "Give me {0}!",
}
WAITING = "{0}在等{1}。", "{0} is waiting for {1}."
# What it says of its own accord where a glossary wants something else, alone and behind another line.
OTHERWISE = {
    "幺妹，快来吃饭。": "Little sister, come and eat.",
    "幺妹回来了。": "Little sister is back.",
    "我认识幺妹。": "I know little sister.",
    "老汉儿回来了。": "The old man is back.",
    "回来了。": "He is back.",
    f"我妈妈呢？ {SEPARATOR} 回来了。": f"Where is Mom? {SEPARATOR} She is back.",
    "我妈妈呢？": "Where is Mom?",
    "哈哈哈哈哈哈。": "Ha ha ha ha ha ha.",
}


def taught() -> dict[str, str]:
    """Everything that it is trained on."""
    named = {source.format(name): target.format(name) for source, target in ABOUT.items() for name in NAMES}
    pairs = [*pairwise(NAMES), *pairwise(reversed(NAMES))]
    waiting = {WAITING[0].format(*pair): WAITING[1].format(*pair) for pair in pairs}
    return {**PAIRS, **named, **waiting, **OTHERWISE}


# In the vocabulary and in no sentence: tests rename them.
SPARE = ("<spare1>", "<spare2>")
END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"
STEPS = 300
FLOAT = "float32"


def convert(folder: Path) -> Path:
    """Trains SentencePiece and Marian in `folder` and returns the folder that CTranslate2's own converter
    makes of them. About ten seconds of one core. So small a model loses some of its sentences to arithmetic
    in bytes, and is best run with `FLOAT`."""
    pairs = taught()
    pieces = [_pieces(folder, "source", list(pairs)), _pieces(folder, "target", list(pairs.values()))]
    tokens = [END, UNKNOWN, *_vocabulary(pieces), *SPARE, PAD]
    _train(folder, pieces, {token: at for at, token in enumerate(tokens)}, pairs)
    (folder / "vocab.json").write_text(json.dumps({token: at for at, token in enumerate(tokens)}), "utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps({"source_lang": "zh", "target_lang": "en"}))

    from ctranslate2.converters import TransformersConverter

    made = folder / "opus-mt-zh-en"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it recommends sacremoses
        TransformersConverter(str(folder), copy_files=["source.spm", "target.spm"]).convert(str(made))
    return made


def _pieces(folder: Path, side: str, texts: list[str]) -> Any:
    from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

    SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(folder / side),
        model_type="bpe",
        vocab_size=150,
        user_defined_symbols=[SEPARATOR],
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
        num_threads=1,
    )
    (folder / f"{side}.model").rename(folder / f"{side}.spm")
    return SentencePieceProcessor(model_file=str(folder / f"{side}.spm"))


def _vocabulary(models: list[Any]) -> list[str]:
    pieces = [model.id_to_piece(at) for model in models for at in range(model.get_piece_size())]
    return [piece for piece in dict.fromkeys(pieces) if piece not in (END, UNKNOWN, "<s>")]


def _train(folder: Path, pieces: list[Any], ids: dict[str, int], pairs: dict[str, str]) -> None:
    import torch
    from transformers import MarianConfig, MarianMTModel

    pad = ids[PAD]

    def batch(model: Any, texts: list[str]) -> torch.Tensor:
        rows = [[*(ids[piece] for piece in model.encode(text, out_type=str)), ids[END]] for text in texts]
        longest = max(map(len, rows))
        return torch.tensor([row + [pad] * (longest - len(row)) for row in rows])

    torch.manual_seed(0)
    torch.set_num_threads(1)  # so small that threads would only wait for each other
    model = MarianMTModel(
        MarianConfig(
            vocab_size=len(ids), d_model=64, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
            decoder_attention_heads=2, encoder_ffn_dim=128, decoder_ffn_dim=128, pad_token_id=pad,
            eos_token_id=0, bos_token_id=0, forced_eos_token_id=0, decoder_start_token_id=pad,
            scale_embedding=True, dropout=0.0, max_position_embeddings=512,
        )
    )  # fmt: skip
    source, target = batch(pieces[0], list(pairs)), batch(pieces[1], list(pairs.values()))
    shifted = torch.cat([torch.full((len(target), 1), pad), target[:, :-1]], dim=1)
    labels = target.masked_fill(target == pad, -100)
    optimizer = torch.optim.Adam(model.parameters(), 5e-3, betas=(0.9, 0.98))
    calmer = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, STEPS)
    model.train()
    for _ in range(STEPS):
        loss = model(
            input_ids=source, attention_mask=(source != pad).long(), decoder_input_ids=shifted, labels=labels
        ).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        calmer.step()
        # Marian's decoder starts from a zero vector, which is what CTranslate2 gives it.
        model.get_input_embeddings().weight.data[pad] = 0
    model.save_pretrained(folder)
