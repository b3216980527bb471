"""The checked rows of a batch, a page at a time: what is wrong, what changes, what is in doubt.

Pages go by the number of the row, never by an offset, so that the last of millions of rows is as
near as the first.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.intake import round_trip, store
from goen.shop.intake.checking import ERROR, WARNING
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.kinds.base import Outcome
from goen.shop.intake.models import Choice
from goen.shop.intake.operations.sending import TO_CHECK
from goen.shop.intake.queries.batches import page_of
from goen.shop.intake.queries.shown import Apart, Cell, Page, Row, Tab
from goen.shop.intake.tables import literal, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import duckdb

    from goen.shop.intake.fields import Field
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from goen.shop.ui.registry import Words

PAGE = 50
HIDDEN = _("(cannot be shown)")
_DOUBTS = 10  # stand one below the other, each a table of its own
_NARROW = 20  # characters
_REACH = 2_000  # rows looked at first where nearly every row is shown

TABS: Mapping[str, tuple[Words, str]] = {
    "errors": (pgettext_lazy("rows of an import", "Errors"), Outcome.ERROR),
    "doubtful": (pgettext_lazy("rows of an import", "To be decided"), Outcome.DOUBTFUL),
    "warnings": (pgettext_lazy("rows of an import", "Please look"), "WARNINGS"),
    "updates": (pgettext_lazy("rows of an import", "Updates"), Outcome.UPDATE),
    "left_out": (pgettext_lazy("rows of an import", "Left out"), Outcome.SKIP),
    "all": (_("All rows"), ""),
}


def tabs(batch: Batch, *, show: str) -> list[Tab]:
    """The sorts of rows of a batch; those without a row are left out."""
    found = []
    for name, (label, counted) in TABS.items():
        rows = int(batch.grid.get("rows", 0))
        count = int(batch.counts.get(counted, 0)) if counted else rows
        if count or name in (show, "all"):
            urgent = bool(count) and name in ("errors", "doubtful")
            found.append(Tab(name, str(label), count, name == show, urgent))
    return found


def first_tab(batch: Batch) -> str:
    """What is looked at first: where a person has most to do."""
    names = ("errors", "doubtful", "warnings", "updates")
    return next((name for name in names if batch.counts.get(TABS[name][1])), "all")


def page(
    batch: Batch,
    *,
    by: Staff,
    show: str,
    after: int = 0,
    before: int | None = None,
) -> Page:
    """Rows of one sort behind `after`, or those in front of `before`, as `by` may see them."""
    size = _size(show)
    with store.workbench(batch) as work:
        _views(work, batch)
        if before:
            found = sorted(_numbers(work, show, f"row < {before}", "row DESC", size))
        else:
            found = _numbers(work, show, f"row > {after}", "row", size)
            if not found and after:
                found = _numbers(work, show, "row > 0", "row", size)
        rows = _rows(work, batch, found, show, by)
        earlier = bool(found) and bool(_numbers(work, show, f"row < {found[0]}", "row DESC", 1))
        later = bool(found) and bool(_numbers(work, show, f"row > {found[-1]}", "row", 1))
    return Page(
        show=show,
        labels=[str(one.label) for one in _fields(batch)],
        rows=rows,
        earlier=found[0] if earlier else None,
        later=found[-1] if later else None,
    )


def joined(batch: Batch, *, show: str, first: int, beside: Collection[int]) -> list[int]:
    """The rows that belong to a page by now, but do not stand on it."""
    with store.workbench(batch) as work:
        _views(work, batch)
        found = _numbers(work, show, f"row > {first - 1}", "row", _size(show))
    last = max(beside, default=0)
    full = len(beside) >= _size(show)
    return [row for row in found if row not in beside and (row < last or not full)]


def _size(show: str) -> int:
    return _DOUBTS if show == "doubtful" else PAGE


def some(batch: Batch, *, by: Staff, show: str, numbers: Collection[int]) -> list[Row]:
    """Exactly these rows, as the page of one sort shows them to `by`."""
    if not numbers:
        return []
    with store.workbench(batch) as work:
        _views(work, batch)
        return _rows(work, batch, sorted(numbers), show, by)


def _fields(batch: Batch) -> list[Field]:
    """The mapped fields, in the order of their columns."""
    known = {one.name: one for one in kind_of(batch.kind).fields()}
    names = sorted(batch.columns, key=lambda name: int(batch.columns[name]))
    hidden = (round_trip.NUMBER, round_trip.MARKS) if round_trip.came_back(batch) else ()
    return [known[name] for name in names if name in known and name not in hidden]


def _views(work: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    for name, path in (
        ("plan", store.plan(batch)),
        ("problem", store.problems(batch)),
        ("cell", store.cells(batch)),
    ):
        source = f"read_parquet({literal(str(path))})"
        work.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {source}")


def _numbers(
    work: duckdb.DuckDBPyConnection, show: str, where: str, order: str, size: int
) -> list[int]:
    """The numbers of the next rows of one sort."""
    wanted = TABS.get(show, TABS["all"])[1]
    if wanted == "WARNINGS":
        sql = (
            f"SELECT DISTINCT row FROM problem WHERE level = {literal(WARNING)} AND {where}"
            f" ORDER BY {order} LIMIT {size}"
        )
        return [row for (row,) in work.execute(sql).fetchall()]
    sort = f" AND outcome = {literal(wanted)}" if wanted else ""
    near = _near(where) if not wanted else ""
    for bound in (near, "") if near else ("",):
        sql = f"SELECT row FROM plan WHERE {where}{bound}{sort} ORDER BY {order} LIMIT {size}"
        found = [row for (row,) in work.execute(sql).fetchall()]
        if len(found) == size:
            break
    return found


def _near(where: str) -> str:
    """Nearly every number is a row: the next ones stand close by."""
    _row, sign, number = where.split()
    edge = int(number) + (_REACH if sign == ">" else -_REACH)
    return f" AND row {'<' if sign == '>' else '>'} {edge}"


def _rows(
    work: duckdb.DuckDBPyConnection, batch: Batch, numbers: Sequence[int], show: str, by: Staff
) -> list[Row]:
    """Everything about some rows; whom doubtful ones may mean only where that is decided."""
    if not numbers:
        return []
    among = f"row BETWEEN {min(numbers)} AND {max(numbers)} AND row IN ({_list(numbers)})"
    fields = _fields(batch)
    texts = _texts(work, batch, fields, among)
    problems = _problems(work, among)
    alike = _alike(work, problems)
    fixes = {
        (row, name): text
        for row, name, text in batch.fixes.filter(row__in=numbers).values_list(
            "row", "field", "text"
        )
    }
    choices: dict[int, dict[str, Choice]] = {}
    for choice in batch.choices.filter(row__in=numbers):
        choices.setdefault(choice.row, {})[choice.field] = choice
    known = kind_of(batch.kind).fields()
    labels = {one.name: str(one.label) for one in known}
    secret = {one.name for one in known if one.ability and not by.may(one.ability)}
    rows = []
    sql = f"SELECT row, outcome, target, label, changes, why FROM plan WHERE {among} ORDER BY row"
    for number, outcome, target, label, changes, why in work.execute(sql).fetchall():
        row = Row(
            number=number,
            outcome=outcome,
            label=label or "",
            why=why or "",
            target=target,
            target_url=page_of(kind=batch.kind, target=target),
            cells=[],
        )
        _fill(row, fields, texts.get(number, {}), problems.get(number, {}), alike)
        _changed(row, labels, json.loads(changes) if changes else {})
        _hide(row, secret)
        _decided(row, fixes, choices.get(number, {}), labels)
        if batch.counts.get(TO_CHECK):
            _read_again(row, fields)
        if row.doubtful and target is None and show == "doubtful":
            row.candidates = kind_of(batch.kind).candidates(
                texts={cell.field: cell.text for cell in row.cells if cell.text}
            )
        rows.append(row)
    return rows


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)


def _texts(
    work: duckdb.DuckDBPyConnection, batch: Batch, fields: Sequence[Field], among: str
) -> dict[int, dict[str, str]]:
    """The texts of the file, by row and field."""
    columns = [quoted(f"c{int(batch.columns[one.name])}") for one in fields]
    names = [one.name for one in fields]
    sql = f"SELECT {', '.join(['row', *columns])} FROM cell WHERE {among}"
    return {
        row[0]: dict(zip(names, (text or "" for text in row[1:]), strict=True))
        for row in work.execute(sql).fetchall()
    }


Problem = tuple[str, str, str, str]  # level, text of the cell, words, fix


def _problems(
    work: duckdb.DuckDBPyConnection, among: str
) -> dict[int, dict[str, Problem]]:  # fmt: skip
    """What is wrong or odd, by row and field; errors go before warnings."""
    found: dict[int, dict[str, Problem]] = {}
    sql = (
        f"SELECT row, coalesce(field, ''), level, coalesce(text, ''), words, coalesce(fix, '')"
        f" FROM problem WHERE {among} ORDER BY level = {literal(ERROR)}"
    )
    for row, name, *told in work.execute(sql).fetchall():
        level, text, words, fix = told
        found.setdefault(row, {})[name] = (level, text, words, fix)
    return found


def _alike(
    work: duckdb.DuckDBPyConnection, problems: Mapping[int, Mapping[str, Problem]]
) -> dict[tuple[str, str], int]:
    """How many cells have the same problem and a likely fix, for the problems that are shown."""
    shown = {
        (name, words)
        for of_row in problems.values()
        for name, (_level, _text, words, fix) in of_row.items()
        if fix
    }
    if not shown:
        return {}
    pairs = ", ".join(f"({literal(name)}, {literal(words)})" for name, words in sorted(shown))
    sql = (
        "SELECT field, words, count(*) FROM problem"
        f" WHERE fix IS NOT NULL AND (field, words) IN ({pairs}) GROUP BY field, words"
    )
    return {(name, words): count for name, words, count in work.execute(sql).fetchall()}


def _fill(
    row: Row,
    fields: Sequence[Field],
    texts: Mapping[str, str],
    problems: Mapping[str, Problem],
    alike: Mapping[tuple[str, str], int],
) -> None:
    for one in fields:
        text = texts.get(one.name, "").strip()
        narrow = one.shape != "text" and len(text) <= _NARROW
        cell = Cell(row.number, one.name, str(one.label), text, narrow)
        if one.name in problems:
            cell.level, cell.checked, cell.words, cell.fix = problems[one.name]
            same = alike.get((one.name, cell.words), 0) if cell.fix else 0
            cell.alike = same if same > 1 else 0
        row.cells.append(cell)
    shown = {one.name for one in fields}
    row.problems = [told[2] for name, told in problems.items() if name not in shown]


def _changed(row: Row, labels: Mapping[str, str], changes: Mapping[str, Any]) -> None:
    """Mark the cells that change something, with what the ledger says now."""
    cells = {cell.field: cell for cell in row.cells}
    for name, (was, now) in changes.items():
        cell = cells.get(name)
        if cell is None:
            row.apart.append(Apart(name, labels.get(name, name), str(was or ""), str(now or "")))
        else:
            cell.changed, cell.was, cell.now = True, str(was or ""), str(now or "")


def _hide(row: Row, secret: Collection[str]) -> None:
    """Leave out what the ledger says of fields that are not for everybody; the file's stays."""
    for cell in row.cells:
        cell.secret = cell.field in secret
        cell.was = str(HIDDEN) if cell.secret else cell.was
    row.apart = [replace(one, was=str(HIDDEN)) if one.field in secret else one for one in row.apart]


def _decided(
    row: Row,
    fixes: Mapping[tuple[int, str], str],
    choices: Mapping[str, Choice],
    labels: Mapping[str, str],
) -> None:
    """Put in what the person wrote and chose."""
    for cell in row.cells:
        fixed = fixes.get((row.number, cell.field))
        if fixed is not None:
            cell.fixed, cell.original, cell.text = True, cell.text, fixed
        choice = choices.get(cell.field)
        cell.refused = choice is not None and choice.what == Choice.What.REFUSE
    shown = {"", *(cell.field for cell in row.cells), *(one.field for one in row.apart)}
    row.apart += [
        Apart(name, labels.get(name, name), kept=True)
        for name, choice in choices.items()
        if name not in shown and choice.what == Choice.What.REFUSE
    ]
    whole = choices.get("")
    if whole is not None:
        row.chosen = str(Choice.What(whole.what).label)
        row.pending = row.doubtful


def _read_again(row: Row, fields: Sequence[Field]) -> None:
    """Read what was fixed since the newest check, as far as one cell tells."""
    known = {one.name: one for one in fields}
    for cell in row.cells:
        if not (cell.fixed and cell.level and cell.checked != cell.text):
            continue
        row.pending = True
        read = known[cell.field].read(cell.text) if cell.text else None
        told = (read.problem or read.doubt) if read else cell.words
        cell.words, cell.alike = told, 0
        if not told:
            cell.level, cell.fix = "", ""
