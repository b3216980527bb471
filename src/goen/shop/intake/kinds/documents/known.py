"""Which quotes and invoices of a file the ledger has already."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from goen.shop.intake.kinds.documents.fields import plain
from goen.shop.intake.kinds.documents.totals import Manner
from goen.shop.sales import tax
from goen.shop.sales.models import Document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from goen.shop.intake.kinds.documents.drafts import Draft

Content = tuple[Any, ...]


class Known:
    """The documents of the ledger that some documents of the file may be."""

    def __init__(self, kind: str, drafts: Sequence[Draft]) -> None:
        live = Document.objects.live().filter(kind=kind).select_related("customer")
        live = live.prefetch_related("lines")
        numbers = {draft.said.get("number") for draft in drafts} - {None}
        days = {
            date.fromisoformat(day)
            for draft in drafts
            if not draft.said.get("number") and (day := draft.said.get("issued_on"))
        }
        self._by_number = {one.number: one for one in live.filter(number__in=numbers)}
        self._by_content: dict[Content, list[Document]] = defaultdict(list)
        for one in live.filter(number="", issued_on__in=days).order_by("pk"):
            self._by_content[_content_of(one)].append(one)

    def by_number(self, draft: Draft) -> Document | None:
        """The one with the same number."""
        return self._by_number.get(draft.said.get("number") or "")

    def by_content(self, content: Content, seen: Counter[Content]) -> Document | None:
        """One without a number that says the same, when the file has not met it before.

        Two equal documents in a file are two: the second one is the second in the ledger, or new.
        """
        seen[content] += 1
        same = self._by_content.get(content, [])
        return same[seen[content] - 1] if len(same) >= seen[content] else None


def _content_of(document: Document) -> Content:
    return content(
        customer=document.customer_id,
        issued_on=document.issued_on.isoformat(),
        subject=document.subject,
        total=document.total,
        texts=[line.text for line in sorted_lines(document)],
    )


def content(
    *, customer: int | None, issued_on: str, subject: str, total: int, texts: Sequence[str]
) -> Content:
    """By what a document without a number is known again."""
    return (customer, issued_on, subject, total, tuple(texts))


def sorted_lines(document: Document) -> list[Any]:
    """The lines of a document in their order, without asking for them again."""
    return sorted(document.lines.all(), key=lambda line: line.place)


def told(document: Document) -> list[str]:
    """The lines in words, as the trail keeps them."""
    return [
        told_line(line.text, line.quantity, line.unit_price, line.tax_rate)
        for line in sorted_lines(document)
    ]


def told_line(text: str, quantity: Decimal, price: Decimal, rate: int) -> str:
    """One line in words, as the operations of documents put it."""
    return f"{text} {plain(quantity)} × {plain(price)} ({rate} %)"


def manner_of(document: Document) -> Manner:
    """How the tax of a known document was worked out."""
    rates = {line.tax_rate for line in sorted_lines(document)}
    rate = rates.pop() if len(rates) == 1 else tax.RATES[0]
    return Manner(document.tax_included, document.rounding, rate)
