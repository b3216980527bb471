"""Made-up sales for tests, and the thresholds they are asked with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from goen.analysis.presets import preset
from tests.analysis._oracle import Oracle

if TYPE_CHECKING:
    from tests.analysis._oracle import Sale

START = date(2021, 3, 9)
MAIL_ORDER = preset(name="mail_order")


def day(offset: int) -> date:
    """Return the day so many days after the first day of the data."""
    return START + timedelta(days=offset)


def few_sales(*, days: int = 1500) -> st.SearchStrategy[list[Sale]]:
    """Return a strategy of a few customers' sales and returns, first days included."""
    sale = st.tuples(
        st.sampled_from("abcdef"),
        st.integers(0, days).map(day),
        st.integers(-4000, 9000).filter(bool),
    )
    first = st.tuples(st.just("z"), st.just(START), st.integers(-2000, 5000).filter(bool))
    return st.tuples(first, st.lists(sale, min_size=1, max_size=60)).map(
        lambda drawn: [drawn[0], *drawn[1]]
    )


def shop(*, seed: int = 1, customers: int = 300, days: int = 1500) -> list[Sale]:
    """Return sales of a shop whose customers come in at all times, buy at their own pace and stop.

    One row in twelve is a return. The same seed gives the same rows.
    """
    draw = np.random.default_rng(seed)
    rows: list[Sale] = [("C0000", START, 3000)]
    for number in range(1, customers):
        at = float(draw.integers(0, days))
        pace = float(draw.lognormal(3.8, 0.8))
        while at <= days:
            amount = int(draw.integers(5, 200)) * 100
            rows.append((f"C{number:04d}", day(int(at)), amount))
            if draw.random() < 1 / 12:
                back = min(days, int(at) + int(draw.integers(0, 9)))
                rows.append((f"C{number:04d}", day(back), -int(amount * draw.uniform(0.2, 1.5))))
            if draw.random() < 0.28:
                break
            at += 1 + float(draw.exponential(pace))
    return rows


def oracle(sales: list[Sale], as_of: date) -> Oracle:
    """Return the tables of these sales at `as_of`, with the published thresholds."""
    return Oracle(sales=sales, as_of=as_of)
