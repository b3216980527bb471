from __future__ import annotations

import gc
import re
import warnings
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from tests.report._changed import changed
from tests.report.example import example_answers

from goen.report import _workbook_customers
from goen.report._workbook_sales import spans
from goen.report.reading import ANSWERS
from goen.report.workbook import SHEETS, write_workbook
from goen.sheets import UnableToWrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = [
    *("customer", "customer_name", "rank", "status", "first_day", "last_day", "occasions", "sales"),
    *("sales_12m", "sales_previous_12m", "tenure", "silence", "truncated"),
    *("mean_interval", "median_interval", "overdue_ratio", "trend", "gross_profit"),
    *("r", "f", "m", "rfm_segment", "decile"),
]
HOSTILE = '=HYPERLINK("http://example.com","押して")'


def customer(number: str = "000123", name: str = "髙橋 﨑子", **changes: Any) -> list[Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"customer": number, "customer_name": name, "rank": "loyal", "status": "active"}
    row |= {"first_day": date(2024, 1, 5), "last_day": date(2026, 11, 1), "occasions": 5}
    row |= {"sales": 123_456, "sales_12m": 23_456, "sales_previous_12m": 0, "tenure": 1_031}
    row |= {"silence": 19, "truncated": False, "mean_interval": 1_031 / 4, "r": 5, "f": 5, "m": 5}
    row |= {"rfm_segment": "champions", "decile": 1}
    return list((row | changes).values())


def written(
    path: Path,
    *,
    answers: dict[str, Any] | None = None,
    customers: Iterable[list[Any]] = (),
    lang: str = "ja",
    columns: list[str] | None = None,
) -> Workbook:
    book = path / "report.xlsx"
    write_workbook(
        answers=answers or example_answers(),
        columns=columns or COLUMNS,
        customers=customers,
        lang=lang,
        path=book,
    )
    return load_workbook(book)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The example in Japanese, with one customer."""
    return written(tmp_path_factory.mktemp("plain"), customers=[customer()])


def row_of(sheet: Worksheet, first: Any, *, column: int = 1) -> int:
    """Return the row whose cell in a column has a value."""
    return next(
        row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == first
    )


def texts(sheet: Worksheet) -> list[str]:
    return [cell.value for row in sheet for cell in row if isinstance(cell.value, str)]


@pytest.mark.parametrize(("lang", "place"), [("ja", 1), ("en", 2)])
def test_there_is_a_sheet_for_the_reading_the_customers_and_each_analysis(
    tmp_path: Path, lang: str, place: int
) -> None:
    book = written(tmp_path, lang=lang)
    first = ["要約", "顧客一覧"] if lang == "ja" else ["Summary", "Customers"]
    assert book.sheetnames == [*first, *(sheet[place] for sheet in SHEETS)]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_sheet_carries_the_day_and_the_rule_and_prints_on_a4(
    tmp_path: Path, lang: str
) -> None:
    book = written(tmp_path, lang=lang, customers=[customer()])
    for sheet in book:
        header = sheet.oddHeader.right.text or ""
        assert ("2026年11月20日" if lang == "ja" else "20 November 2026") in header
        assert "240" in header
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes
    assert book["顧客一覧" if lang == "ja" else "Customers"].print_title_rows == "$1:$1"


def test_the_summary_reads_every_answer_and_links_to_its_sheet(plain: Workbook) -> None:
    sheet = plain["要約"]
    found = texts(sheet)
    assert any("まず、優良離脱客" in text for text in found)
    assert any("売上の動き" in text for text in found)
    links = {cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert "'デシル'!A1" in links
    assert example_answers()["notes"][0]["ja"] in found


def test_the_ranks_are_those_of_the_answers(plain: Workbook) -> None:
    answers = example_answers()
    sheet = plain["ランク"]
    head = row_of(sheet, "ランク", column=1)
    head = head if sheet.cell(head, 2).value else row_of(sheet, "優良客") - 1
    rows = [[cell.value for cell in row[:8]] for row in sheet.iter_rows(head + 1, head + 11)]
    loyal = next(
        row for row in answers["cpm"] if (row["rank"], row["status"]) == ("loyal", "active")
    )
    assert rows[0][:3] == ["優良客", "現役", loyal["customers"]]
    assert rows[0][6:8] == [loyal["sales"], loyal["sales_12m"]]
    assert rows[10][2] == sum(row["customers"] for row in answers["cpm"])
    assert sheet.cell(head + 1, 7).number_format == "#,##0;−#,##0"
    assert sheet.cell(head + 1, 4).number_format == "0.0%"
    assert sheet.auto_filter.ref == f"A{head}:I{head + 10}"


def test_dollars_are_cents_divided_exactly(tmp_path: Path) -> None:
    answers = changed(example_answers(), {"currency": "USD", "minor_digits": 2})
    answers = changed(answers, {"cpm.loyal/active.sales": 123_456_789})
    book = written(tmp_path, answers=answers, lang="en", customers=[customer()])
    sheet = book["Ranks"]
    cell = sheet.cell(row_of(sheet, "Loyal"), 7)
    assert cell.value == 1_234_567.89
    assert cell.number_format == "#,##0.00;−#,##0.00"
    assert book["Customers"]["G2"].value == 1_234.56


def test_month_ends_are_one_row_each_and_add_up(plain: Workbook) -> None:
    answers = example_answers()
    sheet = plain["人数の推移"]
    head = row_of(sheet, "月末")
    months = sorted({row["month"] for row in answers["monthly"]})
    rows = list(sheet.iter_rows(head + 1, head + len(months), values_only=True))
    assert [f"{row[0]:%Y-%m}" for row in rows] == months
    active = sum(row["customers"] for row in answers["monthly"][-10:] if row["status"] == "active")
    assert rows[-1][11] == active == sum(rows[-1][1:6])


def test_the_ledger_balances_on_the_sheet(plain: Workbook) -> None:
    answers = example_answers()
    sheet = plain["増減の帳簿"]
    head = row_of(sheet, "月")
    rows = list(sheet.iter_rows(head + 1, values_only=True))
    assert len(rows) == len(answers["ledger"])
    for row in rows:
        opening, *causes, closing, change = row[3:15]
        assert opening + causes[4] - causes[8] == closing
        assert sum(causes[:4]) == causes[4]
        assert sum(causes[5:8]) == causes[8]
        assert closing - opening == change


def test_cohort_months_that_are_not_over_are_blank(plain: Workbook) -> None:
    answers = example_answers()
    sheet = plain["コホート"]
    last = answers["repeat"]["cohorts"][-1]
    head = row_of(sheet, "はじめての月")
    row = head + len(answers["repeat"]["cohorts"])
    assert sheet.cell(row, 2).value == last["size"]
    assert [cell.value for cell in sheet[row][2:]] == [None] * (sheet.max_column - 2)


def test_native_charts_of_each_kind_are_there(tmp_path: Path) -> None:
    written(tmp_path)
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        found = "".join(archive.read(name).decode() for name in charts)
    assert len(charts) >= 13
    for kind in ("areaChart", "barChart", "lineChart", "scatterChart"):
        assert f"<c:{kind}>" in found
    assert 'grouping val="stacked"' in found
    assert "pattFill" in found  # lapsed customers are hatched, so grey print keeps them apart


def test_names_stay_texts_and_nothing_is_a_formula(tmp_path: Path) -> None:
    names = [HOSTILE, "+81-3", "@sum", "-1+1", "{=1}", "http://example.com", "<r>太字</r>", "0012"]
    answers = changed(
        example_answers(),
        {
            "input.files.0.file": "=cmd|' /C calc'!A0",
            "sales_change.groups.rows.0.group": HOSTILE,
            "two_axis.vip.0.customer": "=1+1",
            "thresholds.name": {"ja": "=1&1", "en": "=1&1"},
        },
    )
    rows = [customer(name, name) for name in names]
    book = written(tmp_path, answers=answers, customers=rows)
    for sheet in book:
        assert [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"] == []
    sheet = book["顧客一覧"]
    found = [sheet.cell(row, 2).value for row in range(2, 2 + len(names))]
    assert [text.strip() for text in found] == names
    assert sheet.cell(2, 2).hyperlink is None
    assert "=1+1" in texts(book["2指標"])
    assert HOSTILE in texts(book["売上の動き"])
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_characters_excel_refuses_are_dropped_and_told(tmp_path: Path) -> None:
    notes = write_workbook(
        answers=example_answers(),
        columns=COLUMNS,
        customers=[customer(name="関\x01 凪\ufffe")],
        lang="ja",
        path=tmp_path / "report.xlsx",
    )
    book = load_workbook(tmp_path / "report.xlsx")
    assert book["顧客一覧"]["B2"].value == "関 凪"
    assert ["2" in note.text("ja") for note in notes] == [True]


def test_the_customer_list_is_ready_for_mail_merge(tmp_path: Path) -> None:
    written(tmp_path, customers=[customer()])
    book = CalamineWorkbook.from_path(str(tmp_path / "report.xlsx"))
    rows = book.get_sheet_by_name("顧客一覧").to_python()
    assert rows[0][:4] == ["お客様番号", "お名前", "ランク", "状態"]
    found = dict(zip(rows[0], rows[1], strict=True))
    assert found["お客様番号"] == "000123"
    assert found["ランク"] == "優良客"
    assert found["状態"] == "現役"
    assert found["RFMの区分"] == "最優良"
    assert found["初回購入日"] == date(2024, 1, 5)
    assert found["累計金額"] == 123_456
    assert found["平均間隔の日数"] == 1_031 / 4
    assert found["在籍日数は下限"] == ""
    assert len(set(rows[0])) == len(rows[0])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_figures_of_a_customer_have_heads_and_formats_of_their_kind(
    tmp_path: Path, lang: str
) -> None:
    figures = {"median_interval": 30.0, "overdue_ratio": 0.25, "trend": -1.0}
    row = customer(**figures, gross_profit=4_000)
    book = written(tmp_path, customers=[row], lang=lang)
    sheet = book["顧客一覧" if lang == "ja" else "Customers"]
    forms = {cell.value: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    assert not {str(head) for head in forms} & set(COLUMNS)
    heads = {
        "ja": ("平均間隔の日数", "間隔の中央値（日）", "粗利", "直近1年の金額"),
        "en": ("Mean interval, days", "Median interval, days", "Gross profit", "Sales, past year"),
    }
    mean, median, profit, sales = (forms[head] for head in heads[lang])
    assert mean == median == "#,##0.0"
    assert profit == sales == "#,##0;−#,##0"


def test_a_customer_without_a_purchase_has_empty_cells(tmp_path: Path) -> None:
    nothing = dict.fromkeys(COLUMNS[2:])
    row = customer("9", "返品のみ", **nothing | {"sales": -500, "truncated": True})
    sheet = written(tmp_path, customers=[row])["顧客一覧"]
    assert [cell.value for cell in sheet[2][:7]] == ["9", "返品のみ", None, None, None, None, -500]


def test_unknown_columns_stand_at_the_end_under_their_own_names(tmp_path: Path) -> None:
    columns = ["担当", "customer", "last_day"]
    rows = [["八重樫", "1", date(1899, 5, 1)], [3.5, "2", "2026-11-20"]]
    sheet = written(tmp_path, columns=columns, customers=rows)["顧客一覧"]
    assert [cell.value for cell in sheet[1]] == ["お客様番号", "最終購入日", "担当"]
    assert [cell.value for cell in sheet[2]] == ["1", "1899-05-01", "八重樫"]
    assert sheet["B3"].value.date() == date(2026, 11, 20)
    assert sheet["C3"].value == 3.5


@pytest.mark.parametrize(("customers", "sheets"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_a_list_longer_than_a_sheet_goes_on_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, customers: int, sheets: int
) -> None:
    monkeypatch.setattr(_workbook_customers, "EXCEL_ROWS", 5)
    rows = [customer(f"{k:06d}") for k in range(customers)]
    book = written(tmp_path, customers=iter(rows))
    names = [name for name in book.sheetnames if name.startswith("顧客一覧")]
    assert names == ["顧客一覧", "顧客一覧 (2)", "顧客一覧 (3)"][:sheets]
    found = [row[0] for name in names for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert found == [f"{k:06d}" for k in range(customers)]
    assert all(book[name]["A1"].value == "お客様番号" for name in names)


@pytest.mark.parametrize(
    "missing", [*ANSWERS, "bands", "flows", "yearly_difference", "without_purchase"]
)
def test_an_answer_that_is_not_given_has_a_sheet_that_says_why(
    tmp_path: Path, missing: str
) -> None:
    reason = "24か月分の記録がないので、出していません。"
    answers = changed(example_answers(), {missing: [] if missing == "decile" else None})
    answers["notes"] = [{"answer": missing, "code": "x", "ja": reason, "en": "No."}]
    path = tmp_path / "report.xlsx"
    write_workbook(answers=answers, columns=COLUMNS, customers=[], lang="ja", path=path)
    book = CalamineWorkbook.from_path(str(path))
    assert len(book.sheet_names) == 2 + len(SHEETS)
    names = {sheet[0]: sheet[1] for sheet in SHEETS}
    if missing in ANSWERS:
        rows = book.get_sheet_by_name(names[missing]).to_python()
        assert reason in [cell for row in rows for cell in row]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_workbook_of_nothing_can_be_written(tmp_path: Path, lang: str) -> None:
    answers = example_answers()
    for answer in (*ANSWERS, "bands", "flows", "yearly_difference", "without_purchase"):
        answers[answer] = None
    answers["notes"] = []
    book = written(tmp_path, answers=answers, lang=lang)
    assert len(book.sheetnames) == 2 + len(SHEETS)


def test_the_old_file_is_kept_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"last month's report")

    def breaking() -> Iterator[list[Any]]:
        yield customer()
        raise OSError(28, "No space left on device")

    with pytest.raises(UnableToWrite):
        written(tmp_path, customers=breaking())
    with warnings.catch_warnings():
        # XlsxWriter's files for streamed rows are closed with the workbook, here by the collector.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
    assert path.read_bytes() == b"last month's report"
    assert list(tmp_path.iterdir()) == [path]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6))
def test_the_pieces_of_the_waterfall_make_its_bars(values: list[int]) -> None:
    running = 0
    for value, (above, up, down, below, up_below, down_below) in zip(
        values, spans(values), strict=True
    ):
        low, high = sorted((running, running + value))
        assert min(above, up, down) >= 0 >= max(below, up_below, down_below)
        assert up + down - up_below - down_below == high - low
        assert above in (0, low)
        assert below in (0, high)
        assert not (up or up_below) or value >= 0
        assert not (down or down_below) or value < 0
        running += value


def test_groups_that_are_not_named_stand_as_one_row(tmp_path: Path) -> None:
    rest = {"groups": 12, "from": 10, "to": 30, "delta": 20}
    rest |= {"unit_price": 5, "frequency": 5, "customers": 10}
    answers = changed(example_answers(), {"sales_change.groups.rest": rest})
    sheet = written(tmp_path, answers=answers)["売上の動き"]
    row = row_of(sheet, "ほか12件")
    assert [cell.value for cell in sheet[row][1:7]] == [10, 30, 20, 5, 5, 10]


def test_headings_of_the_page_are_not_read_as_codes(plain: Workbook) -> None:
    assert (plain["2指標"].oddHeader.left.text or "").strip() == "2指標"
    assert not re.search(r"&(?!&)", (plain["要約"].oddHeader.right.text or "").replace("&&", ""))
