"""Files that went out, were edited, and come back: what was changed in them, cell by cell.

Every row of such a file carries the number of its object and marks of what it said (see
`difference`), in columns that Excel hides. Before a kind plans, rows that nobody touched are
`SAME`, and cells that nobody touched, or whose change was refused, say what the ledger says now:
so a kind sees only what was changed in the file. After it, rows with a cell that was changed on
both sides wait for a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goen import japanese
from goen.shop.intake import reading, store
from goen.shop.intake.difference import (
    Side,
    compare,
    marks,
    merged,
    read_marks,
    untouched,
)
from goen.shop.intake.fields import Field, Value
from goen.shop.intake.kinds.base import Outcome
from goen.shop.intake.models import Choice
from goen.shop.intake.tables import append, mappings, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import duckdb

    from goen.shop.intake.kinds.base import Kind
    from goen.shop.intake.models import Batch

    Row = dict[str, str | None]

NUMBER, MARKS = "id", "version"
CONFLICT = "CONFLICT"  # the level of a problem: changed on both sides, not decided yet
OPTIONS = {"blank": "clear"}  # what was emptied in Excel is meant to be empty
_MANY = 500


def _number(cell: str) -> Value:
    text = japanese.plain(cell).removesuffix(".0")
    if text.isascii() and text.isdecimal() and len(text) < 19:
        return Value(str(int(text)))
    return Value(None, problem=_("This is no number of Goen. Leave it empty for a new row."))


FIELDS = (
    Field(NUMBER, gettext_lazy("Goen number"), _number, ("Goen番号", "Goen number"), shape="code"),
    Field(
        MARKS,
        gettext_lazy("Goen version"),
        reading.text(longest=10_000),
        ("Goen版", "Goen version"),
    ),
)


def goes_round(kind: Kind) -> bool:
    """Whether files of this kind can go out and come back."""
    return {NUMBER, MARKS} <= {field.name for field in kind.fields()}


def came_back(batch: Batch) -> bool:
    """Whether the file is one that went out from here."""
    return {NUMBER, MARKS} <= set(batch.columns)


def differences(batch: Batch) -> Path:
    """The cells that were changed in the file, as the newest check found (Parquet)."""
    return store.folder(batch.pk) / f"difference-{batch.check_number}.parquet"


def going_out(
    kind: Kind, *, fields: Sequence[Field], ids: Sequence[int] | None = None
) -> Iterator[Mapping[str, Any]]:
    """The rows of a kind for a file with these fields: with their marks, if it holds them."""
    values = _values(fields) if any(one.name == MARKS for one in fields) else None
    parts = [ids] if ids is None else [ids[at : at + _MANY] for at in range(0, len(ids), _MANY)]
    for part in parts:
        for row in kind.export(ids=part):
            yield {**row, MARKS: marks(values(row))} if values else row


def _values(fields: Sequence[Field]) -> Callable[[Mapping[str, Any]], Row]:
    """A function: a row as it goes out → the row as it is read when it comes back."""
    known = {field.name: field for field in fields if field.name not in (NUMBER, MARKS)}
    seen: dict[tuple[str, str], str | None] = {}

    def value(name: str, text: str) -> str | None:
        if (name, text) not in seen:
            if len(seen) > 100_000:
                seen.clear()
            seen[name, text] = known[name].read(text).value if text.strip() else None
        return seen[name, text]

    def values(row: Mapping[str, Any]) -> Row:
        return {name: value(name, str(row.get(name) or "")) for name in known}

    return values


def before_plan(*, batch: Batch, kind: Kind, work: duckdb.DuckDBPyConnection) -> None:
    """Leave in the table `good` only what was changed in the file; see the module.

    Makes the tables `still` (rows that nobody touched), `marked` (those that can be compared) and
    `difference` (cells that were changed in the file: what the ledger and the file say, changed in
    FILE or BOTH, what somebody decided).
    """
    work.execute(
        "CREATE TABLE still (row INTEGER, target BIGINT);"
        "CREATE TABLE marked (row INTEGER, target BIGINT);"
        "CREATE TABLE stay (row INTEGER, field VARCHAR, value VARCHAR);"
        "CREATE TABLE difference (row INTEGER, target BIGINT, label VARCHAR, field VARCHAR,"
        " was VARCHAR, now VARCHAR, side VARCHAR, choice VARCHAR)"
    )
    if came_back(batch):
        fields = [name for name in batch.columns if name not in (NUMBER, MARKS)]
        _set_aside(work, fields)
        _compare(work, kind, fields)
        for field in fields:
            name = quoted(field)
            work.execute(
                f"UPDATE good SET {name} = stay.value FROM stay"
                " WHERE stay.row = good.row AND stay.field = ?",
                [field],
            )


def after_plan(*, batch: Batch, kind: Kind, work: duckdb.DuckDBPyConnection) -> None:
    """Say of untouched rows that they are, and let rows with a cell to be decided wait."""
    if not came_back(batch):
        return
    work.execute(
        "INSERT INTO plan (row, outcome, target) SELECT row, 'SAME', target FROM still;"
        "CREATE TABLE clash AS SELECT row, json_group_object(field, json_array(was, now)) AS cells"
        " FROM difference WHERE side = 'BOTH' AND choice IS NULL GROUP BY row;"
        "UPDATE difference SET label = plan.label FROM plan WHERE plan.row = difference.row;"
        # What is odd about cells that nobody touched was in the ledger before.
        "DELETE FROM problem WHERE level = 'WARNING' AND row IN (SELECT row FROM marked)"
        " AND (row, field) NOT IN (SELECT row, field FROM difference)"
    )
    work.execute(
        "UPDATE plan SET outcome = $outcome, why = $why,"
        " changes = json_merge_patch(coalesce(changes, '{}')::JSON, clash.cells)"
        " FROM clash WHERE clash.row = plan.row AND outcome <> 'ERROR'",
        {
            "outcome": Outcome.DOUBTFUL.value,
            "why": _("Changed here as well since the file went out. Please decide which is right."),
        },
    )
    work.execute(
        "INSERT INTO problem (row, field, level, text, words) SELECT row, field, $level, now,"
        " if(field IN (SELECT unnest($secret)), $alone, $words || coalesce(was, '—'))"
        " FROM difference WHERE side = 'BOTH' AND choice IS NULL",
        {
            "level": CONFLICT,
            "words": _("Changed here as well. The ledger says now: "),
            "alone": _("Changed here as well."),  # not everybody who reads it may see the value
            "secret": [one.name for one in kind.fields() if one.ability],
        },
    )


def _set_aside(work: duckdb.DuckDBPyConnection, fields: Sequence[str]) -> None:
    """Take the rows that nobody touched out of `good`, into `still`.

    A row copied in Excel brings the number of its model along: it counts as a row of its own.
    """
    first: dict[str, tuple[bool, int]] = {}  # number → the row that is the object itself
    numbers: list[tuple[int, str]] = []
    marked: set[int] = set()
    for part in mappings(work, "SELECT * FROM good WHERE id IS NOT NULL ORDER BY row"):
        for row in part:
            known = read_marks(row[MARKS])
            touched = known is None or not untouched(
                known=known, came={name: row[name] for name in fields}
            )
            numbers.append((row["row"], row[NUMBER]))
            if known is not None:
                marked.add(row["row"])
            place = (touched, row["row"])
            first[row[NUMBER]] = min(place, first.get(row[NUMBER], place))
    _copied(work, [(row, first[one][1]) for row, one in numbers if first[one][1] != row])
    own = {row: number for number, (_touched, row) in first.items()}
    still = {row for touched, row in first.values() if not touched}
    for table, rows in (("still", still), ("marked", marked & set(own))):
        append(
            work,
            table=table,
            columns=("row", "target"),
            rows=((row, own[row]) for row in sorted(rows)),
        )
    work.execute("DELETE FROM good WHERE row IN (SELECT row FROM still)")


def _copied(work: duckdb.DuckDBPyConnection, copies: Sequence[tuple[int, int]]) -> None:
    words = _("A copy of row %(row)s (the same Goen number): it counts as a row of its own.")
    append(
        work,
        table="problem",
        columns=("row", "field", "level", "words"),
        rows=((row, NUMBER, "WARNING", words % {"row": f"{model:,}"}) for row, model in copies),
    )
    work.execute(
        "UPDATE good SET id = NULL, version = NULL WHERE row IN"
        " (SELECT row FROM problem WHERE field = 'id' AND level = 'WARNING')"
    )


def _compare(work: duckdb.DuckDBPyConnection, kind: Kind, fields: Sequence[str]) -> None:
    """Compare the rows that were touched with the ledger, cell by cell."""
    values = _values(kind.fields())
    choices = _choices(work)
    texts = ", ".join(f"cell.{quoted(name)} AS {quoted('text ' + name)}" for name in fields)
    sql = (
        f"SELECT good.*, {texts} FROM good JOIN cell ON cell.row = good.row"
        " WHERE good.id IS NOT NULL ORDER BY good.row"
    )
    for part in mappings(work, sql, size=_MANY):
        ledger = {
            int(row[NUMBER]): row for row in kind.export(ids=[int(row[NUMBER]) for row in part])
        }
        stay: list[tuple[Any, ...]] = []
        cells: list[tuple[Any, ...]] = []
        for row in part:
            known, now = read_marks(row[MARKS]), ledger.get(int(row[NUMBER]))
            if known is not None and now is not None:
                found = _Row(row, fields=fields, known=known, now=now, values=values(now))
                found.settle(choices.get(row["row"], {}))
                stay += found.stay
                cells += found.cells
        append(work, table="stay", columns=("row", "field", "value"), rows=stay)
        append(work, table="difference", columns=_COLUMNS, rows=cells)


_COLUMNS = ("row", "target", "field", "was", "now", "side", "choice")


class _Row:
    """One row that was touched."""

    def __init__(
        self,
        row: Mapping[str, Any],
        *,
        fields: Sequence[str],
        known: frozenset[str],
        now: Mapping[str, Any],
        values: Row,
    ) -> None:
        self._row, self._now, self._values = row, now, values
        self._came = {name: row[name] for name in fields}
        self._sides = compare(known=known, ledger=values, came=self._came)
        self.stay: list[tuple[Any, ...]] = []
        self.cells: list[tuple[Any, ...]] = []

    def settle(self, choices: Mapping[str, str]) -> None:
        """Note which cells stay as the ledger has them, and which were changed in the file."""
        result, _waiting = merged(
            sides=self._sides,
            ledger=self._values,
            came=self._came,
            accepted=[name for name, what in choices.items() if what == Choice.What.ACCEPT],
            refused=[name for name, what in choices.items() if what == Choice.What.REFUSE],
        )
        number = self._row["row"]
        for name, value in result.items():
            if value != self._came[name]:
                self.stay.append((number, name, value))
            if self._sides[name] in (Side.FILE, Side.BOTH):
                was, now = self._now.get(name) or None, self._row[f"text {name}"]
                self.cells.append(
                    (number, self._row[NUMBER], name, was, now, self._sides[name].name,
                     choices.get(name))
                )  # fmt: skip


def _choices(work: duckdb.DuckDBPyConnection) -> dict[int, dict[str, str]]:
    """What was decided about cells: row → field → what."""
    found: dict[int, dict[str, str]] = {}
    sql = "SELECT row, field, what FROM choice WHERE field <> ''"
    for row, field, what in work.execute(sql).fetchall():
        found.setdefault(row, {})[field] = what
    return found
