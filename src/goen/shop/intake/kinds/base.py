"""What every kind of import can do. The drivers know no kind, the kinds know no files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from goen.shop.intake import mapping

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    import duckdb
    from django import forms

    from goen.shop.intake.fields import Field
    from goen.shop.intake.models import Batch
    from goen.shop.intake.tables import Rows
    from goen.shop.staff.models import Staff
    from goen.shop.ui.registry import Words


class Outcome(TextChoices):
    """What becomes of a row of the file."""

    NEW = "NEW", pgettext_lazy("outcome of a row", "New")
    UPDATE = "UPDATE", pgettext_lazy("outcome of a row", "Update")
    SAME = "SAME", pgettext_lazy("outcome of a row", "Unchanged")
    SKIP = "SKIP", pgettext_lazy("outcome of a row", "Left out")
    DOUBTFUL = "DOUBTFUL", pgettext_lazy("outcome of a row", "To be decided")
    ERROR = "ERROR", pgettext_lazy("outcome of a row", "Error")
    PART = "PART", pgettext_lazy("outcome of a row", "Further lines")  # goes with an earlier row


TAKEN = (Outcome.NEW, Outcome.UPDATE)


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one row: for kinds that look at rows one by one.

    `target`: the object it updates, equals or may be. `changes`: field → [from, to], as people
    read them. `values`: what the kind needs to take the row over, JSON. `why`: a sentence for rows
    that are left out or doubtful.
    """

    row: int
    outcome: Outcome
    target: int | None = None
    label: str = ""
    changes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Any = None
    why: str = ""


@dataclass(slots=True)
class Tally:
    """What a step did, by name ("new", "update", "kept" …); sums of steps are the result."""

    counts: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)  # labels of what could not go back, the first few
    later: dict[str, int] = field(default_factory=dict)  # what stays since a later batch has it too

    def add(self, other: Tally) -> None:
        """Take in what another step did."""
        for name, count in other.counts.items():
            self.counts[name] = self.counts.get(name, 0) + count
        for batch, count in other.later.items():
            self.later[batch] = self.later.get(batch, 0) + count
        self.kept = (self.kept + other.kept)[:50]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody or something that a doubtful row may mean, to be chosen by a person."""

    id: int
    label: str
    detail: str = ""


class Kind(Protocol):
    """One kind of rows that can come from a file."""

    name: str
    icon: str
    order: int
    # Rows in one transaction: at most so many; fewer when a step takes long.
    most: int

    @property
    def title(self) -> Words:
        """What people call such rows: "Customers"."""

    def fields(self) -> Sequence[Field]:
        """What a column can be, own fields of the company included, in the order of forms."""

    def fields_of(self, *, options: Mapping[str, Any]) -> Sequence[Field]:
        """The same, read as the answers to the kind's questions about the file say."""

    def guess(
        self, *, header: Sequence[str], sample: Sequence[Sequence[str | None]]
    ) -> tuple[dict[str, int], dict[str, Any]]:
        """Which column is which field, and options that differ from the form's; a first guess."""

    def missing(self, *, columns: Collection[str]) -> Sequence[Words]:
        """The labels of what no row can do without, when these fields are mapped."""

    def form(self, data: Any = None, *, initial: Any = None) -> forms.Form:
        """The questions about the whole file; its cleaned data are JSON."""

    def plan(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
        """Say of every row of the table `good` what becomes of it.

        `good`: row INTEGER and one VARCHAR column for each mapped field, named as the field, NULL
        for nothing; rows with errors are not among them. `choice`: row, field, what, target, as
        the person decided. To be filled: the table `plan` (row INTEGER, outcome VARCHAR, target
        BIGINT, label VARCHAR, changes VARCHAR (JSON), payload VARCHAR (JSON), why VARCHAR), one
        row for each row of `good`; and `problem` (row, field, level ERROR|WARNING, text, words,
        fix): a row with an ERROR there is not planned. More columns may be added to `plan`, and
        counts of the kind's own to `extra` (name, count). Reads the database, writes nothing to it.
        """

    def whole(self, *, options: Mapping[str, Any]) -> bool:
        """Whether a file is taken over to its end or not at all, as its questions are answered:
        not while rows of it would stay behind."""

    def candidates(self, *, texts: Mapping[str, str]) -> Sequence[Candidate]:
        """What a doubtful row whose plan names no target may mean; field → text of its cell."""

    def begin(self, *, batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
        """Before the first step, and again after a kill: what all rows need (names, products)."""

    def take(self, *, batch: Batch, rows: Rows, now: datetime) -> Tally:
        """Take over some rows of `plan`, in the caller's transaction."""

    def same(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> Iterable[tuple[int, int]]:
        """Before the first step: the objects that rows of `plan` update or equal, (id, row)."""

    def finish(self, *, batch: Batch, now: datetime) -> None:
        """After the last step, in the transaction that calls the batch taken over."""

    def back_begin(self, *, batch: Batch, now: datetime) -> int:
        """Begin to take a batch back, in the transaction that says so; gives about how many steps
        of one row there are."""

    def back(
        self, *, batch: Batch, by: Staff, cursor: int, size: int, now: datetime
    ) -> tuple[Tally, int | None]:
        """Take back at most `size` rows after `cursor` (0 at first), in the caller's transaction;
        gives what was done and the next cursor, None when nothing is left."""

    def back_finish(self, *, batch: Batch, by: Staff, now: datetime) -> Tally:
        """After the last step back, in the transaction that calls the batch taken back."""

    def export(self, *, ids: Sequence[int] | None = None) -> Iterator[Mapping[str, Any]]:
        """The rows of the ledger as this kind reads them (field → value), for files that go out."""


class Basis:
    """What most kinds do alike; they inherit it."""

    def fields(self) -> Sequence[Field]:
        """See `Kind`."""
        raise NotImplementedError

    def fields_of(self, *, options: Mapping[str, Any]) -> Sequence[Field]:
        """No answer changes how a cell is read."""
        del options
        return self.fields()

    def guess(
        self, *, header: Sequence[str], sample: Sequence[Sequence[str | None]]
    ) -> tuple[dict[str, int], dict[str, Any]]:
        """By the words of the headers alone."""
        return mapping.guess(fields=self.fields(), header=header), {}

    def missing(self, *, columns: Collection[str]) -> Sequence[Words]:
        """The required fields that have no column."""
        return [one.label for one in self.fields() if one.required and one.name not in columns]

    def whole(self, *, options: Mapping[str, Any]) -> bool:
        """Each row is taken over for itself."""
        del options
        return False

    def candidates(self, *, texts: Mapping[str, str]) -> Sequence[Candidate]:
        """Nobody: the plan names a target where one is in doubt."""
        return ()

    def begin(self, *, batch: Batch, work: duckdb.DuckDBPyConnection, now: datetime) -> None:
        """Nothing is needed by all rows."""

    def same(self, *, batch: Batch, work: duckdb.DuckDBPyConnection) -> Iterable[tuple[int, int]]:
        """What the plan names."""
        found = "outcome IN ('SAME', 'UPDATE') AND target IS NOT NULL"
        return work.execute(f"SELECT target, row FROM plan WHERE {found}").fetchall()

    def finish(self, *, batch: Batch, now: datetime) -> None:
        """Nothing is left to do."""

    def back_finish(self, *, batch: Batch, by: Staff, now: datetime) -> Tally:
        """Nothing is left to do."""
        return Tally()
