"""`goen` as a process: what only a real terminal, pipe or signal shows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOEN = [sys.executable, "-m", "goen"]


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([*GOEN, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("goen ")


def test_help_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; from goen.cli import main; main(['analyze', '--help']);"
        "print(sorted({'numpy', 'duckdb', 'scipy', 'altair', 'pyspark'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name == "nt", reason="Windows pipes end differently")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*GOEN, "analyze", "--help"], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_without_japanese_letters_gets_question_marks() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*GOEN, "--help", "--lang", "ja"], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0
    assert b"???" in done.stdout


def test_ctrl_c_while_a_sample_is_made(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [
            *GOEN,
            "sample",
            "--out",
            str(tmp_path / "shop"),
            "--customers",
            "2000000",
            "--lang",
            "en",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Tests that run in the background of a shell would hand on that Ctrl+C is to be ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        while _seconds_of_work(process) < 1.5:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    finally:
        process.kill()
    assert (process.returncode, out) == (130, "")
    assert err == "Stopped; earlier files are kept\n"
    assert not (tmp_path / "shop" / "sales.csv").exists()


def _seconds_of_work(process: subprocess.Popen[str]) -> float:
    """How long a process has worked: more than starting takes, less than the whole does."""
    assert process.poll() is None
    told = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK")
