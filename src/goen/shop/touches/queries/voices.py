"""The board of voices, its figures, and the list for the meeting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from goen.shop.touches.models import Improvement, Voice
from goen.shop.touches.queries.timeline import marks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from goen.shop.staff.models import Department

UNFINISHED = (Voice.Status.NEW, Voice.Status.ACTING, Voice.Status.DONE)
MOST = 40  # cards per column; the rest is a link to the list


@dataclass(frozen=True, slots=True)
class Column:
    """One state of the board with its cards; `more` is how many are not shown."""

    status: str
    label: str
    count: int
    cards: list[Voice] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the board is narrowed to."""

    kind: str = ""
    department: Department | None = None
    everything: bool = False


def in_scope(*, scope: Scope, now: datetime, kind: bool = True) -> QuerySet[Voice]:
    """The voices of the board: those not finished and those of the last seven days, or all."""
    rows = Voice.objects.live()
    if not scope.everything:
        week = now - timedelta(days=7)
        rows = rows.filter(
            Q(status__in=UNFINISHED) | Q(status=Voice.Status.TOLD, told_at__gte=week)
        )
    if scope.department:
        rows = rows.filter(department=scope.department)
    return rows.filter(kind=scope.kind) if kind and scope.kind else rows


def board(
    *, scope: Scope, now: datetime
) -> tuple[list[Column], Mapping[int, list[dict[str, Any]]]]:
    """The columns of the board, urgent first, and the marks of other rooms on the cards."""
    rows = in_scope(scope=scope, now=now)
    counts = dict(rows.values_list("status").annotate(n=Count("pk")))
    columns = [
        Column(status.value, str(status.label), counts.get(status.value, 0), cards)
        for status in Voice.Status
        for cards in [list(_cards(rows.filter(status=status)))]
    ]
    return columns, marks_of([card for column in columns for card in column.cards])


def _cards(rows: QuerySet[Voice]) -> QuerySet[Voice]:
    return rows.select_related(
        "customer", "taken_by", "department", "owner", "improvement"
    ).order_by("-urgency", "-importance", "-received_at", "-pk")[:MOST]


def counts_by_kind(*, scope: Scope, now: datetime) -> list[tuple[str, str, int]]:
    """How many voices of each kind the board would show."""
    rows = in_scope(scope=scope, now=now, kind=False)
    counts = dict(rows.values_list("kind").annotate(n=Count("pk")))
    return [(kind.value, str(kind.label), counts.get(kind.value, 0)) for kind in Voice.Kind]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long one step took (median hours) and of how many voices."""

    hours: float | None
    of: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The strip above the board."""

    month: int
    month_by_kind: list[tuple[str, int]]
    untold: int
    oldest_untold: datetime | None
    improved_month: int
    improved_year: int
    acting: Waiting
    done: Waiting
    told: Waiting


def figures(*, today: date) -> Figures:
    """Counts of the month and of what waits for a report, and the times of the last 90 days."""
    live = Voice.objects.live()
    month = _start(today.replace(day=1))
    kinds = dict(live.filter(received_at__gte=month).values_list("kind").annotate(n=Count("pk")))
    untold = live.filter(status=Voice.Status.DONE).aggregate(n=Count("pk"), first=Min("done_at"))
    improved = Improvement.objects.filter(status=Improvement.Status.DONE, voices__deleted_at=None)
    return Figures(
        month=sum(kinds.values()),
        month_by_kind=[
            (str(kind.label), kinds[kind.value]) for kind in Voice.Kind if kind.value in kinds
        ],
        untold=untold["n"],
        oldest_untold=untold["first"],
        improved_month=_improved(improved, since=today.replace(day=1)),
        improved_year=_improved(improved, since=today.replace(month=1, day=1)),
        **waits(live.filter(entered_at__gte=_start(today - timedelta(days=90)))),
    )


def _improved(rows: QuerySet[Improvement], *, since: date) -> int:
    return rows.filter(done_on__gte=since, voices__isnull=False).values("voices").distinct().count()


def waits(rows: QuerySet[Voice]) -> dict[str, Waiting]:
    """Hours from entry until someone acted, it was done, and the customer was told."""
    names = ("acting", "done", "told")
    spans: dict[str, list[float]] = {name: [] for name in names}
    moments = rows.filter(acting_at__isnull=False).values_list(
        "entered_at", "acting_at", "done_at", "told_at"
    )
    for entered, *reached in moments:
        for name, at in zip(names, reached, strict=True):
            if at is not None:
                spans[name].append((at - entered).total_seconds() / 3600)
    return {
        name: Waiting(median(hours) if hours else None, len(hours)) for name, hours in spans.items()
    }


def for_meeting(*, start: date, end: date) -> list[tuple[str, list[Voice]]]:
    """The voices received between two days and those still unfinished, by department to act."""
    received = Q(received_at__gte=_start(start), received_at__lt=_start(end + timedelta(days=1)))
    earlier = Q(received_at__lt=_start(end + timedelta(days=1)), status__in=UNFINISHED)
    rows = (
        Voice.objects.live()
        .filter(received | earlier)
        .select_related("customer", "taken_by", "department", "owner", "improvement")
        .order_by("department__name", "-urgency", "-importance", "received_at", "pk")[:500]
    )
    groups: dict[str, list[Voice]] = {}
    for voice in rows:
        groups.setdefault(voice.department.name if voice.department else "", []).append(voice)
    return sorted(groups.items(), key=lambda group: (group[0] == "", group[0]))


def voice_page(*, voice_id: int) -> Voice:
    """One voice with all that its page shows. Raises Voice.DoesNotExist."""
    return Voice.objects.select_related(
        "customer", "contact", "taken_by", "department", "owner", "improvement", "entered_by"
    ).get(pk=voice_id)


def siblings(*, voice: Voice) -> Sequence[Voice]:
    """Other voices that lead to the same improvement."""
    if voice.improvement_id is None:
        return []
    return list(
        Voice.objects.live()
        .filter(improvement=voice.improvement_id)
        .exclude(pk=voice.pk)
        .select_related("customer")
        .order_by("-received_at")[:20]
    )


def improvements() -> QuerySet[Improvement]:
    """Improvements with how many voices led to each, open ones first."""
    return (
        Improvement.objects.select_related("owner")
        .annotate(heard=Count("voices", filter=Q(voices__deleted_at=None)))
        .order_by("done_on", "due_on", "-pk")
    )


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
