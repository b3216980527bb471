"""The one operation behind `goen analyze`: read, check, ask, and write what was asked for."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from goen.analysis import (
    DuckDBEngine,
    Engine,
    SparkEngine,
    Thresholds,
    UnableToAnswer,
    UnreadableThresholds,
    UnsoundScheme,
    make_customer_list,
    preset,
    read_thresholds,
)
from goen.japanese import Text, minor_digits
from goen.report.answers import Case, answer, head, make_tables
from goen.report.engines import NoSpark, duckdb_connection, spark_master, spark_session
from goen.report.input_facts import input_facts, input_notes
from goen.report.places import (
    BOOK_NAME,
    PAGE_NAME,
    REJECTIONS_NAME,
    PlaceTaken,
    check_places,
    rejections_folder,
)
from goen.report.rejected import exclusion_messages, later_messages, rejection_messages
from goen.report.request import (
    ANSWERED,
    NOTHING_USABLE,
    SOME_REJECTED,
    UNABLE_TO_WRITE,
    WRONG_USE,
    Outcome,
    Request,
)
from goen.sheets import (
    LoadOptions,
    LoadReport,
    NothingUsable,
    UnableToRead,
    UnableToWrite,
    UnknownColumn,
    UnknownSheet,
    load,
    write_csv,
    write_parquet,
    write_rejections,
    write_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    import duckdb


def analyze(*, request: Request, today: date, progress: Callable[[Text], None]) -> Outcome:
    """Answer `request` and write its files; every failure comes back as an outcome, never raised.

    `today` is the date in Asia/Tokyo. `progress` is told each step before it begins. The exit code
    is 0 answered, 1 answered with rejected rows, 2 wrong use, 3 nothing usable (or rejected rows
    when `strict`), 4 unable to write; files that stood before a failed write are kept.
    """
    try:
        thresholds = _thresholds(request)
        check_places(request=request)
    except PlaceTaken as error:
        return Outcome(WRONG_USE, messages=(error.text,))
    except (UnreadableThresholds, UnsoundScheme) as error:
        option = "--preset" if request.thresholds is None else "--thresholds"
        return Outcome(WRONG_USE, messages=(_about(option, error.text),))
    with duckdb_connection() as connection:
        return _outcome(connection, request, thresholds, today, progress)


def _outcome(
    connection: duckdb.DuckDBPyConnection,
    request: Request,
    thresholds: Thresholds,
    today: date,
    progress: Callable[[Text], None],
) -> Outcome:
    """Answer, or say why not, while the connection that holds the rejected rows is open."""
    try:
        return _answered(connection, request, thresholds, today, progress)
    except UnknownColumn as error:
        return Outcome(WRONG_USE, messages=(error.reason,))
    except UnknownSheet as error:
        return Outcome(WRONG_USE, messages=(error.message(),))
    except NoSpark as error:
        return Outcome(WRONG_USE, messages=(_about("--engine", error.text),))
    except UnableToAnswer as error:
        return Outcome(NOTHING_USABLE, messages=(_unanswered(error),))
    except UnableToRead as error:
        return Outcome(NOTHING_USABLE, messages=(error.message(),))
    except NothingUsable as error:
        return _nothing_usable(request, error)
    except UnableToWrite as error:
        return Outcome(UNABLE_TO_WRITE, messages=(error.message(),))


def _about(option: str, text: Text) -> Text:
    """Return what is wrong with the value of an option, as a door says it of its own."""
    return Text(ja=f"{option}：{text.ja}", en=f"{option}: {text.en}")


def _thresholds(request: Request) -> Thresholds:
    limits = (
        read_thresholds(path=request.thresholds)
        if request.thresholds
        else preset(name=request.preset)
    )
    scaled = limits.in_minor_units(digits=minor_digits(request.currency))
    scaled.scheme()  # an unsound scheme is refused before anything is read
    return scaled


def _answered(
    connection: duckdb.DuckDBPyConnection,
    request: Request,
    thresholds: Thresholds,
    today: date,
    progress: Callable[[Text], None],
) -> Outcome:
    loaded = _load(connection, request, today, progress)
    if request.strict and loaded.rows_rejected:
        return _refused(request, loaded)
    # Row numbers of the files matter no more; without them DuckDB needs less memory.
    connection.execute("SET preserve_insertion_order = false")
    with _engine(connection, loaded, request, progress) as engine:
        case = _case(engine, connection, loaded, request, thresholds)
        document = _document(case, loaded, request)
        written: list[Path] = []
        messages: list[Text] = []
        try:
            for path, left_out in _write(case, connection, document, loaded, request, progress):
                written.append(path)
                messages += left_out
        except UnableToWrite as error:
            return _told(UNABLE_TO_WRITE, document, loaded, written, [*messages, error.message()])
    code = SOME_REJECTED if loaded.rows_rejected else ANSWERED
    messages += [*rejection_messages(loaded=loaded), *later_messages(loaded=loaded)]
    return _told(code, document, loaded, written, messages)


def _told(
    code: int,
    document: dict[str, Any],
    loaded: LoadReport,
    written: list[Path],
    messages: list[Text],
) -> Outcome:
    return Outcome(
        code, answers=document, load=loaded, written=tuple(written), messages=tuple(messages)
    )


def _load(
    connection: duckdb.DuckDBPyConnection,
    request: Request,
    today: date,
    progress: Callable[[Text], None],
) -> LoadReport:
    if request.ledger is not None:
        progress(Text(ja="台帳の売上を読んでいます", en="Reading the sales of the ledger"))
        return request.ledger.load(connection, today=today, as_of=request.as_of)
    options = LoadOptions(
        columns=request.columns,
        digits=minor_digits(request.currency),
        date_format=request.date_format,
        years=request.years,
        anonymous=request.anonymous,
        overlap="once" if request.overlap == "once" else "keep",
        encoding=request.encoding,
        sheet=request.sheet,
    )
    return load(
        connection,
        request.files,
        options=options,
        today=today,
        as_of=request.as_of,
        progress=lambda step: progress(
            Text(
                ja=f"読んでいます：{step.file}（{step.done + 1}／{step.files}）",
                en=f"Reading {step.file} ({step.done + 1} of {step.files})",
            )
        ),
    )


@contextmanager
def _engine(
    connection: duckdb.DuckDBPyConnection,
    loaded: LoadReport,
    request: Request,
    progress: Callable[[Text], None],
) -> Iterator[Engine]:
    """Give the engine asked for, with the table `sales` in it."""

    def watch(question: str) -> None:
        progress(Text(ja=f"集計しています（{question}）", en=f"Counting ({question})"))

    master = spark_master(engine=request.engine)
    if master is None:
        yield DuckDBEngine(connection, watch=watch)
        return
    beside = request.ledger.folder if request.ledger is not None else None
    with TemporaryDirectory(prefix="goen-", dir=beside) as folder, ExitStack() as stack:
        scratch = Path(folder)
        progress(Text(ja="Sparkを始めています", en="Starting Spark"))
        session = spark_session(scratch=scratch, master=master)
        stack.callback(session.stop)
        engine = SparkEngine(session, watch=watch)
        if request.ledger is not None:
            request.ledger.lend(engine, connection, scratch=scratch, until=loaded.as_of)
        else:
            path = scratch / "sales.parquet"
            DuckDBEngine(connection).write_parquet(table="sales", path=path)
            engine.read_parquet(table="sales", path=path)
        yield engine


def _case(
    engine: Engine,
    connection: duckdb.DuckDBPyConnection,
    loaded: LoadReport,
    request: Request,
    thresholds: Thresholds,
) -> Case:
    return Case(
        engine=engine,
        as_of=loaded.as_of,
        data_start=loaded.first_date or loaded.as_of,
        scheme=thresholds.scheme(),
        thresholds=thresholds,
        rfm_mode=request.rfm,
        columns=frozenset(connection.table("sales").columns),
    )


def _document(case: Case, loaded: LoadReport, request: Request) -> dict[str, Any]:
    whole = request.json is not None or request.out is not None
    brief = request.customers is not None and not whole
    make_tables(case, history=not brief)
    told = answer(case, whole=whole, brief=brief)
    facts = input_facts(case=case, loaded=loaded, document=told, currency=request.currency)
    listed = loaded.has_list and rejections_folder(request=request) is not None
    return {
        **head(case),
        **facts,
        **{key: value for key, value in told.items() if key not in facts and key != "notes"},
        "notes": input_notes(loaded=loaded, listed=listed) + told["notes"],
    }


def _write(
    case: Case,
    connection: duckdb.DuckDBPyConnection,
    document: dict[str, Any],
    loaded: LoadReport,
    request: Request,
    progress: Callable[[Text], None],
) -> Iterator[tuple[Path, list[Text]]]:
    """Write what was asked for; yield each file written, and what had to be left out of it."""
    if (folder := rejections_folder(request=request)) is not None:
        yield from _rejections(loaded, folder, request)
    if request.customers is not None or request.out is not None:
        _list_customers(case, connection, request)
    if request.customers is not None:
        progress(Text(ja="名簿を書いています", en="Writing the customer list"))
        yield _write_customers(connection, request.customers), []
    if request.json is not None:
        yield _write_json(document, request.json), []
    if request.out is not None:
        progress(Text(ja="報告書を書いています", en="Writing the report"))
        yield from _write_report(connection, document, request.out, request.lang)


def _rejections(
    loaded: LoadReport, folder: Path, request: Request
) -> Iterator[tuple[Path, list[Text]]]:
    """Write the rows to be told one by one; an earlier list must not stand beside new answers."""
    if loaded.has_list:
        yield _write_rejections(loaded, folder, request), []
    else:
        with suppress(OSError):
            (folder / REJECTIONS_NAME).unlink(missing_ok=True)


def _list_customers(case: Case, connection: duckdb.DuckDBPyConnection, request: Request) -> None:
    """Make the table `customer_list` in `connection`, whichever engine counts."""
    make_customer_list(
        engine=case.engine,
        as_of=case.as_of,
        scheme=case.scheme,
        thresholds=case.thresholds,
        rfm_mode=request.rfm,
    )
    connection.execute("SET preserve_insertion_order = true")  # lists are written in their order
    if isinstance(case.engine, DuckDBEngine):
        return
    with TemporaryDirectory(prefix="goen-") as folder:
        case.engine.write_parquet(table="customer_list", path=Path(folder) / "list")
        connection.read_parquet(f"{folder}/list/*.parquet").order("customer").create(
            "customer_list"
        )


def _write_customers(connection: duckdb.DuckDBPyConnection, path: Path) -> Path:
    write = write_parquet if path.suffix.lower() == ".parquet" else write_csv
    write(connection, "customer_list", path)
    return path


def _write_json(document: dict[str, Any], path: Path) -> Path:
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    write_text(path, text + "\n")
    return path


def _write_report(
    connection: duckdb.DuckDBPyConnection, document: dict[str, Any], folder: Path, lang: str
) -> Iterator[tuple[Path, list[Text]]]:
    from goen.report.html import write_html
    from goen.report.workbook import write_workbook

    page, book = folder / PAGE_NAME, folder / BOOK_NAME
    write_html(answers=document, lang=lang, path=page)
    yield page, []
    cursor = connection.execute("SELECT * FROM customer_list")
    columns = [column[0] for column in cursor.description or ()]
    notes = write_workbook(
        answers=document, customers=_rows(cursor), columns=columns, lang=lang, path=book
    )
    yield book, list(notes)


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(10_000):
        yield from batch


def _write_rejections(loaded: LoadReport, folder: Path, request: Request) -> Path:
    path = folder / REJECTIONS_NAME
    write_rejections(loaded, path, lang=request.lang)
    return path


def _unanswered(error: UnableToAnswer) -> Text:
    cause = str(error).splitlines()[0]
    return Text(
        ja=f"集計の途中で続けられなくなりました（{cause}）。ディスクの空きとメモリをお確かめください。",
        en=f"Counting could not go on ({cause}). Check the free disk space and memory.",
    )


def _refused(request: Request, loaded: LoadReport) -> Outcome:
    """Refuse to answer because rows were rejected and the request is strict."""
    folder = rejections_folder(request=request)
    written = (_write_rejections(loaded, folder, request),) if folder is not None else ()
    message = Text(
        ja=f"読めない行が{loaded.rows_rejected:,}行あるため、集計していません（--strict）。",
        en=f"Nothing was counted: {loaded.rows_rejected:,} rows cannot be used (--strict).",
    )
    examples = rejection_messages(loaded=loaded)
    return Outcome(NOTHING_USABLE, load=loaded, written=written, messages=(message, *examples))


def _nothing_usable(request: Request, error: NothingUsable) -> Outcome:
    loaded = error.report
    outcome = Outcome(NOTHING_USABLE, load=loaded, messages=(error.message(),))
    if loaded is None:
        return outcome
    reasons = [
        *exclusion_messages(loaded=loaded),
        *rejection_messages(loaded=loaded),
        *later_messages(loaded=loaded),
    ]
    outcome = replace(outcome, messages=(error.message(), *reasons))
    folder = rejections_folder(request=request)
    if folder is None or not loaded.has_list:
        return outcome
    try:
        return replace(outcome, written=(_write_rejections(loaded, folder, request),))
    except UnableToWrite as unwritten:
        return replace(outcome, messages=(*outcome.messages, unwritten.message()))
