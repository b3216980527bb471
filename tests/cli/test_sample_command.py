from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from goen.cli._door import today

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    Run = Callable[..., tuple[int, str, str]]


def test_the_default_is_a_shop_of_3000_customers_and_4_years_up_to_yesterday(
    run: Run, tmp_path: Path
) -> None:
    before = today()
    code, out, err = run("sample", "--out", tmp_path / "shop")
    assert (code, err) == (0, "")
    assert str(tmp_path / "shop" / "sales.csv") in out
    assert "3,000人" in out
    truth = json.loads((tmp_path / "shop" / "truth.json").read_text(encoding="utf-8"))
    assert truth["customers"] == 3000
    assert truth["years"] == 4
    yesterdays = {str(day - timedelta(days=1)) for day in (before, today())}
    assert truth["until"] in yesterdays


def test_numbers_and_days_as_people_write_them(run: Run, tmp_path: Path) -> None:
    words = ["--customers", "１,０00", "--years", "2", "--seed", "7", "--until", "令和8年3月31日"]
    assert run("sample", "--out", tmp_path, *words)[0] == 0
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert (truth["customers"], truth["seed"], truth["until"]) == (1000, 7, "2026-03-31")


def test_a_sample_may_be_made_anew_in_its_folder(run: Run, tmp_path: Path) -> None:
    words = ["sample", "--out", tmp_path, "--customers", "50", "--until", "2026-03-31"]
    run(*words, "--seed", "1")
    first = (tmp_path / "sales.csv").read_bytes()
    assert run(*words, "--seed", "2")[0] == 0
    assert (tmp_path / "sales.csv").read_bytes() != first
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"sales.csv", "customers.csv", "truth.csv", "truth.json"}


def test_a_companys_own_file_is_never_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text("私たちの売上", encoding="utf-8")
    code, out, err = run("sample", "--out", tmp_path)
    assert (code, out) == (2, "")
    assert "sales.csv" in err
    assert [path.name for path in tmp_path.iterdir()] == ["sales.csv"]
    assert (tmp_path / "sales.csv").read_text(encoding="utf-8") == "私たちの売上"


def test_a_folder_that_cannot_be_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, out, err = run("sample", "--out", tmp_path / "file" / "shop", "--customers", "10")
    assert (code, out) == (4, "")
    assert "書けませんでした" in err


def test_a_disk_that_fills_up_leaves_the_earlier_sample(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["sample", "--out", tmp_path, "--customers", "50"]
    run(*words)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("goen.sample._generate.write_truth", full)
    code, _, err = run(*words, "--seed", "2")
    assert code == 4
    assert "No space left" in err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
