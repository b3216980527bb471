"""Parquet files: every cell is taken as the text it would have in a CSV, then read like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from goen.japanese import Text
from goen.sheets._columns import find_columns
from goen.sheets._columnwise import read_rows
from goen.sheets._delimited import MOST_COLUMNS
from goen.sheets._errors import UnableToRead
from goen.sheets._fast import unclear_rows
from goen.sheets._fast_query import fast_query
from goen.sheets._own import OWN_OUTPUT, is_own_output
from goen.sheets._returns import count_returns, returned_words
from goen.sheets._sql import quoted, run, sql
from goen.sheets._table import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goen.sheets._check import CheckOptions
    from goen.sheets._report import LoadOptions
    from goen.sheets._slow import RowByRow
    from goen.sheets._sources import Source
    from goen.sheets._stage import Stage

_SAMPLE_ROWS = 400
_BATCH = 50_000


class ParquetFile:
    """A table in a Parquet file. Its column names count as row 1, as in a CSV with a header."""

    def __init__(
        self, source: Source, *, options: LoadOptions, connection: duckdb.DuckDBPyConnection
    ) -> None:
        """Raises UnableToRead for a damaged file, ColumnsNotFound and UnknownColumn."""
        self.file = source.name
        self.optional = source.optional
        self.sheet = self.encoding = self.delimiter = None
        self.epoch_1904 = False
        self._connection = connection
        try:
            names, self._columns, self._file = _described(connection, source)
            self._reader = _reader([text for text, _, _ in self._columns], self._file)
            self._sample = run(
                connection, sql("SELECT * FROM {r} LIMIT {n}", r=self._reader, n=_SAMPLE_ROWS)
            )
        except duckdb.Error as problem:
            raise UnableToRead(source.name, damaged(problem)) from problem
        if not options.columns and is_own_output([names]):
            raise UnableToRead(source.name, OWN_OUTPUT)
        plan = find_columns(
            header=names, sample=self._sample, overrides=options.columns, digits=options.digits
        )
        self.layout = Layout(1, tuple(names), titles=0, blank=0, width=len(names), plan=plan)

    def read(self, *, options: CheckOptions, stage: Stage, source: int, slow: RowByRow) -> bool:
        """Read all rows into `stage`; True when DuckDB read the clean ones by itself."""
        question = fast_query(
            self.layout,
            sample=[(), *_filled(self._sample)],
            options=options,
            stage=stage,
            source=source,
            typed=frozenset({"date"} if self._typed else ()),
        )
        try:
            if question is None:
                read_rows(
                    self._rows(),
                    self.layout,
                    options=options,
                    stage=stage,
                    source=source,
                    slow=slow,
                )
                return False
            stage.flush()
            base = stage.size
            run(stage.connection, sql(question, reader=self._typed_reader()))
        except duckdb.Error as problem:
            raise UnableToRead(self.file, damaged(problem)) from problem
        unclear = unclear_rows(stage.connection, base)
        if said := returned_words(self.layout.plan, _filled(self._sample)):
            above, below = count_returns(
                stage.connection,
                reader=self._reader,
                plan=self.layout.plan,
                said=said,
                without=[cells for _, cells in unclear],
            )
            slow.counts.returns_above += above
            slow.counts.returns_below += below
        slow.counts.rows += stage.size - base - len(unclear)
        for ordinal, cells in unclear:
            slow.take(ordinal + 2, cells)
        return True

    @property
    def _typed(self) -> bool:
        """Whether the dates are dates, so that they need not become texts and dates again."""
        return self._columns[self.layout.plan.columns["date"]][2] == "DATE"

    def _typed_reader(self) -> str:
        place = self.layout.plan.columns["date"]
        cells = [
            plain if self._typed and index == place else text
            for index, (text, plain, _) in enumerate(self._columns)
        ]
        return _reader(cells, self._file)

    def _rows(self) -> Iterator[list[str]]:
        cursor = self._connection.cursor()
        result = cursor.execute(sql("SELECT * FROM {r}", r=self._reader))
        while rows := result.fetchmany(_BATCH):
            yield from _filled(rows)


def _filled(rows: list[tuple[str | None, ...]]) -> list[list[str]]:
    return [["" if cell is None else cell for cell in row] for row in rows]


def _described(
    connection: duckdb.DuckDBPyConnection, source: Source
) -> tuple[list[str], list[tuple[str, str, str]], str]:
    """The names of the columns; each column as a text, as it is, and its type; the file in SQL."""
    file = sql("read_parquet({path})", path=quoted(str(source.path)))
    found = run(connection, sql("DESCRIBE SELECT * FROM {file}", file=file))
    if len(found) > MOST_COLUMNS:
        raise UnableToRead(
            source.name,
            Text(f"列が {len(found):,} もあります", f"There are {len(found):,} columns"),
        )
    columns = []
    for name, kind, *_ in found:
        column = '"' + name.replace('"', '""') + '"'
        local = f"timezone('Asia/Tokyo', {column})" if kind.endswith("WITH TIME ZONE") else column
        columns.append((f"CAST({local} AS VARCHAR)", column, kind))
    return [name for name, *_ in found], columns, file


def _reader(cells: list[str], file: str) -> str:
    named = ", ".join(f"{cell} AS c{index}" for index, cell in enumerate(cells))
    return sql("(SELECT {cells} FROM {file})", cells=named, file=file)


def damaged(problem: duckdb.Error) -> Text:
    """Why a Parquet file could not be read."""
    why = str(problem).splitlines()[0][:120]
    return Text(
        f"Parquetファイルを読めませんでした。壊れているかもしれません（{why}）",
        f"The Parquet file could not be read; it may be damaged ({why})",
    )
