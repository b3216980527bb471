"""Variant kanji (異体字) folded for comparison; the pairs stand in `itaiji.txt`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _table(*, weak: bool) -> dict[int, str]:
    text = (files("goen.japanese") / "itaiji.txt").read_text(encoding="utf-8")
    pairs = [line.split() for line in text.splitlines() if not line.startswith("#")]
    table = {ord(pair[0]): pair[1] for pair in pairs if weak or len(pair) == 2}
    return {variant: base.translate(table) for variant, base in table.items()}


def fold_itaiji(*, text: str, weak: bool = False) -> str:
    """`text` with one form for each kanji; `weak` also folds pairs that people mix up (斉 → 斎).

    For comparing only: names are stored and shown as typed.

    >>> fold_itaiji(text="髙﨑 邉 𠮷"), fold_itaiji(text="斉"), fold_itaiji(text="斉", weak=True)
    ('高崎 辺 吉', '斉', '斎')
    """
    return text.translate(_table(weak=weak))
