"""Tables out of DuckDB as Parquet or CSV files, each put in place whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from goen.sheets._atomic import replacing
from goen.sheets._guard import guarded_sql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

_BOM = b"\xef\xbb\xbf"


def write_parquet(connection: duckdb.DuckDBPyConnection, table: str, path: str | Path) -> None:
    """Write `table` to `path` as Parquet; raises UnableToWrite, and then the old file is kept."""
    with replacing(path) as draft, _as_os_errors():
        connection.table(table).write_parquet(str(draft))


def write_csv(connection: duckdb.DuckDBPyConnection, table: str, path: str | Path) -> None:
    """Write `table` to `path` as UTF-8 CSV with the mark that Excel needs to read Japanese.

    A text that a spreadsheet would take for a formula gets an apostrophe before it. Raises
    UnableToWrite, and then the old file is kept.
    """
    relation = connection.table(table)
    cells = ", ".join(
        _cell(name, str(kind)) for name, kind in zip(relation.columns, relation.types, strict=True)
    )
    with replacing(path) as draft, _as_os_errors():
        plain = draft.with_name(draft.name + ".csv")
        try:
            relation.project(cells).write_csv(str(plain), header=True)
            with draft.open("wb") as marked, plain.open("rb") as body:
                marked.write(_BOM)
                shutil.copyfileobj(body, marked)
        finally:
            plain.unlink(missing_ok=True)


def _cell(name: str, kind: str) -> str:
    cell = f'"{name}"'
    return f"{guarded_sql(cell)} AS {cell}" if kind == "VARCHAR" else cell


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Turn DuckDB's failures to write into the OSError that stands behind them."""
    import duckdb

    try:
        yield
    except duckdb.IOException as problem:
        causes = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS)
        cause = next((code for code in causes if os.strerror(code) in str(problem)), errno.EIO)
        raise OSError(cause, os.strerror(cause)) from problem
