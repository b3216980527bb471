"""Putting names of tables, numbers and whole expressions into SQL; values of users are bound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

_NAME = re.compile(r"\{([a-z_]+)\}")


def sql(template: str, **parts: object) -> str:
    """`template` with each {name} of `parts` replaced; all pieces are this package's own.

    >>> sql("SELECT count(*) FROM {table}", table="sales")
    'SELECT count(*) FROM sales'
    """
    return _NAME.sub(lambda found: str(parts.get(found[1], found[0])), template)


def quoted(text: str) -> str:
    """`text` as an SQL string: the path of a file, a delimiter."""
    return "'" + text.replace("'", "''") + "'"


def run(
    connection: duckdb.DuckDBPyConnection, statement: str, values: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Run one statement to its end and give its rows: a connection is busy until all are read."""
    return connection.execute(statement, values).fetchall()


def number(
    connection: duckdb.DuckDBPyConnection, question: str, values: dict[str, Any] | None = None
) -> int:
    """The one number that `question` asks for; 0 for NULL."""
    rows = run(connection, question, values)
    return int(rows[0][0] or 0) if rows else 0
