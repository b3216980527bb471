"""What Shift_JIS lacks: cells that differ from the ledger by nothing else say what the ledger says.

A file that went out in Shift_JIS has 吉野 for 𠮷野. When it comes back, nobody changed that cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen import sheets
from goen.shop.intake.round_trip import MARKS, NUMBER
from goen.shop.intake.tables import append, mappings, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from goen.shop.intake.fields import Field
    from goen.shop.intake.kinds.base import Kind
    from goen.shop.intake.models import Batch

    Texts = Mapping[str, str | None]
    Cell = tuple[int, str, str | None]  # row, field, what the ledger says

_MANY = 500


def put_back(*, batch: Batch, kind: Kind, work: duckdb.DuckDBPyConnection) -> None:
    """Let such cells of the table `good` say what the ledger says; what a person wrote stays."""
    if batch.grid.get("encoding") != "cp932":
        return
    fields = [
        one
        for one in kind.fields_of(options=batch.options)
        if one.name in batch.columns and one.name not in (NUMBER, MARKS)
    ]
    if NUMBER in batch.columns:
        found = _by_number(work, kind, fields)
    elif _is_all(kind, batch):
        found = _by_all(work, kind, fields)
    else:
        return
    work.execute("CREATE TABLE lacking (row INTEGER, field VARCHAR, value VARCHAR)")
    append(work, table="lacking", columns=("row", "field", "value"), rows=list(found))
    for field in fields:
        name = quoted(field.name)
        work.execute(
            f"UPDATE good SET {name} = lacking.value FROM lacking WHERE lacking.row = good.row"
            " AND lacking.field = $field AND NOT EXISTS"
            " (FROM fixed f WHERE f.row = good.row AND f.field = $field)",
            {"field": field.name},
        )


def _is_all(kind: Kind, batch: Batch) -> bool:
    """Whether a file has every column that a file of this kind goes out with."""
    out = {one.name for one in kind.fields() if one.goes_out and not one.ability}
    return out <= set(batch.columns)


def _by_number(
    work: duckdb.DuckDBPyConnection, kind: Kind, fields: Sequence[Field]
) -> Iterator[Cell]:
    """Cells of rows that name what they are."""
    sql = "SELECT * FROM good WHERE id IS NOT NULL ORDER BY row"
    for part in mappings(work, sql, size=_MANY):
        ids = sorted({int(row[NUMBER]) for row in part})
        ledger = {str(row[NUMBER]): row for row in kind.export(ids=ids)}
        for row in part:
            ours = ledger.get(row[NUMBER], {})
            for name, (written, value) in _lacking(ours, fields).items():
                if row[name] == written:
                    yield row["row"], name, value


def _by_all(work: duckdb.DuckDBPyConnection, kind: Kind, fields: Sequence[Field]) -> Iterator[Cell]:
    """Cells of rows that are nowhere another one than the row that went out."""
    known: dict[tuple[str | None, ...], dict[str, str | None]] = {}
    for ours in kind.export():
        if found := _lacking(ours, fields):
            key = [
                found[one.name][0] if one.name in found else _value(one, ours.get(one.name))
                for one in fields
            ]
            known[tuple(key)] = {name: value for name, (_written, value) in found.items()}
    if known:
        for part in mappings(work, "SELECT * FROM good ORDER BY row", size=_MANY):
            for row in part:
                same = known.get(tuple(row[one.name] for one in fields), {})
                yield from ((row["row"], name, value) for name, value in same.items())


def _lacking(ours: Texts, fields: Sequence[Field]) -> dict[str, tuple[str | None, str | None]]:
    """The cells of a row that Shift_JIS cannot say: as they come back, as the ledger has them."""
    found = {}
    for field in fields:
        text = str(ours.get(field.name) or "")
        if not text.isascii() and (written := sheets.as_cp932(text)[0]) != text:
            found[field.name] = _value(field, written), _value(field, text)
    return found


def _value(field: Field, text: str | None) -> str | None:
    """A text of a file as its field reads it."""
    return field.read(str(text)).value if str(text or "").strip() else None
