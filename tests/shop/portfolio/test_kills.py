"""Updates killed at any instant: what is shown is whole, and the next one goes on."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.shop.run.conftest import either, on_postgres, shop  # noqa: F401 - fixtures
from tests.shop.run.kit import chance, finish, kill

if TYPE_CHECKING:
    import subprocess

    from tests.shop.run.kit import Shop

WORK = "tests.shop.portfolio.work"
KILLS = 50
PHASES = ("", "WRITING", "FOLDING")
COLUMNS = (
    "customer_id, occasions, CAST(first_on AS varchar(10)), CAST(last_on AS varchar(10)),"
    ' amount, amount_12m, "rank", CAST(lapses_on AS varchar(10)), r, f, m, decile, two_axis,'
    " profit_12m"
)


@pytest.mark.soak
def test_fifty_kills_leave_one_whole_standing(either: Shop) -> None:  # noqa: F811
    finish(either.module(WORK, "update"))
    thrown, phases = chance(23), set[str]()
    for turn in range(KILLS):
        process = either.module(WORK, "change", turn)
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.strip().isdigit(), line + kill(process)
        # A third of them wherever it is, the others amid their writing, or their tidying.
        if phase := PHASES[turn % 3]:
            _wait_for(either, phase, process)
        time.sleep(thrown.uniform(0, 0.15 if phase else 1.2))
        kill(process)
        assert either.sound()
        phases.add(_shown_is_whole(either))
    assert phases == {"IDLE", "WRITING", "FOLDING"}
    finish(either.module(WORK, "update"))
    after = either.rows(f"SELECT {COLUMNS} FROM portfolio_standing ORDER BY 1")  # noqa: S608
    assert len(after) > 50
    assert either.rows("SELECT phase FROM portfolio_portfoliostate") == [("IDLE",)]
    finish(either.module(WORK, "forget"))
    finish(either.module(WORK, "update"))
    assert after == either.rows(f"SELECT {COLUMNS} FROM portfolio_standing ORDER BY 1")  # noqa: S608


def _wait_for(own: Shop, phase: str, process: subprocess.Popen[str]) -> None:
    while own.rows("SELECT phase FROM portfolio_portfoliostate") != [(phase,)]:
        assert process.poll() is None, kill(process)
        time.sleep(0.005)


def _shown_is_whole(own: Shop) -> str:
    """What the database shows is, row by row, the file of values that it names; gives the phase."""
    asked = "SELECT phase, base, whole, shown FROM portfolio_portfoliostate"
    ((phase, base, whole, told),) = own.rows(asked)
    seen = f"layer = {base}"
    if phase == "WRITING" and not whole:
        seen = f"layer IN ({base}, {base + 1})"
    elif phase == "FOLDING" and not whole:
        newer = f"SELECT customer_id FROM portfolio_standing WHERE layer = {base + 2}"  # noqa: S608
        seen = f"layer = {base + 2} OR layer = {base} AND customer_id NOT IN ({newer})"
    rows = own.rows(f"SELECT {COLUMNS} FROM portfolio_standing WHERE {seen} ORDER BY 1")  # noqa: S608
    assert rows == _values(own, told)
    return str(phase)


def _values(own: Shop, told: object) -> list[tuple[object, ...]]:
    shown = json.loads(told) if isinstance(told, str) else told
    path = own.folder / "portfolio" / str(dict(shown)["values"])  # type: ignore[call-overload]
    with duckdb.connect() as connection:
        return connection.execute(
            f"SELECT {COLUMNS} FROM read_parquet(?) ORDER BY 1",  # noqa: S608
            [str(path)],
        ).fetchall()
