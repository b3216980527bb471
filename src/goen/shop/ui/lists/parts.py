"""Small parts that lists are put together from: values, choices, work in chunks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Choices, Model

_CHUNK = 50


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


def choices_of(kinds: type[Choices]) -> Callable[[], Sequence[tuple[str, str]]]:
    """The choices of a field, with values as texts."""
    return lambda: [(str(value), str(label)) for value, label in kinds.choices]


def names_of(model: type[Model]) -> Callable[[], Sequence[tuple[str, str]]]:
    """The rows of a table that have a `name`, as choices, by name."""

    def choices() -> Sequence[tuple[str, str]]:
        rows = model._default_manager.order_by("name").values_list("pk", "name")
        return [(str(pk), name) for pk, name in rows]

    return choices


def in_chunks(run: Callable[[Sequence[int]], object], *, ids: Sequence[int]) -> None:
    """Run an operation in chunks, so that nobody waits long for the database."""
    for start in range(0, len(ids), _CHUNK):
        run(ids[start : start + _CHUNK])
