"""Sales with products, small enough to be looked through by hand."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from goen.analysis.engine import DuckDBEngine
from tests.analysis._duck import own_database

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_OF = date(2026, 11, 20)
COLUMNS = (
    "customer VARCHAR, day DATE, amount BIGINT, product VARCHAR, family VARCHAR, grade INTEGER, "
    "quantity BIGINT"
)


class Line(NamedTuple):
    """One line of a sale."""

    customer: str | None
    day: date
    amount: int
    product: str | None
    family: str | None = None
    grade: int | None = None
    quantity: int | None = None


@contextmanager
def told(lines: list[Line]) -> Iterator[DuckDBEngine]:
    """An engine that knows these sales."""
    with own_database() as connection:
        connection.execute(f"CREATE TABLE sales ({COLUMNS})")
        if lines:
            marks = ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * len(lines))
            values = [value for line in lines for value in line]
            connection.execute(f"INSERT INTO sales VALUES {marks}", values)  # noqa: S608
        yield DuckDBEngine(connection)


def ago(days: int) -> date:
    """The day so many days before AS_OF."""
    return AS_OF - timedelta(days=days)


GRADES = {"梅茶": ("茶", 1), "竹茶": ("茶", 2), "松茶": ("茶", 3), "海苔": ("海苔", 1)}


def lines(*, most: int = 60, customers: int = 8) -> st.SearchStrategy[list[Line]]:
    """Lines of a few customers over two years, with returns, walk-ins and unnamed goods."""
    names = [*(f"C{number}" for number in range(customers)), None]
    goods = [*GRADES, "茶筒", None]

    def line(customer: str | None, days: int, product: str | None, quantity: int) -> Line:
        family, grade = GRADES.get(product or "", (None, None))
        return Line(customer, ago(days), quantity * 1000, product, family, grade, quantity)

    row = st.builds(
        line,
        st.sampled_from(names),
        st.integers(0, 700),
        st.sampled_from(goods),
        st.sampled_from([-2, -1, 1, 1, 1, 2, 3, 12]),
    )
    return st.lists(row, max_size=most)
