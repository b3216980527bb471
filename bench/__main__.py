"""Run the benches and print ratios: `make bench`, or `make bench ROWS=100000000` for the long one.

Every figure is wall time of a whole process, start-up and reading included: the best of REPEAT
runs, of one for the slow peers.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from data import FOLDER, excel_file, sales_file  # noqa: E402

PYTHON = sys.executable
GOEN = str(Path(PYTHON).with_name("goen"))
REPEAT = int(os.environ.get("REPEAT", "2"))


@dataclass(frozen=True)
class Run:
    """Best wall time in seconds and the highest resident memory in MB of one command."""

    seconds: float
    memory: int


def best(*command: str) -> Run:
    runs = [_once(command) for _ in range(REPEAT)]
    return Run(min(run.seconds for run in runs), max(run.memory for run in runs))


def _once(command: tuple[str, ...]) -> Run:
    start = time.perf_counter()
    process = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Run(seconds, usage.ru_maxrss // 1024)


def show(title: str, base: float, runs: dict[str, Run]) -> None:
    print(f"\n{title}")
    print(f"  {'':44}{'seconds':>9}{'ratio':>8}{'MB':>8}")
    for name, run in runs.items():
        print(f"  {name:44}{run.seconds:9.2f}{run.seconds / base:8.2f}{run.memory:8}")


def floors(path: str) -> dict[str, Run]:
    out = str(FOLDER / "floor.parquet")
    runs = {"floor: DuckDB by hand": best(PYTHON, str(HERE / "floor_duckdb.py"), path, out)}
    runs["floor: Polars by hand"] = best(PYTHON, str(HERE / "floor_polars.py"), path, out)
    return runs


def analyses(rows: int) -> None:
    path = str(sales_file(rows=rows))
    runs = floors(path)
    base = min(run.seconds for run in runs.values())
    runs["core of nine questions"] = best(PYTHON, str(HERE / "core.py"), path)
    json = str(FOLDER / "answers.json")
    runs["goen analyze --json (everything)"] = best(GOEN, "analyze", path, "--json", json)
    show(f"{rows:,} rows, {rows // 10:,} customers: ratio to the floor", base, runs)


def standing(rows: int) -> None:
    path, out = str(sales_file(rows=rows)), str(FOLDER / "standing.parquet")
    runs = floors(path)
    base = min(run.seconds for run in runs.values())
    runs["goen analyze --customers"] = best(GOEN, "analyze", path, "--customers", out)
    by_hand = best(PYTHON, str(HERE / "list_duckdb.py"), path, out)
    runs["the same list by hand, nothing checked"] = by_hand
    for script in ("pandas_by_hand", "lifetimes_summary", "pymc_marketing_summary"):
        runs[script] = _once((PYTHON, str(HERE / "peers" / f"{script}.py"), path, out))
    show(f"Standing alone, {rows:,} rows: ratio to the floor", base, runs)


def excel(rows: int) -> None:
    path, script = str(excel_file(rows=rows)), str(HERE / "excel.py")
    runs = {"calamine to_python": best(PYTHON, script, path, "calamine")}
    base = runs["calamine to_python"].seconds
    runs["read and check"] = best(PYTHON, script, path, "goen")
    show(f"Excel, {rows:,} rows: ratio to calamine", base, runs)


def tables(rows: int, *, suffix: str, floor: str) -> None:
    """Any table of ten columns out to a file, and in again as texts."""
    script, path = str(HERE / "grid.py"), FOLDER / f"customers-{rows}{suffix}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    for way, title in (("out", "Table out"), ("in", "Table in")):
        by_hand, goen = (
            best(PYTHON, script, way, str(path), who, str(rows)) for who in ("hand", "goen")
        )
        runs = {floor if way == "in" else "by hand": by_hand, "goen": goen}
        show(f"{title}, {suffix}, {rows:,} rows: ratio", by_hand.seconds, runs)


def main() -> None:
    rows = int(os.environ.get("ROWS", "0"))
    if rows:
        analyses(rows)
        return
    print(
        f"{os.cpu_count()} cores, {resource.getpagesize() * os.sysconf('SC_PHYS_PAGES') >> 30} GB"
    )
    analyses(1_000_000)
    analyses(10_000_000)
    standing(10_000_000)
    excel(1_000_000)
    tables(1_000_000, suffix=".csv", floor="DuckDB read_csv to Parquet")
    tables(100_000, suffix=".xlsx", floor="calamine, rows alone")
    print()
    subprocess.run([PYTHON, str(HERE / "rhythm.py")], check=True)
    subprocess.run([PYTHON, str(HERE / "intake_customers.py")], check=True)
    subprocess.run([PYTHON, str(HERE / "shop.py")], check=True)
    subprocess.run([PYTHON, str(HERE / "sales.py")], check=True)
    small = ("--sales", "1000000", "--customers", "100000")
    subprocess.run([PYTHON, str(HERE / "portfolio.py"), *small], check=True)
    subprocess.run([PYTHON, str(HERE / "portfolio_pages.py"), *small], check=True)
    subprocess.run([PYTHON, str(HERE / "write_lock.py")], check=True)


if __name__ == "__main__":
    main()
