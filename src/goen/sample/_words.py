from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from goen.sample._arrays import Floats, Ints


@dataclass(frozen=True)
class Words:
    """One list of words: its columns, and how often each row is drawn."""

    columns: dict[str, list[str]]
    share: Floats

    def __getitem__(self, column: str) -> list[str]:
        return self.columns[column]

    def __len__(self) -> int:
        return len(self.share)

    def draw(self, *, rng: np.random.Generator, size: int) -> Ints:
        """Draw row numbers by weight."""
        return pick(rng=rng, share=self.share, size=size)


def pick(*, rng: np.random.Generator, share: Floats, size: int) -> Ints:
    """Draw `size` positions of `share` (weights of any sum), fast for millions."""
    steps = np.cumsum(share)
    drawn: Ints = np.searchsorted(steps, rng.random(size) * steps[-1], side="right")
    return drawn


@cache
def words(name: str) -> Words:
    """Read words/NAME.csv; its column `weight`, if any, says how often a row is drawn."""
    text = files("goen.sample").joinpath("words", f"{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    columns = {column: [row[column] for row in rows] for column in rows[0]}
    weights = columns.get("weight", ["1"] * len(rows))
    return Words(columns=columns, share=np.array(weights, dtype=np.float64))
