"""Using a reader on the cells of a file: columns are made, rows that are none are set aside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goen.shop.intake import mapping, store
from goen.shop.intake.readers.reader import Reader, find
from goen.shop.intake.tables import literal, quoted, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from goen import sheets
    from goen.shop.intake.fields import Field
    from goen.shop.intake.models import Batch
    from goen.shop.intake.readers.made import Look, Made
    from goen.shop.intake.readers.reader import Rule

_BLANK = " \t\u3000\r\n"


def with_made_columns(reader: Reader | None, *, batch: Batch, grid: sheets.Grid) -> sheets.Grid:
    """Add the columns that a reader makes to the cells of the batch, and set rows aside.

    Gives the grid with the headers of the new columns. A file that was read before in another way
    loses what was set aside then.
    """
    store.aside(batch).unlink(missing_ok=True)
    if reader is None:
        return grid
    look = _look(grid.header)
    # Rows that come back to be mended bring the columns along that were made of the whole file.
    new = [one for one in _made(reader) if one.title not in grid.header]
    made = [(one.title, sql) for one in new if (sql := one.sql(look))]
    with store.workbench(batch) as work:
        source = f"read_parquet({literal(str(store.cells(batch)))})"
        work.execute(f"CREATE VIEW cell AS SELECT * FROM {source}")
        _set_aside(reader, batch, work, look)
        if made:
            width = len(grid.header)
            columns = ", ".join(
                f"coalesce({sql}, '') AS {quoted(f'c{width + n}')}"
                for n, (_title, sql) in enumerate(made)
            )
            work.execute(f"CREATE VIEW wider AS SELECT *, {columns} FROM cell")
            write(work, table="wider", order="row", to=store.cells(batch))
    return replace(grid, header=(*grid.header, *(title for title, _sql in made)))


def _made(reader: Reader) -> list[Made]:
    """The columns that a reader makes, each once."""
    found: dict[str, Made] = {}
    for one in (*reader.columns.values(), *reader.otherwise.values()):
        if not isinstance(one, str):
            found.setdefault(one.title, one)
    return list(found.values())


def _look(header: Sequence[str]) -> Look:
    def look(wanted: str) -> str | None:
        column = find(header, wanted)
        return None if column is None else f"nullif(trim(c{column}, {literal(_BLANK)}), '')"

    return look


def _set_aside(reader: Reader, batch: Batch, work: duckdb.DuckDBPyConnection, look: Look) -> None:
    cases = [
        f"WHEN {sql} THEN {number}"
        for number, rule in enumerate(reader.rules)
        if (sql := rule.sql(look))
    ]
    if cases:
        work.execute(
            f"CREATE VIEW aside AS SELECT row, rule FROM"
            f" (SELECT row, CASE {' '.join(cases)} END AS rule FROM cell) WHERE rule IS NOT NULL"
        )
        write(work, table="aside", order="row", to=store.aside(batch))


def rules_of(reader: Reader | None, batch: Batch) -> list[tuple[int, Rule]]:
    """The rules by which rows of a batch were set aside; nothing when there are none."""
    if reader is None or not store.aside(batch).is_file():
        return []
    return list(enumerate(reader.rules))


def columns_of(reader: Reader, *, header: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    """Which column is which field, by a reader; `header` with the columns it made."""
    known = {one.name for one in fields}
    columns = _placed(reader.columns, header, known)
    if reader.guess:
        rest = [one for one in fields if one.name not in columns]
        for name, column in mapping.guess(fields=rest, header=header).items():
            if column not in columns.values():
                columns[name] = column
    further = _placed(reader.otherwise, header, known)
    taken = set(columns.values())
    columns |= {name: n for name, n in further.items() if name not in columns and n not in taken}
    return columns


def _placed(wanted: Any, header: Sequence[str], known: set[str]) -> dict[str, int]:
    places = {
        name: find(header, one if isinstance(one, str) else one.title)
        for name, one in wanted.items()
        if name in known
    }
    return {name: place for name, place in places.items() if place is not None}
