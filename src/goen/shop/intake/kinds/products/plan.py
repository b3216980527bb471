"""What becomes of the rows of a file of products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.intake import round_trip
from goen.shop.intake.kinds.base import Outcome, Planned
from goen.shop.intake.kinds.planning import ERROR, Choices, Problem, no_name, write
from goen.shop.intake.kinds.products.finding import Finder, Found, name_key
from goen.shop.intake.kinds.products.form import CLEAR
from goen.shop.intake.tables import mappings
from goen.shop.sales.models import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from goen.shop.intake.models import Batch
    from goen.shop.sales.models import Product

    Row = Mapping[str, Any]

FIELDS = ("code", "name", "category", "family", "grade", "price")
_MANY = 500


def plan(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
    """See `Kind`."""
    planner = _Planner(batch, Choices(work))
    for rows in mappings(work, "SELECT * FROM good ORDER BY row", size=_MANY):
        finder = Finder(rows, key=planner.key, choices=planner.choices)
        told = [planner.plan(row, finder) for row in rows]
        write(
            work,
            planned=[one for one in told if isinstance(one, Planned)],
            problems=[one for one in told if isinstance(one, Problem)],
        )


class _Planner:
    """Plans row after row, and remembers which product each one meant."""

    def __init__(self, batch: Batch, choices: Choices) -> None:
        self.choices = choices
        self.key = str(batch.options.get("key") or "")
        self._mapped = [name for name in FIELDS if name in batch.columns]
        # In a file that went out from here an empty cell was emptied by somebody.
        self._came_back = round_trip.came_back(batch)
        self._clears = batch.options.get("blank") == CLEAR or self._came_back
        self._seen: dict[tuple[str, Any], tuple[int, tuple[Any, ...]]] = {}

    def plan(self, row: Row, finder: Finder) -> Planned | Problem:
        """What becomes of one row."""
        number = row["row"]
        if self.choices.skips(number):
            return Planned(number, Outcome.SKIP, label=_label(row), why=_("Left out by hand."))
        found = finder.find(row)
        if found.gone:
            words = _(
                "This product is not in the ledger any more. Empty the cell to enter it anew."
            )
            field = round_trip.NUMBER if row.get(round_trip.NUMBER) else ""
            return Problem(number, field, ERROR, row.get(round_trip.NUMBER), words)
        if found.doubt:
            return Planned(number, Outcome.DOUBTFUL, label=_label(row), why=found.doubt)
        return self._twice(row, found) or self._decided(row, found)

    def _twice(self, row: Row, found: Found) -> Planned | Problem | None:
        """A product stands once in a file: the same again is left out, another is an error."""
        said = tuple(row.get(name) for name in self._mapped)
        for key in self._keys(row, found):
            first, before = self._seen.setdefault(key, (row["row"], said))
            if first != row["row"]:
                if before == said:
                    why = _("The same as row %(row)s.") % {"row": f"{first:,}"}
                    return Planned(row["row"], Outcome.SKIP, label=_label(row), why=why)
                words = _("Row %(row)s is about the same product and says something else.")
                text = row.get("code") or row.get("name")
                field = "code" if row.get("code") else "name"
                return Problem(row["row"], field, ERROR, text, words % {"row": f"{first:,}"})
        return None

    def _keys(self, row: Row, found: Found) -> list[tuple[str, Any]]:
        keys: list[tuple[str, Any]] = []
        if found.product is not None:
            keys.append(("id", found.product.pk))
        if row.get("code"):
            keys.append(("code", row["code"]))
        elif found.product is None and not self.choices.is_new(row["row"]):
            keys.append(("name", name_key(row.get("name"))))
        return keys

    def _decided(self, row: Row, found: Found) -> Planned | Problem:
        product = found.product
        if self._came_back and product is not None and "name" in row and not row["name"]:
            return Problem(row["row"], "name", ERROR, None, no_name())
        if product is not None:
            return self._update(row, product)
        if not row.get("name"):
            words = _("A new product needs a name.")
            return Problem(row["row"], "name", ERROR, None, words)
        values = {name: row[name] for name in self._mapped if row[name] is not None}
        return Planned(row["row"], Outcome.NEW, label=_label(row), values={"new": values})

    def _update(self, row: Row, product: Product) -> Planned:
        now = said_by(product)
        changed = {
            name: [now[name], row[name] or ""]
            for name in self._mapped
            if self._says(name, row[name])
            and not _same(name, now[name], row[name] or "")
            and not self.choices.refuses(row["row"], name)
        }
        return Planned(
            row["row"],
            Outcome.UPDATE if changed else Outcome.SAME,
            target=product.pk,
            label=str(product),
            changes={name: [_told(name, text) for text in pair] for name, pair in changed.items()},
            values={"set": changed} if changed else None,
        )

    def _says(self, name: str, value: str | None) -> bool:
        """Whether a cell is meant to say something; a name cannot be cleared."""
        return value is not None or (self._clears and name != "name")


def said_by(product: Product) -> dict[str, str]:
    """What the ledger says of a product, as a file says it."""
    return {
        "code": product.code,
        "name": product.name,
        "category": product.category.name if product.category else "",
        "family": product.family.name if product.family else "",
        "grade": str(product.grade or ""),
        "price": "" if product.price is None else str(product.price),
    }


def _same(name: str, ours: str, theirs: str) -> bool:
    if name in ("category", "family"):  # names that are written in more than one way
        return japanese.fold(ours) == japanese.fold(theirs)
    return ours == theirs


def _told(name: str, text: str) -> str:
    """A value as people read it."""
    return str(Grade(int(text)).label) if name == "grade" and text else text


def _label(row: Row) -> str:
    return str(row.get("name") or row.get("code") or "")
