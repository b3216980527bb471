"""The kinds of rows that files can hold; each is one module, and is added in `additions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.intake.kinds.base import Kind

_KINDS: dict[str, Kind] = {}


class UnknownKind(LookupError):
    """Nobody knows a kind of that name."""


def add(kind: Kind) -> None:
    """Let files of a kind be taken in."""
    _KINDS[kind.name] = kind


def kind_of(name: str) -> Kind:
    """The kind called `name`; raises UnknownKind."""
    try:
        return _KINDS[name]
    except KeyError:
        raise UnknownKind(name) from None


def all_kinds() -> Sequence[Kind]:
    """All kinds, in the order of the screens."""
    return sorted(_KINDS.values(), key=lambda kind: kind.order)
