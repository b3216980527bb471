"""What a door asks of `analyze`, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    import duckdb

    from goen.analysis import SparkEngine
    from goen.japanese import Text
    from goen.sheets import LoadReport

ANSWERED, SOME_REJECTED, WRONG_USE, NOTHING_USABLE, UNABLE_TO_WRITE = range(5)


class Ledger(Protocol):
    """Sales that are kept elsewhere than in files."""

    @property
    def folder(self) -> Path:
        """Where they are; all machines of a cluster see it."""

    def load(
        self, connection: duckdb.DuckDBPyConnection, *, today: date, as_of: date | None
    ) -> LoadReport:
        """Leave them in the table `sales` of `connection`, as goen.sheets.load does with files."""

    def lend(
        self,
        engine: SparkEngine,
        connection: duckdb.DuckDBPyConnection,
        *,
        scratch: Path,
        until: date,
    ) -> None:
        """Leave the same in the table `sales` of Spark, which reads them where they are kept."""


@dataclass(frozen=True, slots=True)
class Request:
    """The files and options of one analysis; only what is asked for is computed and written.

    Instead of `files` a `ledger` may be asked; what says how to read files then has no meaning.
    """

    files: tuple[str, ...] = ()
    ledger: Ledger | None = None
    as_of: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    out: Path | None = None  # folder of report.html and report.xlsx
    json: Path | None = None
    customers: Path | None = None  # one row per customer: .csv or .parquet
    currency: str = "JPY"
    rfm: str = "fixed"
    date_format: str | None = None
    years: tuple[int, int] | None = None
    anonymous: str | None = None
    overlap: str = "keep"
    encoding: str | None = None
    sheet: str | None = None  # the only one to read of a workbook: its name or number
    preset: str = "mail_order"
    thresholds: Path | None = None
    engine: str = "duckdb"  # or spark, or the master of a cluster: spark://host:port
    lang: str = "ja"
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answers, the exit code of the issue's table, files written, and what to tell the user.

    `answers` is None when nothing could be answered; `load` when no file could be read.
    """

    exit_code: int
    answers: dict[str, Any] | None = None
    load: LoadReport | None = None
    written: tuple[Path, ...] = ()
    messages: tuple[Text, ...] = ()
