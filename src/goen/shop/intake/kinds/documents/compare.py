"""What a file says otherwise of a quote or an invoice that is here already."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from goen.shop.intake.kinds.documents.known import told, told_line
from goen.shop.intake.kinds.documents.words import TAX
from goen.shop.sales.models import Document, Rounding

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from goen.shop.intake.kinds.documents.customers import Who

_TEXTS = ("subject", "issued_on", "due_on", "status", "tax_included", "rounding", "note")
_SUMS = ("net", "tax", "total")


@dataclass(slots=True)
class Changes:
    """`shown`: field → [from, to] for people. `kept`: what is needed to write it, as JSON."""

    shown: dict[str, list[str]] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    def add(self, name: str, pair: Sequence[Any], shown: Sequence[str]) -> None:
        """Note a change."""
        self.shown[name] = list(shown)
        self.kept.setdefault("set", {})[name] = list(pair)

    def without(self, names: Collection[str]) -> Changes:
        """Those that are not refused; sums go with the lines that make them."""
        gone = set(names)
        if "text" in gone and "lines" in self.kept:
            gone |= {*_SUMS, "tax_included", "rounding"}
        kept = {
            key: value for key, value in self.kept.items() if key == "set" or "text" not in gone
        }
        kept["set"] = {k: v for k, v in self.kept.get("set", {}).items() if k not in gone}
        return Changes({k: v for k, v in self.shown.items() if k not in gone}, kept)


def plain_header(document: Document) -> dict[str, Any]:
    """What a document of the ledger says above its lines, as JSON."""
    values = {name: getattr(document, name) for name in (*_TEXTS, *_SUMS)}
    for name in ("issued_on", "due_on"):
        values[name] = values[name].isoformat() if values[name] else None
    return {**values, "customer": document.customer_id}


def changes_of(
    document: Document,
    *,
    header: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    who: Who,
    said: Collection[str],
) -> Changes:
    """What differs, of that of which the file says anything."""
    found, now = Changes(), plain_header(document)
    texts = [_told(line) for line in lines]
    ours = told(document)
    worked = bool(lines) or bool(set(_SUMS) & set(said))
    for name in (*_TEXTS, *(_SUMS if worked else ())):
        by_lines = name in ("tax_included", "rounding") and lines and name not in said
        follows = name in _SUMS or (by_lines and texts != ours)
        if (name in said or follows) and now[name] != header[name]:
            pair = (now[name], header[name])
            found.add(name, pair, [_words(name, value) for value in pair])
    _customer(found, document, who)
    if lines and texts != ours:
        found.shown["text"] = ["\n".join(ours), "\n".join(texts)]
        found.kept["lines"] = {"from": ours, "to": list(lines)}
    return found


def _customer(found: Changes, document: Document, who: Who) -> None:
    if who.new is not None:
        pair: Sequence[Any] = (document.customer_id, who.new)
    elif who.pk is not None and who.pk != document.customer_id:
        pair = (document.customer_id, {"id": who.pk})
    else:
        return
    before = document.customer.name if document.customer else ""
    found.add("customer_name", pair, (before, who.name))


def _told(line: Mapping[str, Any]) -> str:
    quantity, price = Decimal(line["quantity"]), Decimal(line["price"])
    return told_line(line["text"], quantity, price, line["rate"])


def _words(name: str, value: Any) -> str:
    """A value as people read it."""
    if name == "status":
        return str(Document.Status(value).label)
    if name == "rounding":
        return str(Rounding(value).label)
    if name == "tax_included":
        return str(dict(TAX)["1" if value else "0"])
    return "" if value is None else str(value)
