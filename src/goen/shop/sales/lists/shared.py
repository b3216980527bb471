"""What the lists of this room have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Choices

    from goen.shop.sales.models import Category, Family, Shop, Source

_CHUNK = 100


def names_of(
    model: type[Category] | type[Family] | type[Shop] | type[Source],
) -> Callable[[], list[tuple[str, str]]]:
    """The rows of such a table as choices, by name."""

    def choices() -> list[tuple[str, str]]:
        rows = model._default_manager.order_by("name").values_list("pk", "name")
        return [(str(pk), name) for pk, name in rows]

    return choices


def choices_of(kinds: type[Choices]) -> Callable[[], Sequence[tuple[str, str]]]:
    """The choices of a field, with values as texts."""
    return lambda: [(str(value), str(label)) for value, label in kinds.choices]


def attribute(path: str) -> Callable[[Any, Any], Any]:
    """The value at the end of a dotted path; nothing when a part of it is nothing."""

    def value(row: Any, _gathered: Any) -> Any:
        for name in path.split("."):
            row = getattr(row, name, None)
            row = row() if callable(row) else row
            if row is None:
                return None
        return row

    return value


def in_chunks(run: Callable[[Sequence[int]], object], *, ids: Sequence[int]) -> None:
    """Run an operation in chunks, so that nobody waits long for the database."""
    for start in range(0, len(ids), _CHUNK):
        run(ids[start : start + _CHUNK])
