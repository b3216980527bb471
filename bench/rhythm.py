"""Speed of contact rhythm: `make bench`, or `python bench/rhythm.py [customers]` alone.

Seconds of the processor, reading of Parquet included. The floor is numpy by hand: the same rows
into arrays, sorted, and for every customer contacts, first and last day, the gaps, and one overdue
probability of the simplest kind (k = 1), one date from it; no calendar, no windows, no fit.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))

import duckdb
import numpy as np
from data import FOLDER

from goen.analysis import DuckDBEngine
from goen.analysis.rhythm import fit_rhythm, judge, read_contacts, value_at_risk

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_OF = date(2026, 11, 20)
START = date(2022, 1, 1)
CONTACTS = 6  # of a customer, on average


def contacts_file(customers: int) -> Path:
    """Return Parquet of contact days: rates differ, some customers leave."""
    path = FOLDER / f"contacts-{customers}.parquet"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        random = np.random.default_rng(1)
        count = np.minimum(random.geometric(1 / (CONTACTS + 1), customers), 200)
        customer = np.repeat(np.arange(customers), count)
        pace = np.repeat(1 / random.gamma(2, 1 / 30, customers), count)
        length = random.gamma(2, 1, len(customer)) * pace / 2
        starts = np.cumsum(count) - count
        length[starts] = random.uniform(0, (AS_OF - START).days, customers)
        at = np.cumsum(length)
        at -= np.repeat(at[starts] - length[starts], count)
        rows = {"customer_id": customer, "number": at.astype(np.int32)}
        with duckdb.connect() as connection:
            connection.register("rows", rows)
            connection.execute(
                f"COPY (SELECT customer_id, DATE '{START}' + number AS day FROM rows "
                f"WHERE number <= {(AS_OF - START).days}) TO '{path}'"
            )
    return path


def floor(path: Path) -> None:
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"SELECT customer_id, date_diff('day', DATE '{START}', day) AS day FROM '{path}'"
        ).fetchnumpy()
    code = np.sort(rows["customer_id"] * 4096 + rows["day"])
    code = code[np.diff(code, prepend=-1) != 0]  # one contact of a day; np.unique takes longer
    customer, day = code >> 12, code & 4095
    starts = np.flatnonzero(np.diff(customer, prepend=-1))
    ends = np.append(starts[1:], len(code)) - 1
    gaps, total = ends - starts, day[ends] - day[starts]
    np.maximum.reduceat(np.diff(day, prepend=0), starts)
    known, waited = 2.0 + gaps, 60.0 + total
    silence = (AS_OF - START).days - day[ends]
    (waited / (waited + silence)) ** known
    np.ceil(waited * (0.05 ** (-1 / known) - 1)).astype("timedelta64[D]") + day[ends]


@contextmanager
def measured(name: str, seconds: dict[str, float]) -> Iterator[None]:
    begun = time.process_time()
    yield
    seconds[name] = time.process_time() - begun


def main() -> None:
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    path, seconds = contacts_file(customers), dict[str, float]()
    with measured("numpy by hand", seconds):
        floor(path)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW contacts AS FROM '{path}'")
        rows = connection.table("contacts").shape[0]
        with measured("read_contacts", seconds):
            contacts = read_contacts(engine=DuckDBEngine(connection), as_of=AS_OF)
    with measured("fit_rhythm, now and then", seconds):
        model = fit_rhythm(contacts=contacts)
    with measured("judge", seconds):
        rhythms = judge(contacts=contacts, model=model)
    with measured("value_at_risk", seconds):
        value_at_risk(rhythms=rhythms, annual_profit=np.full(len(contacts.customer), 50_000))
    base = seconds["numpy by hand"]
    print(f"Contact rhythm, {customers:,} customers, {rows:,} contact days")
    print(f"  {'':44}{'CPU s':>9}{'ratio':>8}")
    for name, spent in seconds.items():
        print(f"  {name:44}{spent:9.2f}{spent / base:8.2f}")


if __name__ == "__main__":
    main()
