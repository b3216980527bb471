"""The core together: standing, moves, ledger, RFM, decile, ABC, sales change, F2, transitions."""

from __future__ import annotations

import sys
from datetime import date

from goen.analysis import (
    DuckDBEngine,
    abc,
    cpm,
    decile,
    f2,
    ledger,
    make_amounts,
    preset,
    rfm,
    sales_change,
    transition_answers,
)
from goen.report.answers import Case, make_tables
from goen.report.engines import duckdb_connection
from goen.sheets import LoadOptions, load

with duckdb_connection() as connection:
    read = load(connection, [sys.argv[1]], options=LoadOptions(), today=date(2026, 11, 21))
    connection.execute("SET preserve_insertion_order = false")
    limits = preset(name="mail_order")
    engine, as_of, start = DuckDBEngine(connection), read.as_of, read.first_date or read.as_of
    scheme = limits.scheme()
    case = Case(engine, as_of, start, scheme, limits, "fixed", engine.columns(table="sales"))
    make_tables(case, history=True)
    cpm(engine=engine, scheme=scheme, thresholds=limits)
    ledger(engine=engine, scheme=scheme, as_of=as_of)
    rfm(engine=engine, scheme=scheme, thresholds=limits)
    make_amounts(engine=engine)
    decile(engine=engine)
    abc(engine=engine, as_of=as_of, thresholds=limits)
    sales_change(engine=engine, as_of=as_of, data_start=start, scheme=scheme, thresholds=limits)
    f2(engine=engine, as_of=as_of, data_start=start, thresholds=limits)
    transition_answers(engine=engine, as_of=as_of, scheme=scheme, thresholds=limits)
