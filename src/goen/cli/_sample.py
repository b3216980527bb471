from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from goen.cli._door import progress, today
from goen.cli._options import SAMPLE
from goen.cli._usage import Checked, Mistaken, WrongUsage, day
from goen.japanese import Text, plain

if TYPE_CHECKING:
    import argparse

    from goen.cli._door import Terminal
    from goen.sample import Sample

MOST_CUSTOMERS = 20_000_000
MOST_YEARS = 50
EARLIEST = date(1900, 1, 1)

ANSWERED, UNABLE_TO_WRITE = 0, 4


def run(*, options: argparse.Namespace, terminal: Terminal) -> int:
    """Make the sample company's files and tell where they are."""
    checked = Checked(options)
    customers = checked.take("customers", lambda text: _whole(text, most=MOST_CUSTOMERS)) or 0
    years = checked.take("years", lambda text: _whole(text, most=MOST_YEARS)) or 0
    seed = checked.take("seed", lambda text: _whole(text, least=0)) or 0
    until = checked.take("until", _until) or today() - timedelta(days=1)
    checked.finish(command=SAMPLE.name)
    out = Path(options.out)
    _refuse_to_replace(out)
    from goen.sample import generate  # late: --help and wrong usage need no numpy

    try:
        with progress(terminal) as line:
            line(Text("架空のお店を作っています", "Making an invented shop"))
            sample = generate(out=out, customers=customers, years=years, seed=seed, until=until)
    except OSError as unable:
        terminal.tell(_unable(out, unable))
        return UNABLE_TO_WRITE
    _print(sample=sample, terminal=terminal)
    return ANSWERED


def _whole(text: str, *, least: int = 1, most: int | None = None) -> int:
    """A whole number; full-width digits and separating commas are read too."""
    digits = plain(text).replace(",", "")
    number = int(digits) if digits.isdecimal() and len(digits) < 19 else -1
    if number < least or (most is not None and number > most):
        span = Text(f"{least:,}以上", f"of at least {least:,}")
        if most is not None:
            span = Text(f"{least:,}から{most:,}まで", f"from {least:,} to {most:,}")
        raise Mistaken(
            Text(
                f"「{text}」ではなく、{span.ja}の整数を書いてください",
                f"“{text}” should be a whole number {span.en}",
            )
        )
    return number


def _until(text: str) -> date:
    until = day(text)
    if until.year - MOST_YEARS < EARLIEST.year:
        first = EARLIEST.year + MOST_YEARS
        raise Mistaken(Text(f"{first}年より後にしてください", f"must be after the year {first}"))
    return until


def _refuse_to_replace(out: Path) -> None:
    """Never write over a company's own file: a sample is known by the truth beside it."""
    if (out / "truth.json").exists():
        return
    taken = [name for name in ("sales.csv", "customers.csv", "truth.csv") if (out / name).exists()]
    if taken:
        raise WrongUsage(
            [
                Text(
                    f"{out} には別の {taken[0]} があります。ほかのフォルダーを書いてください",
                    f"{out} holds another {taken[0]}; name another folder",
                )
            ],
            command=SAMPLE.name,
        )


def _unable(out: Path, reason: OSError) -> Text:
    why = reason.strerror or str(reason)
    return Text(
        f"{out} に書けませんでした。前のファイルは残っています（{why}）",
        f"{out} could not be written; earlier files are kept ({why})",
    )


def _print(*, sample: Sample, terminal: Terminal) -> None:
    facts = Text(
        f"架空のお店の売上を作りました：{sample.rows:,}行、お客様{sample.customers:,}人、"
        f"{sample.first:%Y/%m/%d}～{sample.last:%Y/%m/%d}",
        f"Made the sales of an invented shop: {sample.rows:,} rows, "
        f"{sample.customers:,} customers, {sample.first} to {sample.last}",
    )
    terminal.say(facts.text(terminal.lang))
    terminal.say(f"  {sample.sales.absolute()}")
