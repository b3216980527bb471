"""The engines that answer questions: one gateway each for DuckDB and Spark.

A question is one SQL file in `questions/`, written in DuckDB's dialect and in the subset that both
engines understand alike. Its parameters are bound, never pasted into the text.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    import duckdb
    import numpy as np
    from pyspark.sql import DataFrame, SparkSession

Value = int | float | str | bool | date | None
Literal = int | str | date | None  # what has one safe spelling in SQL
Row = dict[str, Any]
Arrays = dict[str, "np.ndarray[Any, Any]"]

_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")
_TABLE = re.compile(r"[a-z_][a-z0-9_]*")
_COMMENT = re.compile(r"--[^\n]*")


class UnableToAnswer(Exception):
    """An engine failed on a question; the message names the question, its SQL and the cause."""


@cache
def question_text(*, question: str) -> str:
    """Return the SQL of one question, as written for DuckDB."""
    return (files("goen.analysis") / "questions" / f"{question}.sql").read_text(encoding="utf-8")


@cache
def question_parameters(*, question: str) -> frozenset[str]:
    """Return the names of the parameters that a question binds."""
    return frozenset(_PARAMETER.findall(_COMMENT.sub("", question_text(question=question))))


def _checked(table: str) -> str:
    if not _TABLE.fullmatch(table):
        raise ValueError(f"not a table name: {table!r}")
    return table


def _literal(value: Literal) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"DATE '{value.isoformat()}'" if isinstance(value, date) else str(int(value))


class Engine(ABC):
    """Runs questions and keeps their answers as tables; subclasses know one engine each."""

    name: str

    def __init__(self, *, watch: Callable[[str], None] | None = None) -> None:
        self._watch = watch or (lambda _question: None)
        self.tables: set[str] = set()  # what was made and not dropped

    @final
    def make(self, *, table: str, question: str, **parameters: Value) -> None:
        """Answer `question` and keep the answer as `table`, replacing what stood there."""
        name = _checked(table)
        self._run(question, parameters, lambda sql: self._keep(name, sql, parameters))
        self.tables.add(name)

    @final
    def view(self, *, table: str, question: str, **parameters: Literal) -> None:
        """Let `table` stand for `question`: nothing is computed until another question reads it."""
        name = _checked(table)
        self._run(question, parameters, lambda sql: self._name(name, sql, parameters))

    @final
    def ask(self, *, question: str, **parameters: Value) -> list[Row]:
        """Answer `question` as a list of rows, column name → plain Python value."""
        rows: list[Row] = []
        self._run(question, parameters, lambda sql: rows.extend(self._fetch(sql, parameters)))
        return rows

    @final
    def arrays(self, *, question: str, **parameters: Value) -> Arrays:
        """Answer `question` as one numpy array per column; no column may hold NULL."""
        found: Arrays = {}
        self._run(question, parameters, lambda sql: found.update(self._columns(sql, parameters)))
        return found

    @final
    def drop(self, *, table: str) -> None:
        """Let go of `table`."""
        self._drop(_checked(table))
        self.tables.discard(table)

    @abstractmethod
    def _drop(self, table: str) -> None: ...

    @abstractmethod
    def define_rank(self, *, case: str) -> None:
        """Define the SQL function `rank_of(n, tenure, amount)` as the CASE expression `case`."""

    @abstractmethod
    def columns(self, *, table: str) -> frozenset[str]:
        """Return the names of the columns of `table`."""

    @abstractmethod
    def write_parquet(self, *, table: str, path: Path) -> None:
        """Write `table` to `path` as Parquet: one file, or a folder of files on Spark."""

    @abstractmethod
    def translate(self, *, question: str) -> str:
        """Return the SQL of a question in this engine's dialect."""

    @abstractmethod
    def _keep(self, table: str, sql: str, parameters: dict[str, Value]) -> None: ...

    @abstractmethod
    def _name(self, table: str, sql: str, parameters: Mapping[str, Literal]) -> None: ...

    @abstractmethod
    def _fetch(self, sql: str, parameters: dict[str, Value]) -> list[Row]: ...

    @abstractmethod
    def _columns(self, sql: str, parameters: dict[str, Value]) -> Arrays: ...

    def _run(
        self, question: str, parameters: Mapping[str, Value], work: Callable[[str], None]
    ) -> None:
        expected = question_parameters(question=question)
        if set(parameters) != expected:
            raise ValueError(f"{question} binds {sorted(expected)}, got {sorted(parameters)}")
        self._watch(question)
        sql = self.translate(question=question)
        try:
            work(sql)
        except Exception as error:
            raise UnableToAnswer(f"{self.name} failed on {question}: {error}\n{sql}") from error


class DuckDBEngine(Engine):
    """Asks questions of the tables in one DuckDB connection."""

    name = "duckdb"

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        *,
        watch: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(watch=watch)
        self.connection = connection

    def _drop(self, table: str) -> None:
        self.connection.execute(f"DROP TABLE {table}")

    def define_rank(self, *, case: str) -> None:
        self.connection.execute(
            f"CREATE OR REPLACE TEMP MACRO rank_of(n, tenure, amount) AS CAST({case} AS TINYINT)"
        )

    def columns(self, *, table: str) -> frozenset[str]:
        described = self.connection.table(table).columns
        return frozenset(described)

    def write_parquet(self, *, table: str, path: Path) -> None:
        self.connection.table(_checked(table)).write_parquet(str(path))

    def translate(self, *, question: str) -> str:
        return question_text(question=question)

    def _keep(self, table: str, sql: str, parameters: dict[str, Value]) -> None:
        self.connection.execute(f"CREATE OR REPLACE TABLE {table} AS {sql}", parameters)

    def _name(self, table: str, sql: str, parameters: Mapping[str, Literal]) -> None:
        # A view cannot bind parameters; whole numbers, dates and texts have one safe spelling.
        text = _PARAMETER.sub(lambda found: _literal(parameters[found[1]]), _COMMENT.sub("", sql))
        self.connection.execute(f"CREATE OR REPLACE VIEW {table} AS {text}")

    def _fetch(self, sql: str, parameters: dict[str, Value]) -> list[Row]:
        cursor = self.connection.execute(sql, parameters)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _columns(self, sql: str, parameters: dict[str, Value]) -> Arrays:
        return self.connection.execute(sql, parameters).fetchnumpy()


class SparkEngine(Engine):
    """Asks the same questions of a Spark session, translated by sqlglot."""

    name = "spark"

    def __init__(
        self, session: SparkSession, *, watch: Callable[[str], None] | None = None
    ) -> None:
        super().__init__(watch=watch)
        self.session = session
        self._kept: dict[str, DataFrame] = {}

    def read_parquet(self, *, table: str, path: Path, more: Iterable[Path] = ()) -> None:
        """Make the Parquet file or folder at `path`, and `more` of them, known as `table`."""
        paths = [str(one) for one in (path, *more)]
        self.session.read.parquet(*paths).createOrReplaceTempView(table)

    def _drop(self, table: str) -> None:
        self.session.catalog.dropTempView(table)
        self._kept.pop(table).unpersist()

    def define_rank(self, *, case: str) -> None:
        self.session.sql(
            "CREATE OR REPLACE TEMPORARY FUNCTION rank_of(n INT, tenure INT, amount BIGINT) "
            f"RETURNS TINYINT RETURN CAST({case} AS TINYINT)"
        )

    def columns(self, *, table: str) -> frozenset[str]:
        return frozenset(self.session.table(table).columns)

    def write_parquet(self, *, table: str, path: Path) -> None:
        self.session.table(_checked(table)).write.parquet(str(path))

    def translate(self, *, question: str) -> str:
        import sqlglot

        return sqlglot.transpile(
            question_text(question=question), read="duckdb", write="spark", comments=False
        )[0]

    def _keep(self, table: str, sql: str, parameters: dict[str, Value]) -> None:
        frame = self.session.sql(sql, args=parameters).cache()
        frame.count()
        previous = self._kept.pop(table, None)
        frame.createOrReplaceTempView(table)
        self._kept[table] = frame
        if previous is not None:
            previous.unpersist()

    def _name(self, table: str, sql: str, parameters: Mapping[str, Literal]) -> None:
        self.session.sql(sql, args=dict(parameters)).createOrReplaceTempView(table)

    def _fetch(self, sql: str, parameters: dict[str, Value]) -> list[Row]:
        return [row.asDict() for row in self.session.sql(sql, args=parameters).collect()]

    def _columns(self, sql: str, parameters: dict[str, Value]) -> Arrays:
        answer = self.session.sql(sql, args=parameters).toArrow()
        return {name: answer[name].to_numpy() for name in answer.column_names}
