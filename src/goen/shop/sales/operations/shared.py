"""What the operations of this room have in common."""

from __future__ import annotations

from typing import TypeVar

from goen import japanese
from goen.shop.sales.models import Category, Family, Shop, Source

_Name = TypeVar("_Name", Category, Family, Shop, Source)


class NotFilledIn(Exception):
    """Something that every such row must say is missing or cannot be; the message says what."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def named(model: type[_Name], *, name: str) -> _Name | None:
    """The category, family, shop or source called `name`, made when it is new; None for no name."""
    written = japanese.plain(name)[:100]
    if not written:
        return None
    key = japanese.fold(written)[:100]
    row, _made = model.objects.get_or_create(key=key, defaults={"name": written})
    return row


def screen() -> Source:
    """The source of what is typed here."""
    return Source.objects.get_or_create(
        key=japanese.fold(Source.SCREEN), defaults={"name": Source.SCREEN}
    )[0]
