"""Files in, one checked table `sales` out, with a report of what became of every row."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from goen.japanese import Text
from goen.sheets._anonymous import anonymous_pattern
from goen.sheets._check import CheckOptions, RowChecker
from goen.sheets._columns import ColumnPlan, ColumnsNotFound, UnknownColumn
from goen.sheets._columns_notes import lacking
from goen.sheets._columns_plan import LIKELY
from goen.sheets._delimited import open_text
from goen.sheets._errors import NothingUsable, UnableToRead
from goen.sheets._finish import finish
from goen.sheets._own import OWN_OUTPUT, is_own_output
from goen.sheets._parquet import ParquetFile
from goen.sheets._quotes import taken_as_letter
from goen.sheets._rejections import Rejections
from goen.sheets._report import FileReport, LoadOptions, LoadReport
from goen.sheets._returns import signs_of_returns
from goen.sheets._slow import RowByRow
from goen.sheets._sources import find_sources, skipped, why_not_read
from goen.sheets._stage import OPTIONAL, Stage
from goen.sheets._table import Layout, find_layout
from goen.sheets._text_file import TextFile
from goen.sheets._workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    import duckdb

    from goen.sheets._sources import Source


_TOO_DOUBTFUL = Text(
    "売上日か金額の列がはっきりしません。--columns で教えるか、フォルダーではなくファイルを"
    "指定してください",
    "The column of the sale date or of the amount is not clear; name it with --columns, "
    "or give the file instead of its folder",
)
_LAST_DAYS = Text(
    "年月だけの日付は、その月の末日として数えます",
    "A date of year and month alone counts as the last day of that month",
)
# Cells of workbooks (about 32 bytes each) held between finding their columns and reading them.
_MOST_KEPT = 64_000_000


class Table(Protocol):
    """One table to read: a text file or a sheet of a workbook."""

    @property
    def file(self) -> str:
        """The file's name as shown."""

    @property
    def sheet(self) -> str | None:
        """The sheet's name; None for text."""

    @property
    def encoding(self) -> str | None:
        """The encoding of a text file."""

    @property
    def delimiter(self) -> str | None:
        """The delimiter of a text file."""

    @property
    def layout(self) -> Layout:
        """Where the table lies, and which columns it has."""

    @property
    def epoch_1904(self) -> bool:
        """Whether bare numbers of days count from 1904."""

    def read(self, *, options: CheckOptions, stage: Stage, source: int, slow: RowByRow) -> bool:
        """Read all rows into `stage`; True when DuckDB read the clean ones by itself."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is: the file being read, and how many of how many are done."""

    file: str
    done: int
    files: int


def load(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[str | Path],
    *,
    options: LoadOptions,
    today: date,
    as_of: date | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> LoadReport:
    """Read `files` and leave their checked rows in the table `sales` of `connection`.

    `sales` has one row per used row: customer VARCHAR, day DATE, amount BIGINT (minor unit, signed,
    never 0), and of the optional columns those the files have; all with day <= the report's as_of,
    which is `as_of`, or else the last used date not after `today`.

    Raises UnableToRead for a file that is no table of sales, UnknownColumn for a wrong override,
    UnknownSheet for a wrong sheet, and NothingUsable (with the report) when no row can be used.
    """
    with tempfile.TemporaryDirectory(prefix="goen-") as folder:
        scratch = Path(folder)
        found = find_sources(files, scratch=scratch)
        notes = list(found.notes)
        if options.date_format == "ym":
            notes.append(_LAST_DAYS)
        tables = _Opener(options, connection, scratch, notes).tables(found.sources)
        stage = Stage(connection, optional=_optional(tables))
        lists = _Lists(
            Rejections(connection),
            Rejections(connection, table="goen_later"),
            today if as_of is None else None,
        )
        reports = []
        for number, table in enumerate(tables):
            if progress is not None:
                progress(Progress(table.file, number, len(tables)))
            reports.append(_read(table, number, options=options, stage=stage, to=lists))
    stage.flush()
    lists.rejections.flush()
    lists.later.flush()
    report = finish(
        stage,
        files=reports,
        rejections=lists.rejections,
        later=lists.later,
        notes=notes,
        overlap=options.overlap,
        as_of=as_of,
        today=today,
    )
    if report.rows_used == 0:
        raise NothingUsable(_nothing(report), report=report)
    return report


class _Lists(NamedTuple):
    """Where rows are told one by one: those rejected, and those dated after the day `after`."""

    rejections: Rejections
    later: Rejections
    after: date | None


@dataclass(frozen=True, slots=True)
class _Opener:
    """Opens sources as tables; notes what is left out."""

    options: LoadOptions
    connection: duckdb.DuckDBPyConnection
    scratch: Path
    notes: list[Text]

    def tables(self, sources: Sequence[Source]) -> list[Table]:
        """All tables of sales; a file of a folder without any is skipped and noted."""
        found: list[Table] = []
        refused: list[UnableToRead | UnknownColumn] = []
        for source in sources:
            try:
                tables = self._opened(source, keep=_MOST_KEPT // len(sources))
                found += _clear_ones(source.name, tables) if source.optional else tables
            except (UnableToRead, UnknownColumn) as problem:
                if not source.optional:
                    raise
                refused.append(problem)
                self.notes.append(skipped(source.name, problem.brief))
        if not found and refused:
            raise refused[0]
        if not found:
            raise NothingUsable(Text("読むファイルがありません", "There is no file to read"))
        return found

    def _opened(self, source: Source, *, keep: int) -> Sequence[Table]:
        if self.options.sheet is not None and source.content in ("text", "parquet"):
            self.notes.append(_without_sheets(source.name))
        try:
            if source.content == "text":
                return [self._text(source)]
            if source.content == "parquet":
                return [ParquetFile(source, options=self.options, connection=self.connection)]
            return open_workbook(
                source,
                overrides=self.options.columns,
                digits=self.options.digits,
                sheet=self.options.sheet,
                keep=keep,
                scratch=self.scratch,
                notes=self.notes,
            )
        except ColumnsNotFound as problem:
            raise UnableToRead(source.name, problem.reason, brief=problem.brief) from problem
        except OSError as problem:
            raise UnableToRead(source.name, why_not_read(problem)) from problem

    def _text(self, source: Source) -> TextFile:
        options = self.options
        text = open_text(source, given=options.encoding, scratch=self.scratch)
        if not options.columns and is_own_output(text.sample):
            raise UnableToRead(source.name, OWN_OUTPUT)
        if text.mended:
            self.notes.append(taken_as_letter(source.name, text.mended))
        layout = find_layout(text.sample, overrides=options.columns, digits=options.digits)
        return TextFile(source, text, layout)


def _without_sheets(name: str) -> Text:
    return Text(
        f"{name} にはシートがないので、--sheet にかかわらず全部を読みました",
        f"{name} has no sheets and is read whole, whatever --sheet says",
    )


def _clear_ones(name: str, tables: Sequence[Table]) -> Sequence[Table]:
    """The tables of a file of a folder whose date and amount are no mere guess.

    Nobody said that this very file holds sales, so a guess is no ground to count it among them.
    """
    clear = [
        table
        for table in tables
        if all(
            share >= LIKELY
            for role, share in table.layout.plan.confidence.items()
            if role in ("date", "amount")
        )
    ]
    if tables and not clear:
        raise UnableToRead(name, _TOO_DOUBTFUL, brief=lacking(("date", "amount")))
    return clear


def _optional(tables: Sequence[Table]) -> set[str]:
    """The optional columns that at least one table has; cost gives gross profit."""
    found: set[str] = set()
    for table in tables:
        roles = set(table.layout.plan.columns)
        found |= roles & set(OPTIONAL)
        if "cost" in roles or "unit_cost" in roles:
            found.add("gross_profit")
    return found


def _read(
    table: Table, number: int, *, options: LoadOptions, stage: Stage, to: _Lists
) -> FileReport:
    plan = _said(table.layout.plan, options)
    checks = CheckOptions(
        digits=options.digits,
        date_style=options.date_format,
        years=options.years,
        anonymous=anonymous_pattern(options.anonymous),
        serials=plan.serials,
        epoch_1904=table.epoch_1904,
        listed_after=to.after,
    )
    slow = RowByRow(
        file=table.file,
        sheet=table.sheet,
        source=number,
        layout=table.layout,
        checker=RowChecker(plan, checks),
        stage=stage,
        rejections=to.rejections,
        later=to.later,
    )
    fast = table.read(options=checks, stage=stage, source=number, slow=slow)
    if said := signs_of_returns(slow.counts.returns_above, slow.counts.returns_below):
        plan = replace(plan, notes=(*plan.notes, said))
    return _file_report(table, plan, slow, fast=fast)


def _said(plan: ColumnPlan, options: LoadOptions) -> ColumnPlan:
    """The plan without the advice to give an option that was given."""
    if options.date_format is None:
        return plan
    return replace(plan, notes=tuple(n for n in plan.notes if "--date-format" not in n.en))


def _file_report(table: Table, plan: ColumnPlan, slow: RowByRow, *, fast: bool) -> FileReport:
    return FileReport(
        file=table.file,
        sheet=table.sheet,
        encoding=table.encoding,
        delimiter=table.delimiter,
        rows=slow.counts.rows,
        plan=plan,
        titles=table.layout.titles,
        blank=table.layout.blank + slow.counts.blank,
        repeated=slow.counts.repeated,
        totals=slow.counts.totals,
        rejected=slow.counts.rejected,
        fast=fast,
    )


def _nothing(report: LoadReport) -> Text:
    if report.rows == 0:
        return Text("見出しの下にデータの行がありません", "There are no data rows below the header")
    return Text(
        f"使える行がありません（{report.rows:,} 行のうち、読めない行 {report.rows_rejected:,}、"
        f"除いた行 {report.excluded.total:,}）",
        f"No row can be used ({report.rows:,} rows: {report.rows_rejected:,} rejected, "
        f"{report.excluded.total:,} excluded)",
    )
