"""What becomes of the rows of a file of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.consent.erased import told as when_erased
from goen.shop.customers.checks import problems_of_many, problems_of_texts
from goen.shop.intake import round_trip
from goen.shop.intake.kinds.base import Outcome, Planned
from goen.shop.intake.kinds.customers import form, own
from goen.shop.intake.kinds.customers.beside import Beside
from goen.shop.intake.kinds.customers.fields import REFUSALS
from goen.shop.intake.kinds.customers.finding import (
    Finder,
    Found,
    Keys,
    corporate_numbers,
    keys_of_row,
    kind_of_row,
    person_of,
)
from goen.shop.intake.kinds.customers.own_rules import OwnRules
from goen.shop.intake.kinds.customers.staff import names_of_staff
from goen.shop.intake.kinds.customers.values import PLACE, applied, joined, said_by, same, shown
from goen.shop.intake.kinds.erased import ENTERED, LEFT_OUT, Erased
from goen.shop.intake.kinds.planning import ERROR, WARNING, Choices, Problem, no_name, write
from goen.shop.intake.tables import mappings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

    from goen.shop.intake.models import Batch

    Row = dict[str, Any]
    Told = Planned | Problem

_MANY = 1_000
_NEVER_EMPTY = ("name", "kind", "stage")
_APART = ("row", round_trip.NUMBER, round_trip.MARKS)


def plan(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
    """See `Kind`."""
    planner = _Planner(batch, Choices(work))
    for part in mappings(work, "SELECT * FROM good ORDER BY row", size=_MANY):
        told, warnings = planner.plan([joined(row) for row in part])
        write(
            work,
            planned=[one for one in told if isinstance(one, Planned)],
            problems=[*(one for one in told if isinstance(one, Problem)), *warnings],
        )
    planner.erased.note(work)


class _Planner:
    """Plans many rows at a time, and remembers which customer each one meant."""

    def __init__(self, batch: Batch, choices: Choices) -> None:
        self._choices, self._by = choices, batch.by
        self._key = str(batch.options.get("key") or form.AUTO)
        self._kind = str(batch.options.get("kind") or form.BY_NAME)
        # In a file that went out from here an empty cell was emptied by somebody.
        self._came_back = round_trip.came_back(batch)
        self._clears = batch.options.get("blank") == form.CLEAR or self._came_back
        self._own = OwnRules(by=batch.by, mapped=batch.columns)
        self._staff = names_of_staff()
        self.erased = Erased()
        self._seen: dict[tuple[Any, ...], tuple[int, int]] = {}
        wanted = "corporate_number" in batch.columns
        self._corporate = corporate_numbers() if wanted and self._key == form.AUTO else {}

    def plan(self, rows: Sequence[Row]) -> tuple[list[Told], list[Problem]]:
        """What becomes of some rows, and what is odd about them."""
        kinds = [kind_of_row(row, self._kind) for row in rows]
        keys = [keys_of_row(row, kind) for row, kind in zip(rows, kinds, strict=True)]
        finder = Finder(
            rows, keys=keys, key=self._key, choices=self._choices, corporate=self._corporate
        )
        beside = Beside(rows, finder)
        told: list[Told] = []
        warnings: list[Problem] = []
        new: list[tuple[int, Row]] = []
        for row, kind, key, found in zip(rows, kinds, keys, finder.found, strict=True):
            one = self._one(row, kind, key, found, finder, beside)
            warnings += self._own.warnings(row, kind)
            warnings += self._stays(row, one, finder, beside)
            if one is None:
                new.append((len(told), self._new_texts(row, kind)))
                one = Planned(row["row"], Outcome.NEW, label=_label(row))
                warnings += beside.who_left(row)
            told.append(one)
            beside.remember(row, kind)
        self._enter(told, new)
        if self.erased.any:
            self._ask_of_erased(told, rows, keys)
        return told, warnings

    def _one(
        self, row: Row, kind: str, keys: Keys, found: Found, finder: Finder, beside: Beside
    ) -> Told | None:
        """What becomes of one row; None: a new customer."""
        number = row["row"]
        if self._choices.skips(number):
            return Planned(number, Outcome.SKIP, label=_label(row), why=_("Left out by hand."))
        if found.problem is not None:
            field, words = found.problem
            return Problem(number, field, ERROR, row.get(field), words)
        if problem := self._own.problem(row) or beside.problem(row, found.target):
            return problem
        if twice := self._twice(row, keys, found):
            return twice
        if found.target is None and not found.doubt:
            return self._own.missing(row, kind)
        if found.target is None:
            return Planned(number, Outcome.DOUBTFUL, label=_label(row), why=found.doubt)
        return self._update(row, found, finder, beside)

    def _twice(self, row: Row, keys: Keys, found: Found) -> Told | None:
        """A customer stands once in a file: the same again is left out, another is an error."""
        said = hash(tuple(value for name, value in sorted(row.items()) if name not in _APART))
        new = found.target is None and not self._choices.is_new(row["row"])
        marks: list[tuple[Any, ...]] = []
        if found.target is not None and (found.sure or not found.doubt):
            marks.append(("id", found.target))
        if row.get("code"):
            marks.append(("code", row["code"]))
        elif new and not found.doubt:
            marks += [(keys.name, one) for hints in keys.hints for one in hints if keys.name]
            marks.append((keys.name, said))
        for mark in marks:
            first, before = self._seen.setdefault(mark, (row["row"], said))
            if first != row["row"]:
                return self._again(row, first, equal=before == said, certain=mark[0] in _CERTAIN)
        return None

    def _again(self, row: Row, first: int, *, equal: bool, certain: bool) -> Told:
        if equal:
            why = _("The same as row %(row)s.") % {"row": f"{first:,}"}
            return Planned(row["row"], Outcome.SKIP, label=_label(row), why=why)
        if certain:
            words = _("Row %(row)s is about the same customer and says something else.")
            field = "code" if row.get("code") else "name"
            return Problem(row["row"], field, ERROR, row.get(field), words % {"row": f"{first:,}"})
        why = _("Row %(row)s has the same name and one thing more.") % {"row": f"{first:,}"}
        return Planned(row["row"], Outcome.DOUBTFUL, label=_label(row), why=why)

    def _stays(
        self, row: Row, told: Told | None, finder: Finder, beside: Beside
    ) -> Iterable[Problem]:
        """Cells that were emptied, though what they say cannot be empty."""
        emptied = [name for name in (*_NEVER_EMPTY, *REFUSALS) if name in row and not row[name]]
        if not self._clears or not emptied or not isinstance(told, Planned):
            return
        pk = told.target
        if told.outcome not in (Outcome.UPDATE, Outcome.SAME) or pk not in finder.values:
            return
        said = said_by(finder.values[pk], refused=beside.refused(pk), parents=beside.parents)
        for name in emptied:
            if said.get(name):
                words = _("The ledger keeps what it says; it cannot be emptied with a file.")
                yield Problem(row["row"], name, WARNING, None, words)

    def _update(self, row: Row, found: Found, finder: Finder, beside: Beside) -> Told:
        if self._came_back and "name" in row and not row["name"]:
            return Problem(row["row"], "name", ERROR, None, no_name())
        pk = found.target or 0
        customer, values = finder.customers[pk], finder.values[pk]
        said = said_by(values, refused=beside.refused(pk), parents=beside.parents)
        wanted = {
            name: _kept(name, text)
            for name, text in self._texts(row, clears=self._clears).items()
            if not _equal(name, said, text, values) and not self._choices.refuses(row["row"], name)
        }
        label = str(customer)
        if not wanted:
            return Planned(row["row"], Outcome.SAME, target=pk, label=label)
        changes = {
            name: [
                shown(name, said.get(name, ""), staff=self._staff),
                shown(name, text or "", staff=self._staff),
            ]
            for name, text in wanted.items()
        }
        if found.doubt:
            return Planned(
                row["row"], Outcome.DOUBTFUL, pk, label=label, changes=changes, why=found.doubt
            )
        problem = self._cannot_stand(row, wanted, applied(values, wanted))
        payload = {"set": wanted, "version": customer.version}
        return problem or Planned(
            row["row"], Outcome.UPDATE, pk, label=label, changes=changes, values=payload
        )

    def _cannot_stand(
        self, row: Row, wanted: Mapping[str, str | None], values: Mapping[str, Any]
    ) -> Problem | None:
        found = problems_of_texts(values={**values, "code": wanted.get("code") or ""})
        return next(iter(_problems(row, found)), None)

    def _texts(self, row: Row, *, clears: bool) -> dict[str, str | None]:
        """What the cells of a row are meant to say."""
        return {
            name: text
            for name, text in row.items()
            if name not in (*_APART, *self._own.secret)
            and (text is not None or (clears and name not in _NEVER_EMPTY and name not in REFUSALS))
        }

    def _new_texts(self, row: Row, kind: str) -> Row:
        texts = {name: _kept(name, text) for name, text in row.items() if text is not None}
        return {**self._own.only_for(texts, kind), "kind": kind}

    def _enter(self, told: list[Told], new: Sequence[tuple[int, Row]]) -> None:
        """Check the values of new customers, and put them into their plans."""
        values = [
            applied({}, {name: text for name, text in row.items() if name not in _APART})
            for _place, row in new
        ]
        found = problems_of_many(values=values)
        for (place, row), one, problem in zip(new, values, found, strict=True):
            words = next(iter(_problems(row, problem)), None)
            if words is not None:
                told[place] = words
                continue
            refused = [channel for name, channel in REFUSALS.items() if row.get(name)]
            payload = {"new": one, "parent": row.get("parent"), "refuse": refused}
            told[place] = Planned(row["row"], Outcome.NEW, label=_label(row), values=payload)

    def _ask_of_erased(self, told: list[Told], rows: Sequence[Row], keys: Sequence[Keys]) -> None:
        """Rows of people who had themselves erased wait for a person."""
        asked = [
            place
            for place, one in enumerate(told)
            if isinstance(one, Planned)
            and (one.outcome == Outcome.NEW or self._choices.skips(one.row))
        ]
        people = [person_of(rows[place], keys[place]) for place in asked]
        for place, day in zip(asked, self.erased.days(people), strict=True):
            number, label = rows[place]["row"], _label(rows[place])
            if day is None:
                continue
            if self._choices.skips(number):
                self.erased.decided(LEFT_OUT)
            elif self._choices.is_new(number):
                self.erased.decided(ENTERED)
            else:
                told[place] = Planned(number, Outcome.DOUBTFUL, label=label, why=when_erased(day))


_CERTAIN = ("id", "code")
_CELLS = {
    "addresses": PLACE,
    "emails": ("email", "email2"),
    "contacts": ("contact_name", "contact_department", "contact_title", "contact_email"),
}


def _problems(row: Row, found: Mapping[str, Iterable[str]]) -> Iterable[Problem]:
    """What is wrong with the values of a row, at the cells they came from."""
    for name, words in found.items():
        field = next((one for one in _CELLS.get(name, ()) if row.get(one)), name)
        field = field.removeprefix(f"{own.SECTION}.")
        yield Problem(row["row"], field, ERROR, row.get(field), " ".join(words))


def _equal(name: str, said: Mapping[str, str], text: str | None, values: Mapping[str, Any]) -> bool:
    if name == "tags" and not text:
        return not values.get("tags")
    return same(name, said.get(name, ""), text or "")


def _kept(name: str, text: str | None) -> str | None:
    """A text as the ledger keeps it: 様 stands apart from the name."""
    return japanese.without_honorific(name=text) if name == "name" and text else text


def _label(row: Row) -> str:
    return str(row.get("name") or row.get("code") or "")
