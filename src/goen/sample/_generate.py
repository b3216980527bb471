from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from goen.sample._calendar import Calendar, make_calendar
from goen.sample._files import name_things, write_csv
from goen.sample._lines import NOBODY, Lines, draw_lines
from goen.sample._occasions import draw_occasions
from goen.sample._people import People, draw_people
from goen.sample._register import Register, assign_numbers, make_register
from goen.sample._story import RENUMBERED
from goen.sample._truth import write_truth

if TYPE_CHECKING:
    from datetime import date

    from goen.sample._arrays import AnyArray, Ints

# In the order in which they are put in place: the truth first, as it marks a folder as a sample.
FILES = ("truth.json", "truth.csv", "customers.csv", "sales.csv")


@dataclass(frozen=True)
class Sample:
    """The files of a sample company, and how much is in them."""

    sales: Path
    customers_list: Path
    truth: Path
    rows: int
    customers: int
    first: date
    last: date


@dataclass(frozen=True)
class _Shop:
    """Everything drawn, before it is written."""

    calendar: Calendar
    people: People
    lines: Lines
    number: Ints  # of each line: position in `register`, or NOBODY
    register: Register


def generate(*, out: Path, customers: int, years: int, seed: int, until: date) -> Sample:
    """Make the sales of a Japanese tea and sweets shop: same arguments, same bytes.

    Writes into `out` (made if missing): sales.csv, customers.csv (the address list; all of it
    invented), truth.csv and truth.json. `customers` are customer numbers with a purchase, a few
    of them second numbers of the same person. The data end with the day `until`.
    Raises OSError when `out` cannot be written (its files are then as before), ValueError for
    numbers below 1.
    """
    if customers < 1 or years < 1:
        raise ValueError("customers and years must be at least 1")
    calendar = make_calendar(until=until, years=years)
    shop = _draw(rng=np.random.default_rng(seed), calendar=calendar, customers=customers)
    made_by = {"seed": seed, "years": years, "until": until.isoformat()}
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out, prefix=".sample-") as scratch:
        _write(shop=shop, folder=Path(scratch), made_by=made_by)
        for name in FILES:
            (Path(scratch) / name).replace(out / name)
    return Sample(
        sales=out / "sales.csv",
        customers_list=out / "customers.csv",
        truth=out / "truth.json",
        rows=len(shop.lines),
        customers=len(shop.register),
        first=calendar.day(int(shop.lines.day[0])),
        last=calendar.day(int(shop.lines.day[-1])),
    )


def _draw(*, rng: np.random.Generator, calendar: Calendar, customers: int) -> _Shop:
    second = round(customers * RENUMBERED)
    people = draw_people(rng=rng, count=customers - second, calendar=calendar)
    occasions = draw_occasions(rng=rng, people=people, calendar=calendar)
    lines = draw_lines(rng=rng, people=people, occasions=occasions, calendar=calendar)
    number, person, again = assign_numbers(rng=rng, lines=lines, people=len(people), second=second)
    since = _since(lines=lines, number=number, count=len(person))
    register = make_register(rng=rng, person=person, again=again, since=since)
    return _Shop(calendar=calendar, people=people, lines=lines, number=number, register=register)


def _since(*, lines: Lines, number: Ints, count: int) -> Ints:
    """The day of the first line under each number."""
    known = number != NOBODY
    found, first = np.unique(number[known], return_index=True)
    since = np.zeros(count, dtype=np.int64)
    since[found] = lines.day[known][first]
    return since


def _write(*, shop: _Shop, folder: Path, made_by: dict[str, Any]) -> None:
    import duckdb  # late: drawing needs no engine

    try:
        with duckdb.connect() as connection:
            for name, columns in _tables(shop).items():
                connection.register(name, columns)
            name_things(connection=connection, calendar=shop.calendar)
            for name in ("sales", "customers"):
                path = folder / f"{name}.csv"
                write_csv(connection=connection, name=name, path=path, excel=True)
            write_truth(
                connection=connection, folder=folder, calendar=shop.calendar, made_by=made_by
            )
    except duckdb.IOException as error:  # a full disk, for instance
        raise OSError(str(error)) from error


def _tables(shop: _Shop) -> dict[str, dict[str, AnyArray]]:
    """The arrays as the tables that the questions read."""
    register = shop.register
    numbers = np.arange(len(register))
    persons = {field.name: getattr(shop.people, field.name) for field in fields(People)}
    named = {name: getattr(register, name)[shop.number] for name in ("style", "surname", "given")}
    return {
        "people": {"person": np.arange(len(shop.people))} | persons,
        "register": {"number": numbers, "row_number": numbers + 1} | register.columns(),
        "named_lines": shop.lines.columns() | {"number": shop.number} | named,
    }
