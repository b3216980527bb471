"""Every row of a file, checked: texts of cells → values, what is wrong, what becomes of the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from goen.shop.intake import lacking, readers, round_trip, store
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.kinds.base import Outcome
from goen.shop.intake.tables import append, counts, literal, one, quoted, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from goen.shop.intake.fields import Field
    from goen.shop.intake.models import Batch

ERROR, WARNING = "ERROR", "WARNING"


def check(batch: Batch) -> dict[str, int]:
    """Check all rows and write down what becomes of each (files number `batch.check_number` + 1).

    Reads the file's cells, the person's fixes and choices, and the ledger; changes nothing but the
    files of the batch. Gives the rows by outcome, and "errors", "warnings" and "cells" (changed).
    """
    kind, begun = kind_of(batch.kind), timezone.now()
    known = kind.fields_of(options=batch.options)
    fields = [field for field in known if field.name in batch.columns]
    with store.workbench(batch) as work:
        _prepare(work, batch)
        _cells(work, batch)
        for field in fields:
            _read(work, field)
        _required(work, fields, [one for one in known if one.required])
        _good(work, fields)
        _set_aside(work, batch)
        lacking.put_back(batch=batch, kind=kind, work=work)
        round_trip.before_plan(batch=batch, kind=kind, work=work)
        kind.plan(batch=batch, work=work)
        round_trip.after_plan(batch=batch, kind=kind, work=work)
        found = _write(work, batch)
    batch.checked_at = begun
    return found


def _prepare(work: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    work.execute(
        "CREATE TABLE problem (row INTEGER, field VARCHAR, level VARCHAR, text VARCHAR,"
        " words VARCHAR, fix VARCHAR);"
        "CREATE TABLE plan (row INTEGER, outcome VARCHAR, target BIGINT, label VARCHAR,"
        " changes VARCHAR, payload VARCHAR, why VARCHAR);"
        "CREATE TABLE fixed (row INTEGER, field VARCHAR, text VARCHAR);"
        "CREATE TABLE choice (row INTEGER, field VARCHAR, what VARCHAR, target BIGINT);"
        "CREATE TABLE extra (name VARCHAR, count BIGINT);"
    )
    fixes = batch.fixes.values_list("row", "field", "text")
    append(work, table="fixed", columns=("row", "field", "text"), rows=fixes.iterator())
    choices = batch.choices.values_list("row", "field", "what", "target")
    append(
        work, table="choice", columns=("row", "field", "what", "target"), rows=choices.iterator()
    )


def _cells(work: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """The table `cell`: one column for each mapped field, fixes in place of what the file has."""
    source = f"read_parquet({literal(str(store.cells(batch)))})"
    columns, joins = ["c.row"], []
    for number, (name, column) in enumerate(sorted(batch.columns.items())):
        # A cell of blanks is an empty cell.
        text, alias = f"nullif(trim(c.c{int(column)}, ' \t\u3000\r\n'), '')", f"f{number}"
        if batch.fixes.filter(field=name).exists():
            joins.append(
                f"LEFT JOIN fixed {alias} ON {alias}.row = c.row"
                f" AND {alias}.field = {literal(name)}"
            )
            text = f"CASE WHEN {alias}.row IS NULL THEN {text} ELSE nullif({alias}.text, '') END"
        columns.append(f"{text} AS {quoted(name)}")
    aside = literal(str(store.aside(batch)))
    taken = f"WHERE c.row NOT IN (SELECT row FROM read_parquet({aside}))"
    work.execute(
        f"CREATE TABLE cell AS SELECT {', '.join(columns)} FROM {source} c {' '.join(joins)}"
        f" {taken if store.aside(batch).is_file() else ''}"
    )


def _set_aside(work: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Rows that a named reader knows to be none of the kind are left out, and told why."""
    for number, rule in readers.rules_of(readers.called(batch.reader), batch):
        work.execute(
            "INSERT INTO plan (row, outcome, why)"
            " SELECT row, 'SKIP', ? FROM read_parquet(?) WHERE rule = ?",
            [str(rule.why), str(store.aside(batch)), number],
        )


def _read(work: duckdb.DuckDBPyConnection, field: Field) -> None:
    """The table `read_<field>`: what each different text of the column says."""
    name, table = quoted(field.name), quoted(f"read_{field.name}")
    work.execute(
        f"CREATE TABLE {table} (text VARCHAR, value VARCHAR, level VARCHAR, words VARCHAR,"
        " fix VARCHAR)"
    )
    clean = f"regexp_full_match({name}, {literal(field.clean)})" if field.clean else "false"
    texts = f"SELECT DISTINCT {name} FROM cell WHERE {name} IS NOT NULL AND NOT {clean}"
    append(
        work,
        table=f"read_{field.name}",
        columns=("text", "value", "level", "words", "fix"),
        rows=_values(work, field, texts),
    )
    work.execute(
        f"INSERT INTO problem SELECT c.row, {literal(field.name)}, r.level, r.text, r.words, r.fix"
        f" FROM cell c JOIN {table} r ON r.text = c.{name} WHERE r.level IS NOT NULL"
    )


def _values(
    work: duckdb.DuckDBPyConnection, field: Field, sql: str
) -> Iterator[tuple[str | None, ...]]:
    cursor = work.cursor()
    cursor.execute(sql)
    while rows := cursor.fetchmany(10_000):
        for (text,) in rows:
            read = field.read(text)
            level = ERROR if read.problem else WARNING if read.doubt else None
            yield text, read.value, level, read.problem or read.doubt or None, read.fix or None


def _required(
    work: duckdb.DuckDBPyConnection, fields: Sequence[Field], required: Sequence[Field]
) -> None:
    """Rows that lack what every row must say."""
    mapped = {field.name for field in fields}
    for field in required:
        if field.name in mapped:
            work.execute(
                "INSERT INTO problem SELECT row, $field, 'ERROR', NULL, $words, NULL"
                f" FROM cell WHERE {quoted(field.name)} IS NULL",
                {"field": field.name, "words": _("This must not be empty.")},
            )


def _good(work: duckdb.DuckDBPyConnection, fields: Sequence[Field]) -> None:
    """The table `good`: the values of all rows without an error."""
    columns, joins = ["c.row"], []
    for number, field in enumerate(fields):
        name, alias = quoted(field.name), f"r{number}"
        joins.append(f"LEFT JOIN {quoted('read_' + field.name)} {alias} ON {alias}.text = c.{name}")
        value = f"{alias}.value"
        if field.clean:
            value = f"CASE WHEN {alias}.text IS NULL THEN c.{name} ELSE {value} END"
        columns.append(f"{value} AS {name}")
    work.execute(
        f"CREATE TABLE good AS SELECT {', '.join(columns)} FROM cell c {' '.join(joins)}"
        " WHERE c.row NOT IN (SELECT row FROM problem WHERE level = 'ERROR')"
    )


def _write(work: duckdb.DuckDBPyConnection, batch: Batch) -> dict[str, int]:
    """Keep what was found as files, and count it."""
    work.execute(
        "DELETE FROM plan WHERE row IN (SELECT row FROM problem WHERE level = 'ERROR');"
        "INSERT INTO plan (row, outcome)"
        " SELECT DISTINCT row, 'ERROR' FROM problem WHERE level = 'ERROR'"
    )
    found = dict.fromkeys(Outcome.values, 0)
    found |= counts(work, "SELECT outcome, count(*) FROM plan GROUP BY outcome")
    found |= {"ERRORS": 0, "WARNINGS": 0}
    found |= counts(work, "SELECT level || 'S', count(*) FROM problem GROUP BY level")
    found |= counts(work, "SELECT name, count FROM extra")
    cells = "SELECT 'CELLS', sum(len(json_keys(changes))) FROM plan WHERE outcome = 'UPDATE'"
    found["CELLS"] = int(one(work, cells)[1] or 0)
    batch.check_number += 1
    write(work, table="plan", order="row", to=store.plan(batch))
    write(work, table="problem", order="row, field", to=store.problems(batch))
    if round_trip.came_back(batch):
        write(work, table="difference", order="row, field", to=round_trip.differences(batch))
    return found
