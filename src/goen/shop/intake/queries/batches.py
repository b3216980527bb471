"""The history of imports, and where one batch stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from goen.shop.customers import slots
from goen.shop.intake import round_trip, store
from goen.shop.intake.jobs import TAKE_BACK
from goen.shop.intake.kinds import UnknownKind, all_kinds, kind_of
from goen.shop.intake.kinds.base import TAKEN, Outcome
from goen.shop.intake.left import held, staying
from goen.shop.intake.models import OPEN, WRITING, Batch
from goen.shop.intake.operations.sending import TO_CHECK
from goen.shop.staff.access import member
from goen.shop.staff.origin import Origin
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest

    from goen.shop.intake.fields import Field
    from goen.shop.intake.kinds.base import Kind
    from goen.shop.ui.registry import Words

PAGE = 50
_PEOPLE_FIRST = (Batch.State.MAPPING, Batch.State.CHECKED)
# The pages of what a kind makes: of all of them, and of one.
_LISTS = {"quotes": "documents", "invoices": "documents"}
_PAGES = {
    "customers": "customer",
    "touches": "touch",
    "sales": "sale",
    "products": "product",
    "quotes": "document",
    "invoices": "document",
}
_DONE: Mapping[str, Words] = {
    "new": pgettext_lazy("what an import did", "Entered"),
    "update": pgettext_lazy("what an import did", "Updated"),
    "same": pgettext_lazy("what an import did", "Unchanged"),
    "kept": pgettext_lazy("what an import did", "Left as they are"),
    "gone": pgettext_lazy("what an import did", "Not there any more"),
    "replaced": pgettext_lazy("what an import did", "Replaced, to the trash"),
    "removed": pgettext_lazy("what an import did", "Taken out again"),
    "back": pgettext_lazy("what an import did", "Put back"),
    "put_back": pgettext_lazy("what an import did", "Put back"),
    "confirmed": pgettext_lazy("what an import did", "Left to a later import"),
    "erased_entered": pgettext_lazy("what an import did", "Entered although erased before"),
    "erased_left_out": pgettext_lazy("what an import did", "Left out since erased before"),
}
_TOLD = (Outcome.NEW, Outcome.UPDATE, Outcome.SAME, Outcome.DOUBTFUL, Outcome.ERROR)
_TONES = {
    Batch.State.APPLIED: "good",
    Batch.State.FAILED: "bad",
    Batch.State.MAPPING: "warn",
    Batch.State.CHECKED: "warn",
    Batch.State.APPLYING: "info",
    Batch.State.UNDOING: "info",
    Batch.State.READING: "info",
    Batch.State.CHECKING: "info",
}


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its name."""

    name: str
    label: str
    count: int


@dataclass(frozen=True)
class Account:
    """A batch as its pages tell of it."""

    batch: Batch

    @property
    def kind(self) -> Kind | None:
        """What the file holds; None for a kind that is no longer known."""
        try:
            return kind_of(self.batch.kind)
        except UnknownKind:
            return None

    @property
    def title(self) -> str:
        """What the file holds, in words."""
        return str(self.kind.title) if self.kind else self.batch.kind

    @property
    def tone(self) -> str:
        """The tone of the badge of its state."""
        return "bad" if self.broken else _TONES.get(Batch.State(self.batch.state), "")

    @property
    def asked(self) -> bool:
        """Whether it waits for being taken over."""
        return self.batch.state == Batch.State.CHECKED and self.batch.asked_at is not None

    @property
    def asked_back(self) -> bool:
        """Whether it waits for being taken back."""
        job = self.batch.job
        applied = self.batch.state == Batch.State.APPLIED
        return applied and job is not None and job.name == TAKE_BACK and job.open

    @property
    def working(self) -> bool:
        """Whether a job has it, or will have it."""
        states = (Batch.State.READING, Batch.State.CHECKING, *WRITING)
        return self.batch.state in states or self.asked or self.asked_back

    @property
    def broken(self) -> bool:
        """Whether its job ended before its time."""
        return self.working and (self.batch.job is None or not self.batch.job.open)

    @property
    def lost(self) -> bool:
        """Whether the file is gone that it would still need."""
        needs = (*_PEOPLE_FIRST, Batch.State.CHECKING, Batch.State.APPLYING)
        return self.batch.state in needs and not store.is_there(self.batch)

    @property
    def can_leave(self) -> bool:
        """Whether it can be given up: nothing of it is in the ledger yet."""
        return self.batch.open and self.batch.state not in WRITING and not self.asked

    @property
    def can_undo(self) -> bool:
        """Whether it can be taken back."""
        return self.batch.state == Batch.State.APPLIED and not self.asked_back

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return int(self.batch.grid.get("rows", 0))

    def count(self, name: str) -> int:
        """One of the counts of the check."""
        return int(self.batch.counts.get(name, 0))

    @property
    def counts(self) -> dict[str, int]:
        """The rows by outcome."""
        return {outcome.value: self.count(outcome) for outcome in Outcome}

    @property
    def taken(self) -> int:
        """How many rows would be taken over."""
        return sum(self.count(outcome) for outcome in TAKEN)

    @property
    def staying(self) -> int:
        """How many rows would stay behind: with errors, or not decided."""
        return staying(self.batch)

    @property
    def whole(self) -> bool:
        """Whether it is taken over to its end or not at all."""
        return self.kind is not None and self.kind.whole(options=self.batch.options)

    @property
    def held(self) -> bool:
        """Whether it cannot be taken over since rows would stay behind."""
        return self.kind is not None and held(self.batch)

    @property
    def to_check(self) -> int:
        """How many fixes and choices the newest check does not know yet."""
        return self.count(TO_CHECK)

    @property
    def has_left(self) -> bool:
        """Whether the workbook of the rows that stayed behind is still there."""
        return store.left(self.batch.pk).is_file()

    @property
    def done(self) -> Sequence[Count]:
        """What was done when it was taken over."""
        return _named(self.batch.result.get("taken", {}).get("counts", {}))

    @property
    def back(self) -> Sequence[Count]:
        """What was done when it was taken back."""
        return _named(self.batch.result.get("back", {}).get("counts", {}))

    @property
    def kept(self) -> Sequence[str]:
        """The first few of those that were left as they are, by label."""
        part = "back" if self.batch.state == Batch.State.UNDONE else "taken"
        return list(self.batch.result.get(part, {}).get("kept", []))

    @property
    def later(self) -> Sequence[tuple[Batch, int]]:
        """Later batches for whose sake something stayed when it was taken back, and how many."""
        found = self.batch.result.get("back", {}).get("later", {})
        batches = Batch.objects.in_bulk([int(pk) for pk in found])
        return [(batches[int(pk)], count) for pk, count in found.items() if int(pk) in batches]

    @property
    def stopped(self) -> bool:
        """Whether only a part of the file was taken over."""
        return bool(self.batch.result.get("stopped"))

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("batch", args=[self.batch.pk])

    @property
    def list_url(self) -> str:
        """The list of what it made."""
        try:
            return reverse(_LISTS.get(self.batch.kind, self.batch.kind))
        except NoReverseMatch:
            return ""

    @property
    def sentence(self) -> str:
        """What came of it, for the history."""
        if self.batch.state == Batch.State.FAILED:
            return self.batch.error
        if self.batch.state == Batch.State.UNDONE:
            return _joined(self.back)
        return _joined(self.done) if self.batch.applied_at else ""

    @property
    def told(self) -> str:
        """The counts that tell how it stands: of its check, else of what was done."""
        if self.batch.state not in (Batch.State.APPLIED, Batch.State.UNDONE):
            return _joined([Count(one, str(one.label), self.count(one)) for one in _TOLD])
        left = Count("left", gettext("Stayed behind"), self.staying)
        if self.batch.state == Batch.State.UNDONE:
            return _joined(self.back)
        return _joined([*self.done, left])

    @property
    def percent(self) -> int | None:
        """How much is written; None when nobody knows."""
        if self.batch.state not in WRITING or not self.batch.total:
            return None
        return min(100, self.batch.done * 100 // self.batch.total)

    def time_left(self, *, now: datetime) -> str:
        """About how long it will still take, in words; nothing at the beginning."""
        job, done = self.batch.job, self.batch.done
        if self.percent is None or job is None or job.started_at is None or not done:
            return ""
        seconds = (now - job.started_at).total_seconds()
        rest = round(seconds * max(0, self.batch.total - done) / done)
        if seconds < 2 or rest < 1:
            return ""
        if rest < 90:
            return ngettext("about %(n)d second left", "about %(n)d seconds left", rest) % {
                "n": rest
            }
        minutes = round(rest / 60)
        return ngettext("about %(n)d minute left", "about %(n)d minutes left", minutes) % {
            "n": minutes
        }

    @property
    def first(self) -> Batch | None:
        """The batch that this one waits for."""
        if not (self.asked or self.asked_back):
            return None
        return Batch.objects.filter(state__in=WRITING).exclude(pk=self.batch.pk).first()


def _named(counts: Mapping[str, Any]) -> Sequence[Count]:
    order = {name: place for place, name in enumerate(_DONE)}
    return [
        Count(name, _label(name), int(count))
        for name, count in sorted(counts.items(), key=lambda one: order.get(one[0], len(order)))
        if count
    ]


def _label(name: str) -> str:
    """What was done, in words; "customers_removed" is said of customers."""
    of, _low, done = name.partition("_")
    if name in _DONE or done not in _DONE:
        return str(_DONE.get(name, name))
    titles = {kind.name: str(kind.title) for kind in all_kinds()}
    told = {"what": titles.get(of, of), "done": str(_DONE[done])}
    return gettext("%(what)s: %(done)s") % told


def _joined(counts: Sequence[Count]) -> str:
    return str(_("・")).join(f"{one.label} {one.count:,}" for one in counts if one.count)


def page_of(*, kind: str, target: int | None) -> str:
    """The page of what a row updates or may mean."""
    if target is None or kind not in _PAGES:
        return ""
    try:
        return reverse(_PAGES[kind], args=[target])
    except NoReverseMatch:
        return ""


def batch_of(batch_id: int) -> Batch:
    """One batch; raises Http404."""
    rows = Batch.objects.select_related("by", "undone_by", "job")
    found = rows.filter(pk=batch_id).first()
    if found is None:
        raise Http404
    return found


def history(*, before: int | None = None) -> tuple[list[Account], bool]:
    """The newest imports, or those before one; and whether there are older ones."""
    rows = Batch.objects.select_related("by", "job").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    return [Account(batch) for batch in found[:PAGE]], len(found) > PAGE


def waiting() -> list[Account]:
    """Imports that somebody began and that wait to be gone on with, the newest first."""
    rows = Batch.objects.select_related("by", "job").filter(state__in=OPEN).order_by("-pk")
    return [Account(batch) for batch in rows[:20]]


def start_card(request: HttpRequest) -> dict[str, Any] | None:
    """What to do first, while there are no customers, for who may import: bring the Excel file."""
    if not member(request).may(Ability.IMPORT):
        return None
    return slots.start_card(request)


def same_file(batch: Batch) -> Batch | None:
    """The last time that this very file was taken over."""
    same = Batch.objects.filter(
        kind=batch.kind, digest=batch.digest, state__in=(Batch.State.APPLIED, *WRITING)
    )
    return same.exclude(pk=batch.pk).select_related("by").order_by("-pk").first()


def origins(groups: Collection[UUID]) -> dict[UUID, Origin]:
    """The files behind groups of the trail."""
    rows = Batch.objects.filter(Q(group__in=list(groups)))
    return {
        row.group: Origin(row.file_name, reverse("batch", args=[row.pk]), Ability.IMPORT)
        for row in rows.only("pk", "group", "file_name")
    }


@dataclass(frozen=True, slots=True)
class Choosable:
    """A kind of file, as the first page offers it."""

    name: str
    title: str
    icon: str
    fields: str


def _told(kind: Kind) -> list[Field]:
    """The fields that people fill in: not those by which files of ours are known again."""
    ours = (round_trip.NUMBER, round_trip.MARKS)
    return [field for field in kind.fields() if field.name not in ours]


def kinds() -> list[Choosable]:
    """What files can hold, with the first of its fields as an example."""
    return [
        Choosable(
            kind.name,
            str(kind.title),
            kind.icon,
            str(_(", ")).join(str(field.label) for field in _told(kind)[:5]),
        )
        for kind in all_kinds()
    ]
