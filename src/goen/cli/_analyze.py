from __future__ import annotations

import codecs
import csv
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from goen.cli._door import progress, today
from goen.cli._from_shop import NoLedger, check, with_ledger
from goen.cli._options import ANALYZE
from goen.cli._usage import Checked, Mistaken, WrongUsage, day
from goen.japanese import CURRENCIES, Text, is_date_style, plain

if TYPE_CHECKING:
    import argparse

    from goen.cli._door import Terminal
    from goen.report import Outcome, Request

ENGINE = "GOEN_ENGINE"


def run(*, options: argparse.Namespace, terminal: Terminal) -> int:
    """Analyse the files, print the summary, tell where the reports are.

    Raises:
        WrongUsage: an option cannot be followed, by itself or with these files.
    """
    request = request_from(options=options, lang=terminal.lang)
    from goen.report import analyze  # late: --help and wrong usage need no engine
    from goen.report.request import WRONG_USE

    try:
        with progress(terminal) as line:
            if options.from_shop:
                request = with_ledger(request, options=options, progress=line)
            outcome = analyze(request=request, today=today(), progress=line)
    except NoLedger as none:
        terminal.tell(none.text)
        return none.code
    if outcome.exit_code == WRONG_USE:  # found only when the files were read
        raise WrongUsage(outcome.messages, command=ANALYZE.name)
    _print(outcome=outcome, terminal=terminal)
    return outcome.exit_code


def _print(*, outcome: Outcome, terminal: Terminal) -> None:
    if outcome.answers is not None:
        from goen.report.terminal import summary

        text = summary(
            answers=outcome.answers,
            lang=terminal.lang,
            width=terminal.width,
            colour=terminal.colour,
        )
        terminal.say(text.rstrip("\n"))
    if outcome.written:
        terminal.say("")
        terminal.say("書いたもの" if terminal.lang == "ja" else "Written")
        for path in outcome.written:
            terminal.say(f"  {path.absolute()}")
    for message in outcome.messages:
        terminal.tell(message)


def request_from(*, options: argparse.Namespace, lang: str) -> Request:
    """Check every option and say everything that is wrong with them at once.

    Raises:
        WrongUsage: a value cannot be understood, options exclude each other, or no file is named.
    """
    from goen.report import Request

    checked = Checked(options)
    _together(options=options, checked=checked)
    request = Request(
        files=tuple(options.files),
        as_of=checked.take("as_of", day),
        columns=checked.take("columns", _columns) or {},
        out=checked.take("out", Path),
        json=checked.take("json", Path),
        customers=checked.take("customers", _table),
        currency=checked.take("currency", _currency) or "",
        rfm=options.rfm,
        date_format=checked.take("date_format", _date_format),
        years=checked.take("years", _years),
        anonymous=checked.take("anonymous", ",".join),
        overlap=options.overlap,
        encoding=checked.take("encoding", _encoding),
        sheet=options.sheet,
        preset=checked.take("preset", _preset) or "",
        thresholds=checked.take("thresholds", Path),
        engine=_engine(options, checked),
        lang=lang,
        strict=options.strict,
    )
    checked.finish(command=ANALYZE.name)
    return request


def _engine(options: argparse.Namespace, checked: Checked) -> str:
    """What was asked for, else what GOEN_ENGINE says, which may name a cluster."""
    from goen.report.engines import NoSuchEngine, spark_master

    named = str(options.engine if "engine" in options.given else os.environ.get(ENGINE, "duckdb"))
    try:
        spark_master(engine=named)
    except NoSuchEngine as none:
        checked.problems.append(Text(f"{ENGINE}：{none.text.ja}", f"{ENGINE}: {none.text.en}"))
    return named


def _together(*, options: argparse.Namespace, checked: Checked) -> None:
    """What is wrong with the options taken together."""
    check(options=options, problems=checked.problems)
    if not options.files and not options.from_shop:
        checked.problems.append(
            Text("売上ファイルを書いてください", "name at least one sales file")
        )
    if {"preset", "thresholds"} <= options.given:
        checked.problems.append(
            Text(
                "--preset と --thresholds は、どちらか一方にしてください",
                "--preset and --thresholds exclude each other",
            )
        )


def _columns(pairs: list[str]) -> dict[str, str]:
    """ROLE=HEADER,… as a dictionary; a header with a comma stands in double quotes."""
    columns: dict[str, str] = {}
    for pair in next(csv.reader([",".join(pairs)], skipinitialspace=True)):
        role, equals, header = pair.partition("=")
        role, header = plain(role).lower().replace("-", "_"), header.strip()
        if not (role and equals and header):
            raise Mistaken(
                Text(
                    f"「{pair}」は 役割=見出し の形ではありません（例：customer=得意先コード）",
                    f"“{pair}” is not of the form role=header (customer=Client ID)",
                )
            )
        if role in columns:
            raise Mistaken(Text(f"{role} が2回あります", f"{role} stands twice"))
        columns[role] = header
    return columns


def _table(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in (".csv", ".parquet"):
        raise Mistaken(
            Text(
                f"「{text}」は .csv か .parquet で終わる名前にしてください",
                f"“{text}” must end in .csv or .parquet",
            )
        )
    return path


def _currency(text: str) -> str:
    code = plain(text).upper()
    if code not in CURRENCIES:
        known = " ".join(CURRENCIES)
        raise Mistaken(
            Text(
                f"「{text}」という通貨は知りません。使えるもの：{known}",
                f"“{text}” is not a known currency. Known: {known}",
            )
        )
    return code


def _date_format(text: str) -> str:
    if not is_date_style(text):
        raise Mistaken(
            Text(
                f"「{text}」は ymd、mdy、dmy、ym でも、%Y.%m.%d のような形でもありません",
                f"“{text}” is none of ymd, mdy, dmy, ym, nor a form such as %Y.%m.%d",
            )
        )
    return text


def _years(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{4})", plain(text).replace(" ", ""))
    span = (int(found[1]), int(found[2])) if found else (1, 0)
    if not 0 <= span[1] - span[0] <= 99:
        raise Mistaken(
            Text(
                f"「{text}」は 1950-2049 のような、100年までの範囲ではありません",
                f"“{text}” is not a span of at most a hundred years such as 1950-2049",
            )
        )
    return span


def _encoding(text: str) -> str:
    try:
        return codecs.lookup(text).name
    except LookupError as unknown:
        raise Mistaken(
            Text(
                f"「{text}」という文字コードは知りません（例：cp932、utf-8）",
                f"“{text}” is not a known text encoding (cp932, utf-8, ...)",
            )
        ) from unknown


def _preset(text: str) -> str:
    from goen.analysis import UnreadableThresholds, preset

    try:
        preset(name=plain(text))
    except UnreadableThresholds as unknown:
        raise Mistaken(unknown.text) from unknown
    return plain(text)
