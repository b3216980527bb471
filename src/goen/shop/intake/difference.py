"""Three ways of a cell: what went out in a file, what the ledger says now, what came back.

A file that goes out carries, for each row, marks of what its cells said. They tell which cells were
changed in Excel and which in the ledger since, without keeping a copy of what went out.
"""

from __future__ import annotations

import base64
import hashlib
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LENGTH = 6  # characters of base64 in one mark: two values have the same once in 7 × 10¹⁰
_FORM = "1."  # how the marks are made; a later form would begin otherwise


class Side(Enum):
    """Who changed a cell since the file went out."""

    SAME = "same"  # the ledger and the file say the same
    FILE = "file"  # changed in the file alone
    LEDGER = "ledger"  # changed in the ledger alone
    BOTH = "both"  # changed in both, to different values: somebody has to decide


@lru_cache(maxsize=50_000)
def mark(field: str, value: str | None) -> str:
    """The mark of one cell; nothing and an empty text are the same."""
    digest = hashlib.blake2b(
        f"{field}\x1f{value or ''}".encode(errors="surrogatepass"), digest_size=5
    ).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_LENGTH]


def marks(values: Mapping[str, str | None]) -> str:
    """The marks of one row, as they go out."""
    return _FORM + "".join(mark(field, value) for field, value in values.items())


def read_marks(text: str | None) -> frozenset[str] | None:
    """The marks that came back; None for what are none."""
    body = (text or "").strip().removeprefix(_FORM)
    if not (text or "").strip().startswith(_FORM) or not body or len(body) % _LENGTH:
        return None
    return frozenset(body[at : at + _LENGTH] for at in range(0, len(body), _LENGTH))


def untouched(*, known: frozenset[str], came: Mapping[str, str | None]) -> bool:
    """Whether nothing of a row was changed in the file."""
    return all(mark(field, value) in known for field, value in came.items())


def compare(
    *,
    known: frozenset[str],
    ledger: Mapping[str, str | None],
    came: Mapping[str, str | None],
) -> dict[str, Side]:
    """Who changed each cell that came back; what the file has no column for is not compared.

    A cell that did not go out counts as changed in both: somebody decides.
    """
    return {
        field: _side(known, field, ledger.get(field) or None, value or None)
        for field, value in came.items()
    }


def _side(known: frozenset[str], field: str, ledger: str | None, came: str | None) -> Side:
    if ledger == came:
        return Side.SAME
    if mark(field, came) in known:
        return Side.LEDGER
    return Side.FILE if mark(field, ledger) in known else Side.BOTH


def merged(
    *,
    sides: Mapping[str, Side],
    ledger: Mapping[str, str | None],
    came: Mapping[str, str | None],
    accepted: Iterable[str] = (),
    refused: Iterable[str] = (),
) -> tuple[dict[str, str | None], frozenset[str]]:
    """The row as it is to be, and the fields that wait for a decision (the ledger's value stands).

    `accepted`, `refused`: fields for which somebody took the file's value, or the ledger's.
    """
    yes, no = frozenset(accepted), frozenset(refused)
    waiting = frozenset(
        field for field, side in sides.items() if side is Side.BOTH and field not in yes | no
    )
    row = {
        field: ledger.get(field)
        if field in no | waiting or side in (Side.SAME, Side.LEDGER)
        else came[field]
        for field, side in sides.items()
    }
    return row, waiting
