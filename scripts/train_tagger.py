"""Trains resources/tagger/weights.npz, the network behind suggest/suggesters/tagger.py.

    python -m scripts.train_tagger --texts DIR [--revisions FILE] [--epochs 3]

`--texts` is a folder of unpacked documentation packages (resources/tagger/README.md names those
that were used), `--revisions` a file of revised paragraphs whose later version is taken. Needs
jax, optax and lxml. Posts are never read, so that figures measured on posts need no folds. No text
goes into the weights: words are known by hashes, and resources/frequencies.txt decides which.
"""

import argparse
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from scripts.training.tagger_fit import train, write
from scripts.training.tagger_slips import DROPPED, SMALL, Slips, Words, stream
from scripts.training.tagger_text import paragraphs
from suggest.frequency import load_frequencies
from suggest.inflection import Form, Inflection, word_lists

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
_LEAST_ZIPF = 3.75
_SIGNS = tuple(",.;:!?()[]{}\"“‘’'-–—/…&%$#@*+=<>_|`~•→")
_SHORT_TEXT = """
it's don't doesn't didn't isn't aren't wasn't weren't can't won't wouldn't couldn't shouldn't
haven't hasn't hadn't i'm i've i'd i'll you're you've you'll you'd we're we've we'll we'd they're
they've they'll they'd that's there's here's what's who's let's he's she's
"""
_FORMS = {
    "BASE": (Form.BASE, Form.SINGULAR),
    "S": (Form.THIRD, Form.PLURAL),
    "ED": (Form.PAST,),
    "PP": (Form.PARTICIPLE,),
    "ING": (Form.ING,),
}


def main() -> None:
    """Reads the texts, trains, writes."""
    parser = argparse.ArgumentParser(description="Train resources/tagger/weights.npz.")
    parser.add_argument("--texts", type=Path, required=True, help="folder of unpacked packages")
    parser.add_argument("--revisions", type=Path, help="JSONL of revised paragraphs")
    parser.add_argument("--epochs", type=int, default=3)
    options = parser.parse_args()
    texts = paragraphs(options.texts)
    if options.revisions:
        lines = options.revisions.read_text("utf-8").split("\n")
        texts += sorted({str(json.loads(line)["after"]) for line in lines if line.strip()})
    print(f"{len(texts)} paragraphs, {sum(text.count(' ') + 1 for text in texts)} words")
    frequencies = load_frequencies(RESOURCES / "frequencies.txt")
    words = Words()
    text = stream(texts, words)
    families, form = _families(frequencies)
    slips = Slips(words, families, form)
    known = _known(frequencies)
    weights = train(text, words, slips, known, options.epochs)
    write(weights, known, RESOURCES / "tagger" / "weights.npz")


def _known(frequencies: Mapping[str, float]) -> list[str]:
    """The words with rows of their own, marks and short forms among them."""
    common = [word for word, value in frequencies.items() if value >= _LEAST_ZIPF]
    common.sort(key=lambda word: (-frequencies[word], word))
    first = ("<none>", "<unknown>", "<number>", "§", *_SIGNS, *_SHORT_TEXT.split())
    return list(dict.fromkeys((*first, *common)))


def _families(frequencies: Mapping[str, float]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Common words to the other forms of their verb or noun, and to their own form."""
    listed = tomllib.loads((RESOURCES / "patterns" / "words.toml").read_text("utf-8"))["lists"]
    inflection = Inflection(word_lists(listed))
    small = {*SMALL, *DROPPED}
    families: dict[str, list[str]] = {}
    own: dict[str, str] = {}
    for word in frequencies:
        made = {
            name: text
            for name, forms in _FORMS.items()
            for form in forms
            if (text := inflection.form(word, form)) is not None and text in frequencies
        }
        mine = [name for name, text in made.items() if text == word]
        others = sorted(set(made.values()) - {word} - small)
        if mine and others and word not in small:
            families[word], own[word] = others, mine[0]
    return families, own


if __name__ == "__main__":
    main()
