"""Answers that the report does not have: worked out once for an evening, and kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.shop.figures import documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.shop.figures.asked import Asked
    from goen.shop.figures.documents import Document


@dataclass(frozen=True, slots=True)
class Own:
    """One answer: how it is made, and the mark of what it depends on beside the evening.

    `compares`: whether the earlier evening is among that.
    """

    make: Callable[[Asked], Document]
    mark: Callable[[], str] = str
    compares: bool = False


OWN: dict[str, Own] = {}


def answer(*, asked: Asked, name: str, wait: bool = False) -> Document:
    """The answer `name` of `OWN`, worked out if it is not kept.

    Raises documents.NotYet when that takes long and `wait` is False.
    """
    told = OWN[name]

    def make() -> Document:
        if not wait and asked.history.rows > documents.AT_ONCE:
            raise documents.NotYet(asked=asked, name=name)
        return told.make(asked)

    marks = [told.mark(), str(asked.compared) if told.compares else ""]
    kept_as = "-".join([name, *(mark for mark in marks if mark)])
    return documents.kept(asked=asked, name=kept_as, make=make)
