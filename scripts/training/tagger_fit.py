"""The tagger's network in jax: trained on slips put into clean text, then written as int8."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from scripts.training.tagger_slips import DROPPED, FORMS, SMALL, Slips, Stream, Words
from suggest.suggesters.tagger_net import (
    INSERTS,
    TARGETS,
    ending_row,
    initial_row,
    word_hash,
)

WIDTH, DILATIONS = 128, (1, 2, 4, 8, 1, 2)
_LENGTH, _ROWS, _TEXTS = 128, 16, 20_000
_SIZES = {"words": 72, "endings": 32, "shapes": 12, "initials": 12}
_LEARNING, _HIDDEN, _UNKNOWN = 2.5e-3, 0.03, 0.01
Weights = dict[str, Any]


def train(text: Stream, words: Words, slips: Slips, known: Sequence[str], epochs: int) -> Weights:
    """Weights after some passes over the text; about 15 minutes each on two cores."""
    jax, optax = _library("jax"), _library("optax")
    rows = _rows(words, known)
    steps = int(epochs * len(text.words) * 0.97 / (_ROWS * _LENGTH))
    rate = optax.warmup_cosine_decay_schedule(
        0, _LEARNING, min(150, steps // 5), steps, _LEARNING * 0.03
    )
    change = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=0.01))
    weights = _fresh(len(known))
    state = change.init(weights)
    key = jax.random.PRNGKey(1)

    def move(weights: Weights, state: Any, key: Any, batch: Any) -> tuple[Any, Any, Any]:
        seen = jax.random.bernoulli(key, 1 - _HIDDEN, (*batch[0].shape, 1))
        loss, slope = jax.value_and_grad(_loss)(weights, batch, seen)
        moved, state = change.update(slope, state, weights)
        return optax.apply_updates(weights, moved), state, loss

    step = jax.jit(move)
    chance, total = np.random.default_rng(1), 0.0
    for epoch in range(epochs):
        for at, batch in enumerate(_batches(text, slips, rows, chance)):
            key = jax.random.fold_in(key, at)
            weights, state, loss = step(weights, state, key, batch)
            total += float(loss)
            if at % 500 == 499:
                print(f"epoch {epoch}, step {at + 1}: loss {total / 500:.4f}", flush=True)
                total = 0.0
    return {name: np.asarray(values) for name, values in weights.items()}


def _library(name: str) -> Any:
    """A library for training only; the checks must come out alike where it is not installed."""
    return import_module(name)


def write(weights: Mapping[str, Any], known: Sequence[str], path: Path) -> None:
    """The weights that are needed to propose, a byte each with a scale by row or column."""
    data: dict[str, Any] = {"hashes": np.array([word_hash(word) for word in known], np.uint32)}
    for name, values in weights.items():
        if name in _SIZES or name.startswith("block"):
            axis = 1 if name in _SIZES else 0
            scale = np.abs(values).max(axis=axis, keepdims=True) / 127 + 1e-9
            data[name] = np.round(values / scale).astype(np.int8)
            data[f"{name}_scale"] = scale.astype(np.float16)
        else:
            data[name] = values.astype(np.float16)
    gaps = [0, *(1 + DROPPED.index(word) for word in INSERTS)]
    tags = [0, 1, *(2 + SMALL.index(word) for word in TARGETS)]
    for name, chosen in (("gap", gaps), ("left", gaps), ("gap_bias", gaps)):
        data[name] = data[name][..., chosen]
    for name in ("word", "word_bias"):
        data[name] = data[name][..., tags]
    np.savez_compressed(path, **data)


def _fresh(known: int) -> Weights:
    chance = np.random.default_rng(0)

    def drawn(*shape: int, scale: float) -> Any:
        return np.asarray(chance.normal(0, scale, shape), np.float32)

    rows = {"words": known, "endings": 2048, "shapes": 18, "initials": 40}
    weights: Weights = {n: drawn(rows[n], size, scale=0.3) for n, size in _SIZES.items()}
    gaps, tags = 1 + len(DROPPED), 2 + len(SMALL) + len(FORMS)
    for name, count in (("gap", gaps), ("left", gaps), ("word", tags)):
        weights[name] = drawn(WIDTH, count, scale=0.05)
    weights |= {"gap_bias": np.zeros(gaps, np.float32), "word_bias": np.zeros(tags, np.float32)}
    for at in range(len(DILATIONS)):
        weights[f"block{at}"] = drawn(3 * WIDTH, 2 * WIDTH, scale=(3 * WIDTH) ** -0.5)
        weights[f"bias{at}"] = np.zeros(2 * WIDTH, np.float32)
        weights[f"level{at}"] = np.ones(WIDTH, np.float32)
    weights["level"] = np.ones(WIDTH, np.float32)
    return weights


def _loss(weights: Weights, batch: Any, seen: Any) -> Any:
    jax, jnp = _library("jax"), _library("jax.numpy")
    words, endings, shapes, initials, tags, gaps = batch
    parts = (("words", words), ("endings", endings), ("shapes", shapes), ("initials", initials))
    x = jnp.concatenate([weights[name][rows] for name, rows in parts], -1) * seen
    for at, gap in enumerate(DILATIONS):
        y = _level(x) * weights[f"level{at}"]
        wide = jnp.pad(y, ((0, 0), (gap, gap), (0, 0)))
        near = jnp.concatenate([wide[:, : -2 * gap], y, wide[:, 2 * gap :]], -1)
        both = near @ weights[f"block{at}"] + weights[f"bias{at}"]
        x = x + both[..., :WIDTH] * jax.nn.sigmoid(both[..., WIDTH:])
    x = _level(x) * weights["level"]
    left = jnp.pad(x, ((0, 0), (1, 0), (0, 0)))[:, :-1]
    made = x @ weights["gap"] + left @ weights["left"] + weights["gap_bias"]
    right = x @ weights["word"] + weights["word_bias"]
    real = (shapes > 0).astype(jnp.float32)
    pick = partial(jnp.take_along_axis, axis=-1)
    missed = pick(jax.nn.log_softmax(made), gaps[..., None])[..., 0]
    wrong = pick(jax.nn.log_softmax(right), tags[..., None])[..., 0]
    return -((missed + wrong) * real).sum() / real.sum()


def _level(x: Any) -> Any:
    return x * ((x * x).mean(-1, keepdims=True) + 1e-6) ** -0.5


def _rows(words: Words, known: Sequence[str]) -> tuple[Any, Any, Any]:
    """The rows of every word: its own (1 unknown, 2 a number), its ending, its first letter."""
    places = {word: row for row, word in enumerate(known)}

    def row(word: str) -> int:
        return places.get(word, 2 if word[0].isdigit() else 1)

    own = np.array([row(word) for word in words.all], np.int32)
    endings = np.array([ending_row(word) for word in words.all], np.int32)
    initials = np.array([initial_row(word) for word in words.all], np.int32)
    own[0] = 0
    return own, endings, initials


def _batches(
    text: Stream, slips: Slips, rows: tuple[Any, Any, Any], chance: np.random.Generator
) -> Iterator[tuple[Any, ...]]:
    """The texts in another order with new slips, as rows of equal length."""
    starts = np.flatnonzero(text.shapes == 0)
    ends = np.append(starts[1:], len(text.words))
    order = chance.permutation(len(starts))
    for chosen in np.array_split(order, max(1, len(order) // _TEXTS)):
        places = np.concatenate([np.arange(starts[at], ends[at]) for at in chosen])
        part = Stream(text.words[places], text.shapes[places])
        words, shapes, tags, gaps = slips.put(part, chance, 1.3)
        own, endings, initials = (row[words] for row in rows)
        unknown = (chance.random(len(own)) < _UNKNOWN) & (own > 60)
        columns = (np.where(unknown, 1, own), endings, shapes, initials, tags, gaps)
        count = len(words) // (_ROWS * _LENGTH)
        size = count * _ROWS * _LENGTH
        shaped = [column[:size].reshape(_ROWS, count, _LENGTH) for column in columns]
        for at in range(count):
            yield tuple(column[:, at] for column in shaped)
