"""What becomes of the rows of a file of touches."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from goen.shop.intake.kinds.base import Outcome, Planned
from goen.shop.intake.kinds.planning import ERROR, WARNING, Choices, Problem, write
from goen.shop.intake.kinds.touches.form import LEAVE_OUT
from goen.shop.intake.kinds.touches.whose import Customers, Whose
from goen.shop.intake.tables import mappings
from goen.shop.touches.models import Touch
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from goen.shop.intake.models import Batch

    Row = Mapping[str, Any]
    Said = dict[str, Any]

_MANY = 1_000
_SAID = ("customer_id", "at", "kind", "line", "text")


def plan(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
    """See `Kind`."""
    planner = _Planner(batch, Choices(work))
    for part in mappings(work, "SELECT * FROM good ORDER BY row", size=_MANY):
        planned, problems = planner.plan(part)
        write(work, planned=planned, problems=problems)


class _Planner:
    """Plans many rows at a time, and counts those that say the same."""

    def __init__(self, batch: Batch, choices: Choices) -> None:
        self._choices, self._staff, self._now = choices, batch.by_id, now()
        self._kind = str(batch.options.get("kind") or Touch.Kind.NOTE)
        self._leaves_out = batch.options.get("unknown") == LEAVE_OUT
        self._seen: Counter[int] = Counter()

    def plan(self, rows: Sequence[Row]) -> tuple[list[Planned], list[Problem]]:
        """What becomes of some rows, and what is wrong with them."""
        customers = Customers(rows, choices=self._choices)
        planned: list[Planned] = []
        problems: list[Problem] = []
        waiting: list[tuple[Row, Whose, Said]] = []
        for row in rows:
            told = self._aside(row, whose := customers.find(row))
            if isinstance(told, Planned):
                planned.append(told)
            elif told is not None:
                problems.append(told)
            else:
                said, odd = self._said(row, whose, customers)
                problems += odd
                if not any(one.level == ERROR for one in odd):
                    waiting.append((row, whose, said))
        return [*planned, *self._count(waiting)], problems

    def _aside(self, row: Row, whose: Whose) -> Planned | Problem | None:
        """Rows that do not become touches, or wait."""
        number, label = row["row"], str(row.get("name") or row.get("code") or "")
        if self._choices.skips(number):
            return Planned(number, Outcome.SKIP, label=label, why=_("Left out by hand."))
        if whose.doubt:
            return Planned(number, Outcome.DOUBTFUL, whose.customer, label=label, why=whose.doubt)
        if whose.customer is not None:
            return None
        words = _("This customer is not in the ledger.")
        if self._leaves_out and label:
            return Planned(number, Outcome.SKIP, label=label, why=words)
        field = "code" if row.get("code") else "name"
        words = words if label else _("Please say whose touch it is.")
        return Problem(number, field, ERROR, row.get(field), words)

    def _said(self, row: Row, whose: Whose, customers: Customers) -> tuple[Said, list[Problem]]:
        """The values of a touch, and what is wrong or odd with them."""
        odd: list[Problem] = []
        line, text = _lines(row)
        if not line:
            odd.append(
                Problem(row["row"], "line", ERROR, None, _("Write in a line what it was about."))
            )
        at = moment(row["at"])
        if at > self._now:
            words = _("A touch is recorded after it happened; plan what is to come.")
            odd.append(Problem(row["row"], "at", ERROR, row["at"], words))
        contact = None
        if row.get("contact"):
            contact = customers.contact(whose.customer or 0, row["contact"])
            if contact is None:
                words = _("The customer has no contact person of this name: it is left out.")
                odd.append(Problem(row["row"], "contact", WARNING, row["contact"], words))
        kind = row.get("kind") or self._kind
        said = {
            "customer_id": whose.customer,
            "contact_id": contact,
            "kind": kind,
            "direction": row.get("direction") or Touch.Direction.OUT.value,
            "staff_id": int(row["staff"]) if row.get("staff") else self._staff,
            "at": at.isoformat(),
            "minutes": _number(row.get("minutes")),
            "line": line,
            "text": text,
            "feeling": _number(row.get("feeling")),
            "attended": _yes(row.get("attended")) if kind == Touch.Kind.EVENT else None,
            "bulk": bool(_yes(row.get("bulk"))),
        }
        return said, odd

    def _count(self, rows: Sequence[tuple[Row, Whose, Said]]) -> list[Planned]:
        """New are those rows that say the same more often than the ledger does."""
        marks = [identity(said) for _row, _whose, said in rows]
        here = _in_ledger(marks, [said for _row, _whose, said in rows])
        planned = []
        for (row, whose, said), mark in zip(rows, marks, strict=True):
            self._seen[mark] += 1
            if self._seen[mark] <= len(here[mark]):
                same = here[mark][self._seen[mark] - 1]
                planned.append(Planned(row["row"], Outcome.SAME, same, label=whose.name))
            else:
                values = {"new": said, "identity": mark}
                planned.append(Planned(row["row"], Outcome.NEW, label=whose.name, values=values))
        return planned


def _lines(row: Row) -> tuple[str, str]:
    """The line and the text; without a line, the text begins with it."""
    line, text = row.get("line") or "", row.get("text") or ""
    if not line and text:
        line = text.split("\n", 1)[0].strip()[:200]
        return line, "" if line == text else text
    return " ".join(line.split()), text


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _yes(text: str | None) -> bool | None:
    return None if text is None else text == "1"


def moment(text: str) -> datetime:
    """A moment by the clock on the wall; a day alone is its beginning."""
    return datetime.fromisoformat(text).replace(tzinfo=get_default_timezone())


def identity(said: Mapping[str, Any]) -> int:
    """What a touch says as a number, by which it is known again."""
    at = datetime.fromisoformat(said["at"]).astimezone(get_default_timezone())
    parts = (str(said["customer_id"]), f"{at:%Y-%m-%d %H:%M}", said["kind"])
    text = "\x1f".join((*parts, said["line"], said["text"]))
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _in_ledger(marks: Sequence[int], rows: Sequence[Said]) -> Mapping[int, Sequence[int]]:
    """Which touches of the ledger say each; what is in the trash counts, so that it stays there."""
    found: dict[int, list[int]] = defaultdict(list)
    touches = Touch.objects.filter(identity__in=set(marks))
    trashed_last = F("deleted_at").asc(nulls_first=True)
    for mark, pk in touches.order_by(trashed_last, "pk").values_list("identity", "pk"):
        found[mark or 0].append(pk)
    by_hand = Touch.objects.filter(
        identity=None,
        customer__in={said["customer_id"] for said in rows},
        at__in={datetime.fromisoformat(said["at"]) for said in rows},
    )
    for one in by_hand.values("pk", *_SAID):
        found[identity({**one, "at": one["at"].isoformat()})].append(one["pk"])
    return found
