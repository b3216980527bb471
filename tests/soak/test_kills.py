"""A report that is killed while it is written leaves the previous one as it was."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time

import pytest

KILLS = 50
NAMES = ("report.html", "report.xlsx", "answers.json", "customers.csv")


def command(sales, out):
    return [
        *(sys.executable, "-m", "goen", "analyze", str(sales)),
        *("--out", str(out), "--json", str(out / "answers.json")),
        *("--customers", str(out / "customers.csv")),
    ]


def prints(out):
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in NAMES}


@pytest.mark.soak
def test_fifty_kills_leave_whole_files_only(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "goen", "sample", "--out", str(tmp_path), "--customers", "600"],
        check=True,
        capture_output=True,
    )
    sales, out = tmp_path / "sales.csv", tmp_path / "report"
    lines = sales.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    older, newer = tmp_path / "older.csv", tmp_path / "newer.csv"
    older.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    newer.write_text("".join(lines), encoding="utf-8")

    started = time.monotonic()
    subprocess.run(command(newer, out), check=True, capture_output=True)
    length = time.monotonic() - started
    whole_new = prints(out)
    subprocess.run(command(older, out), check=True, capture_output=True)
    whole_old = prints(out)
    assert all(whole_new[name] != whole_old[name] for name in NAMES)

    chance = random.Random(5)
    for _ in range(KILLS):
        process = subprocess.Popen(
            command(newer, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.3, 1.0) * length)
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = prints(out)
        for name in NAMES:
            assert now[name] in (whole_old[name], whole_new[name]), name
