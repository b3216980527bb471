"""What becomes of the quotes or invoices of a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goen.shop.consent.erased import Person
from goen.shop.consent.erased import told as when_erased
from goen.shop.intake.kinds.base import Outcome, Planned
from goen.shop.intake.kinds.documents.checks import check
from goen.shop.intake.kinds.documents.compare import changes_of
from goen.shop.intake.kinds.documents.customers import CustomerFinder, Who, bare
from goen.shop.intake.kinds.documents.drafts import drafts
from goen.shop.intake.kinds.documents.fields import plain
from goen.shop.intake.kinds.documents.form import CLEAR, CREATE, REFUSE
from goen.shop.intake.kinds.documents.known import Known, content, manner_of
from goen.shop.intake.kinds.documents.totals import Manner, Sums, rate_of, settle
from goen.shop.intake.kinds.erased import ENTERED, LEFT_OUT, Erased
from goen.shop.intake.kinds.planning import ERROR, WARNING, Choices, Problem, write
from goen.shop.sales.models import Document, Product, Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import duckdb

    from goen.shop.intake.kinds.documents.drafts import Draft, Line
    from goen.shop.intake.models import Batch

_MANY = 200


def plan(*, kind: str, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
    """See `Kind`."""
    planner = _Planner(kind, batch, Choices(work))
    waiting = drafts(batch=batch, work=work)
    while some := list(islice(waiting, _MANY)):
        planned, problems = planner.plan(some)
        write(work, planned=planned, problems=problems)
    planner.erased.note(work)


class _Planner:
    """Plans documents, a few hundred at a time."""

    def __init__(self, kind: str, batch: Batch, choices: Choices) -> None:
        self._kind, self._choices = kind, choices
        self._options = batch.options
        self._mapped = frozenset(batch.columns)
        included = batch.options.get("tax") == "1"
        self._usual = Manner(included, batch.options.get("rounding") or Rounding.FLOOR)
        self._seen: Counter[Any] = Counter()
        self.erased = Erased()
        self._erased: Mapping[Any, date] = {}

    def plan(self, some: Sequence[Draft]) -> tuple[list[Planned], list[Problem]]:
        """What becomes of some documents, and of each of their rows."""
        pairs = [(one.said.get("customer"), one.said.get("customer_name")) for one in some]
        finder = CustomerFinder(pairs)
        days = self.erased.days([_person(*pair) for pair in pairs])
        self._erased = {pair: day for pair, day in zip(pairs, days, strict=True) if day}
        known = Known(self._kind, some)
        names = _names_of_products(some)
        planned: list[Planned] = []
        problems: list[Problem] = []
        for draft in some:
            found = self._one(draft, finder, known, names)
            problems += draft.problems
            planned += _whole(draft, found)
        return planned, problems

    def _one(
        self, draft: Draft, finder: CustomerFinder, known: Known, names: Mapping[str, str]
    ) -> Planned:
        """What becomes of the whole, told at its first row."""
        label = _label(draft)
        if self._choices.skips(draft.first):
            if (draft.said.get("customer"), draft.said.get("customer_name")) in self._erased:
                self.erased.decided(LEFT_OUT)
            return Planned(draft.first, Outcome.SKIP, label=label, why=_("Left out by hand."))
        if draft.bad_row is not None:
            return _broken(draft, draft.bad_row)
        document = known.by_number(draft)
        check(draft, document, mapped=self._mapped, names=names)
        who = self._who(draft, finder, document)
        usual = [*([manner_of(document)] if document else []), self._usual]
        sums = settle(draft, usual=usual)
        _compare_sums(draft, sums)
        if wrong := [one for one in draft.problems if one.level == ERROR]:
            return _broken(draft, wrong[0].row)
        if who.doubt:
            return Planned(draft.first, Outcome.DOUBTFUL, label=label, why=who.doubt)
        if document is None and not draft.said.get("number"):
            document = known.by_content(self._content(draft, who, sums, names), self._seen)
        if document is not None:
            return self._known(draft, document, who, sums, names)
        values = {"new": _header(draft, who, sums), "lines": _lines(draft, sums, names)}
        return Planned(draft.first, Outcome.NEW, label=label, values=values)

    def _who(self, draft: Draft, finder: CustomerFinder, document: Document | None) -> Who:
        """Whose it is; a person may have said so."""
        code, name = draft.said.get("customer"), draft.said.get("customer_name")
        if (chosen := self._choices.target(draft.first)) is not None:
            return Who(chosen, name or "")
        before = document.customer_id if document else None
        who = finder.find(code, name, before=before)
        if self._choices.is_new(draft.first) and who.doubt:
            who = finder.new(code, name, sure=True)
        if who.new is not None and document is not None:
            return self._as_before(draft, who, document)
        if who.new is not None and (day := self._erased.get((code, name))):
            if not self._choices.is_new(draft.first):
                return Who(name=who.name, doubt=when_erased(day))
            self.erased.decided(ENTERED)
        if who.new is not None:
            self._unknown(draft, who)
        elif who.pk is None and not who.doubt and document is None:
            draft.wrong("customer_name", _("Write whose it is."))
        elif who.doubt and not name:
            draft.wrong("customer", who.doubt)
        return who

    def _as_before(self, draft: Draft, who: Who, document: Document) -> Who:
        """A known document stays with its customer, who may be called otherwise by now."""
        if document.customer is not None:
            words = _("In the ledger it belongs to %(name)s: that stays.")
            said = words % {"name": document.customer.name}
            draft.problems.append(Problem(draft.first, "customer_name", WARNING, who.name, said))
        return Who(document.customer_id, who.name)

    def _unknown(self, draft: Draft, who: Who) -> None:
        field = "customer_name" if "customer_name" in self._mapped else "customer"
        if self._options.get("unknown", CREATE) == REFUSE:
            draft.wrong(field, _("This customer is not in the ledger."))
            return
        words = _("Not in the ledger yet: entered as a new customer.")
        draft.problems.append(Problem(draft.first, field, WARNING, who.name, words))

    def _content(self, draft: Draft, who: Who, sums: Sums, names: Mapping[str, str]) -> Any:
        return content(
            customer=who.pk,
            issued_on=draft.said["issued_on"] or "",
            subject=draft.said.get("subject") or "",
            total=sums.total,
            texts=[line["text"] for line in _lines(draft, sums, names)],
        )

    def _known(
        self, draft: Draft, document: Document, who: Who, sums: Sums, names: Mapping[str, str]
    ) -> Planned:
        changes = changes_of(
            document,
            header=_header(draft, who, sums),
            lines=_lines(draft, sums, names),
            who=who,
            said=self._said(draft),
        )
        changes = changes.without(
            [name for name in changes.shown if self._choices.refuses(draft.first, name)]
        )
        return Planned(
            draft.first,
            Outcome.UPDATE if changes.shown else Outcome.SAME,
            target=document.pk,
            label=str(document),
            changes=changes.shown,
            values=changes.kept if changes.shown else None,
        )

    def _said(self, draft: Draft) -> set[str]:
        """The fields of which the file says something; empty cells do when they are to clear."""
        clears = self._options.get("blank") == CLEAR
        said = {name for name, value in draft.said.items() if value is not None}
        if clears:
            said |= {"subject", "due_on", "note"} & self._mapped
        if "paid" in said:
            said.add("status")
        return said


def _person(code: str | None, name: str | None) -> Person:
    """What somebody who was erased would be found by."""
    names = {bare(name)} if name else ()
    return Person(names=frozenset(names), codes=frozenset({code} if code else ()))


def _header(draft: Draft, who: Who, sums: Sums) -> dict[str, Any]:
    """What a document says above its lines, as JSON."""
    said = draft.said
    status = said.get("status") or Document.Status.SENT.value
    if said.get("paid") == "1":
        status = Document.Status.PAID.value
    return {
        "number": said.get("number") or "",
        "customer": {"id": who.pk} if who.pk is not None else who.new,
        "subject": said.get("subject") or "",
        "issued_on": said.get("issued_on"),
        "due_on": said.get("due_on"),
        "status": status,
        "tax_included": sums.manner.included,
        "rounding": sums.manner.rounding,
        "note": said.get("note") or "",
        "net": sums.net,
        "tax": sums.tax,
        "total": sums.total,
    }


def _lines(draft: Draft, sums: Sums, names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [_line(line, sums, names) for line in draft.lines]


def _line(line: Line, sums: Sums, names: Mapping[str, str]) -> dict[str, Any]:
    values = asdict(line)
    return {
        "code": values["code"],
        "text": values["text"] or names.get(values["code"], values["code"]),
        "quantity": plain(values["quantity"]),
        "price": plain(values["price"]),
        "rate": rate_of(line, sums.manner),
        "amount": values["amount"],
    }


def _compare_sums(draft: Draft, sums: Sums) -> None:
    """A difference of rounding is odd, a larger one is wrong; both are told with both figures."""
    if not sums.off or sums.worked is None:
        return
    name = max(
        (one for one in ("net", "tax", "total") if draft.given(one) is not None),
        key=lambda one: abs((draft.given(one) or 0) - getattr(sums.worked, one)),
    )
    facts = {
        "file": f"{draft.given(name):,}",
        "worked": f"{getattr(sums.worked, name):,}",
    }
    if sums.off <= len(draft.lines):  # as much as rounding line by line can make
        words = _("The file says %(file)s, its lines come to %(worked)s: rounded otherwise. What"
                  " the file says is kept.")  # fmt: skip
        level = WARNING
    else:
        words = _("The file says %(file)s, but its lines come to %(worked)s.")
        level = ERROR
    text = draft.said.get(name)
    draft.problems.append(Problem(draft.first, name, level, text, words % facts))


def _broken(draft: Draft, row: int) -> Planned:
    """A document is taken over whole or not at all."""
    why = _("Row %(row)s of this document has an error.") % {"row": f"{row:,}"}
    return Planned(draft.first, Outcome.SKIP, label=_label(draft), why=why)


def _whole(draft: Draft, found: Planned) -> Iterator[Planned]:
    """What becomes of each row: the first one stands for all."""
    yield found
    for row in draft.rows[1:]:
        yield Planned(row, Outcome.PART, label=found.label, why=found.why)


def _label(draft: Draft) -> str:
    parts = (draft.said.get("number"), draft.said.get("customer_name"), draft.said.get("subject"))
    return " ".join(part for part in parts if part)[:200]


def _names_of_products(some: Sequence[Draft]) -> dict[str, str]:
    """Product code → name, for lines that have only a code."""
    codes = {line.code for draft in some for line in draft.lines if line.code and not line.text}
    if not codes:
        return {}
    return dict(Product.objects.live().filter(code__in=codes).values_list("code", "name"))
