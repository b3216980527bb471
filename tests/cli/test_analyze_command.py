"""`goen analyze` from the words of the command line to the files it writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from xlsxwriter import Workbook

from goen.cli._door import today
from goen.sample import generate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

SALES = """顧客番号,売上日,金額
001,2025/4/1,1000
001,2025/6/1,2000
002,2025/6/3,500
"""


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    path = tmp_path / "sales.csv"
    path.write_text(SALES, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from datetime import date

    out = tmp_path_factory.mktemp("shop")
    generate(out=out, customers=1500, years=3, seed=3, until=date(2026, 9, 30))
    return out


def answers(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_the_answers_are_the_truth_of_the_sample(run: Run, shop: Path, tmp_path: Path) -> None:
    words = ["--as-of", "2026-09-30", "--json", tmp_path / "answers.json"]
    assert run("analyze", shop / "sales.csv", *words)[0] == 0
    told, truth = answers(tmp_path / "answers.json"), answers(shop / "truth.json")
    read = told["input"]
    assert read["rows"] == truth["rows"]
    assert read["excluded"]["cancelled"] == truth["cancelled_rows"]
    assert read["excluded"]["no_customer"] == truth["walk_in_rows"]
    assert read["customers"] == truth["customers"]
    assert read["sales"] == truth["sales"]
    assert read["no_customer_sales"] == truth["walk_in_sales"]
    assert (read["first_date"], read["last_date"]) == (truth["first_date"], truth["last_date"])
    parts = ("rank", "status", "customers", "sales")
    standing = {tuple(row[part] for part in parts) for row in told["cpm"]}
    assert {tuple(row[part] for part in parts) for row in truth["cpm"]} <= standing
    assert sum(row["customers"] for row in told["cpm"]) == truth["customers"]


def test_the_report_is_written_where_it_is_said_to_be(run: Run, shop: Path, tmp_path: Path) -> None:
    code, out, _ = run("analyze", shop / "sales.csv", "--out", tmp_path / "new" / "report")
    assert code == 0
    for name in ("report.html", "report.xlsx"):
        path = tmp_path / "new" / "report" / name
        assert str(path) in out
        assert path.stat().st_size > 10_000


def test_without_anything_to_write_nothing_is_written(run: Run, sales: Path) -> None:
    code, out, err = run("analyze", sales)
    assert (code, err) == (0, "")
    assert "お客様のランク" in out
    assert [path.name for path in sales.parent.iterdir()] == ["sales.csv"]


def test_the_summary_speaks_english(run: Run, sales: Path) -> None:
    code, out, err = run("analyze", sales, "--lang", "en")
    assert (code, err) == (0, "")
    assert "Ranks" in out


def test_the_last_sale_up_to_today_is_the_day_to_look_back_from(
    run: Run, sales: Path, tmp_path: Path
) -> None:
    later = f"{today().year + 2}/1/1"
    sales.write_text(f"{SALES}002,{later},700\n", encoding="utf-8")
    run("analyze", sales, "--json", tmp_path / "a.json")
    told = answers(tmp_path / "a.json")
    assert (told["as_of"], told["as_of_given"]) == ("2025-06-03", False)
    assert told["input"]["excluded"]["future"] == 1


def test_rows_that_cannot_be_read_come_back_with_the_reason(run: Run, sales: Path) -> None:
    sales.write_text(SALES + "003,2025/2/30,700\n", encoding="utf-8")
    out = sales.parent / "out"
    code, told, _ = run("analyze", sales, "--out", out)
    assert code == 1
    assert str(out / "rejected.xlsx") in told
    assert (out / "rejected.xlsx").exists()


def test_strict_refuses_to_answer_when_a_row_cannot_be_read(run: Run, sales: Path) -> None:
    sales.write_text(SALES + "003,2025/2/30,700\n", encoding="utf-8")
    code, out, err = run("analyze", sales, "--strict")
    assert (code, out) == (3, "")
    assert "--strict" in err


@pytest.mark.parametrize("content", ["", "顧客番号,売上日,金額\n", "顧客番号,売上日,金額\nx,y,z\n"])
def test_nothing_usable(run: Run, sales: Path, content: str) -> None:
    sales.write_text(content, encoding="utf-8")
    code, out, err = run("analyze", sales)
    assert (code, out) == (3, "")
    assert err


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, out, err = run("analyze", tmp_path / "missing.csv")
    assert (code, out) == (3, "")
    assert "missing.csv" in err


def test_a_column_that_is_not_there(run: Run, sales: Path) -> None:
    code, out, err = run("analyze", sales, "--columns", "customer=会員番号")
    assert (code, out) == (2, "")
    assert err.startswith("goen: --columns：customer=会員番号 という列はありません")
    _, _, err = run("analyze", sales, "--columns", "costumer=会員番号", "--lang", "en")
    assert err.startswith("goen: --columns: costumer is not a role")


def test_one_sheet_of_a_workbook(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    with Workbook(str(path)) as workbook:
        for title, amount in (("4月", 100), ("5月", 20)):
            sheet = workbook.add_worksheet(title)
            sheet.write_row(0, 0, ["顧客番号", "売上日", "金額"])
            sheet.write_row(1, 0, ["001", "2025/4/1", amount])
    for options, sales in (((), 120), (("--sheet", "5月"), 20), (("--sheet", "1"), 100)):
        assert run("analyze", path, *options, "--json", tmp_path / "a.json")[0] == 0
        assert answers(tmp_path / "a.json")["input"]["sales"] == sales
    code, out, err = run("analyze", path, "--sheet", "6月")
    assert (code, out) == (2, "")
    assert err.startswith(f"goen: --sheet：{path}: 「6月」というシートはありません")
    assert "4月, 5月" in err


def test_files_without_sheets_are_read_whole(run: Run, sales: Path, tmp_path: Path) -> None:
    assert run("analyze", sales, "--sheet", "4月", "--json", tmp_path / "a.json")[0] == 0
    assert any("--sheet" in note["ja"] for note in answers(tmp_path / "a.json")["notes"])


@pytest.mark.parametrize("option", ["--out", "--json", "--customers"])
def test_a_place_that_cannot_be_written(run: Run, sales: Path, option: str) -> None:
    (sales.parent / "file").write_text("mine", encoding="utf-8")
    target = sales.parent / "file" / "list.csv"
    code, _, err = run("analyze", sales, option, target)
    assert code == 4
    assert "file" in err
    assert (sales.parent / "file").read_text(encoding="utf-8") == "mine"


def test_thresholds_of_ones_own(run: Run, sales: Path, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("lapse_days = 1\n", encoding="utf-8")
    words = ["--thresholds", tmp_path / "own.toml", "--json", tmp_path / "a.json"]
    assert run("analyze", sales, *words)[0] == 0
    told = answers(tmp_path / "a.json")
    assert told["thresholds"]["lapse_days"] == 1
    assert sum(row["customers"] for row in told["cpm"] if row["status"] == "lapsed") == 1


def test_thresholds_that_cannot_be_used(run: Run, sales: Path, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("lapse_day = 1\n", encoding="utf-8")
    code, out, err = run("analyze", sales, "--thresholds", tmp_path / "own.toml")
    assert (code, out) == (2, "")
    assert err.startswith("goen: --thresholds：")
    assert "lapse_day" in err
