"""What a list can show of a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goen.shop.ui.lists.beside import Beside
    from goen.shop.ui.registry import Words

Shown = Literal["text", "code", "num", "yen", "day", "moment"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a plain value for the export, and how a cell looks on the screen.

    `value` gets the row, and what `gather` found for all rows of the page at once (one query for
    fifty rows); `template` gets `row`, `value` and `gathered`. `sort` names the fields by which the
    column can be sorted, all of them indexed together with the key. `narrow` is the place on a
    phone's card: "rank", "last" or "sum"; a column without one is left out there. `within` names
    the columns whose values the cell shows too: a file has them beside it.
    """

    key: str
    label: Words
    value: Callable[[Any, Any], Any]
    shown: Shown = "text"
    order: int = 50
    default: bool = True
    template: str = ""
    sort: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()
    gather: Callable[[Sequence[Any]], Any] | None = None
    narrow: str = ""
    optional: bool = False
    within: tuple[str, ...] = ()
    beside: Beside | None = None  # see `add_order`

    @property
    def sortable(self) -> bool:
        """Whether the list can be sorted by it."""
        return bool(self.sort or self.beside)

    @property
    def right(self) -> bool:
        """Whether the cells stand at the right: figures."""
        return self.shown in ("num", "yen")
