from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

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
    from pathlib import Path

    import duckdb

    from goen.sample._arrays import AnyArray, Ints


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


def generate(*, out: Path, customers: int, years: int, seed: int, until: date) -> Sample:
    """Make the sales of a Japanese tea and sweets shop: same arguments, same bytes.

    Writes into `out` (made if missing): sales.csv, customers.csv (the address list; all of it
    invented), truth.csv and truth.json. `customers` are customer numbers with a purchase, a few
    of them second numbers of the same person. The data end with the day `until`.
    Raises OSError when `out` cannot be written, ValueError for numbers below 1.
    """
    if customers < 1 or years < 1:
        raise ValueError("customers and years must be at least 1")
    rng = np.random.default_rng(seed)
    calendar = make_calendar(until=until, years=years)
    second = round(customers * RENUMBERED)
    people = draw_people(rng=rng, count=customers - second, calendar=calendar)
    occasions = draw_occasions(rng=rng, people=people, calendar=calendar)
    lines = draw_lines(rng=rng, people=people, occasions=occasions, calendar=calendar)
    number, person, again = assign_numbers(rng=rng, lines=lines, people=len(people), second=second)
    since = _since(lines=lines, number=number, count=len(person))
    register = make_register(rng=rng, person=person, again=again, since=since)
    made_by = {"seed": seed, "years": years, "until": until.isoformat()}
    return _write(
        out=out,
        calendar=calendar,
        people=people,
        lines=lines,
        number=number,
        register=register,
        made_by=made_by,
    )


def _since(*, lines: Lines, number: Ints, count: int) -> Ints:
    """The day of the first line under each number."""
    known = number != NOBODY
    found, first = np.unique(number[known], return_index=True)
    since = np.zeros(count, dtype=np.int64)
    since[found] = lines.day[known][first]
    return since


def _write(
    *,
    out: Path,
    calendar: Calendar,
    people: People,
    lines: Lines,
    number: Ints,
    register: Register,
    made_by: dict[str, object],
) -> Sample:
    out.mkdir(parents=True, exist_ok=True)
    with _tables(people=people, lines=lines, number=number, register=register) as connection:
        name_things(connection=connection, calendar=calendar)
        write_csv(connection=connection, name="sales", path=out / "sales.csv", excel=True)
        write_csv(connection=connection, name="customers", path=out / "customers.csv", excel=True)
        write_truth(connection=connection, folder=out, calendar=calendar, made_by=made_by)
    return Sample(
        sales=out / "sales.csv",
        customers_list=out / "customers.csv",
        truth=out / "truth.json",
        rows=len(lines),
        customers=len(register),
        first=calendar.day(int(lines.day[0])),
        last=calendar.day(int(lines.day[-1])),
    )


def _tables(
    *, people: People, lines: Lines, number: Ints, register: Register
) -> duckdb.DuckDBPyConnection:
    """A connection that sees the arrays as the views `people`, `register` and `named_lines`."""
    import duckdb  # late: other uses of this module need no engine

    connection = duckdb.connect()
    numbers = np.arange(len(register))
    tables: dict[str, dict[str, AnyArray]] = {
        "people": {"person": np.arange(len(people))} | _columns(people),
        "register": {"number": numbers, "row_number": numbers + 1} | register.columns(),
        "named_lines": lines.columns()
        | {"number": number, "style": register.style[number]}
        | {"surname": register.surname[number], "given": register.given[number]},
    }
    for name, columns in tables.items():
        connection.register(name, columns)
    return connection


def _columns(people: People) -> dict[str, AnyArray]:
    return {field.name: getattr(people, field.name) for field in fields(people)}
