"""The three questions with their answers: the figures of this month, and the trend of twelve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goen.shop.advice.evidence.measures import MEASURES, month_of, twelve
from goen.shop.advice.models import Evidence
from goen.shop.sharing.models import Notice
from goen.shop.staff.roles import Role
from goen.shop.touches.models import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goen.shop.advice.evidence.measures import Measure
    from goen.shop.ui.registry import Words

QUESTIONS: Sequence[tuple[int, Words, Words]] = (
    (
        1,
        gettext_lazy("Is what we know of customers in one place?"),
        gettext_lazy("Whom we can reach, and who is in charge of whom."),
    ),
    (
        2,
        gettext_lazy("Do we record, look at it, and use it?"),
        gettext_lazy("Who writes down what customers say, and whether anything follows from it."),
    ),
    (
        3,
        gettext_lazy("Does what matters reach the president quickly?"),
        gettext_lazy("From the moment a pressing voice is entered until the president opens it."),
    ),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One month of a measure."""

    month: date
    part: int | None
    whole: int | None
    kind: str

    @property
    def value(self) -> float | None:
        """The figure that is drawn; None when there is nothing to count."""
        if self.part is None or not self.whole:
            return None
        if self.kind == "minutes":
            return float(self.part)
        return self.part / self.whole

    @property
    def shown(self) -> str:
        """The figure as it is read."""
        value = self.value
        if value is None:
            return "—"
        if self.kind == "share":
            return f"{value * 100:.1f}%"
        if self.kind == "rate":
            return f"{value:.2f}"
        minutes = round(value)
        if minutes < 60:
            return _("%(n)s min") % {"n": minutes}
        return _("%(n)s h") % {"n": f"{minutes / 60:.1f}"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One measure: this month, and the twelve months that lead to it."""

    measure: Measure
    points: Sequence[Point]

    @property
    def now(self) -> Point:
        """This month."""
        return self.points[-1]

    @property
    def url(self) -> str:
        """Where to look."""
        return reverse(self.measure.url_name)

    @property
    def bars(self) -> list[tuple[Point, int]]:
        """The months with the height of their bar, of a hundred."""
        values = [one.value for one in self.points if one.value is not None]
        most = 1.0 if self.measure.kind == "share" else max(values, default=0)
        return [
            (one, max(2, round(100 * one.value / most)) if one.value and most else 0)
            for one in self.points
        ]


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Pressing voices of this month of which no time of reading can be told, and why.

    `by_president`: a president entered them, and knows them. `others`: nobody was told of them, as
    they came with a file or the sample, or no president was there yet.
    """

    by_president: int
    others: int

    @property
    def all(self) -> int:
        """How many they are together."""
        return self.by_president + self.others


def uncounted(*, today: date) -> Uncounted:
    """The pressing voices of this month that are not among those whose reading is measured."""
    month = month_of(first=today.replace(day=1), today=today)
    told = Notice.objects.filter(
        kind=Notice.Kind.PRESSING, to__role=Role.PRESIDENT, object_id=OuterRef("pk")
    )
    rows = Voice.objects.pressing().filter(
        ~Exists(told), entered_at__gte=month.start, entered_at__lt=month.end
    )
    own = rows.filter(entered_by__role=Role.PRESIDENT).count()
    return Uncounted(own, rows.count() - own)


def answers(*, today: date) -> list[tuple[Words, Words, list[Answer]]]:
    """Each question with what it is about and its measures."""
    months = [month.first for month in twelve(today=today)]
    kept = {(row.measure, row.month): row for row in Evidence.objects.filter(month__in=months)}
    found = []
    for number, title, about in QUESTIONS:
        of_it = [one for one in MEASURES if one.question == number]
        found.append((title, about, [_answer(one, months, kept) for one in of_it]))
    return found


def _answer(
    measure: Measure, months: Sequence[date], kept: dict[tuple[str, date], Evidence]
) -> Answer:
    points = []
    for month in months:
        row = kept.get((measure.name, month))
        part, whole = (row.part, row.whole) if row else (None, None)
        points.append(Point(month, part, whole, measure.kind))
    return Answer(measure, points)
