"""Text files as they are found: delimiters, encodings, line ends, titles, totals."""

from __future__ import annotations

import gzip
from datetime import date
from typing import TYPE_CHECKING

import pytest

from goen.sheets import UnableToRead
from tests.sheets._files import HEADER, loaded, sales_of, text_file, told

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "山田,2025-04-01,1200\n鈴木,2025-04-02,800\n"
TABLE = f"{HEADER}\n{ROWS}"
SALES = [("山田", date(2025, 4, 1), 1200), ("鈴木", date(2025, 4, 2), 800)]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp932", "cp932"),
        ("euc_jp", "euc_jp"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("iso2022_jp", "iso2022_jp_ext"),
    ],
)
def test_each_encoding_is_found_by_itself(tmp_path: Path, encoding: str, named: str) -> None:
    path = text_file(tmp_path, TABLE, encoding=encoding)
    assert sorted(sales_of(path)) == sorted(SALES)
    assert loaded(path).files[0].encoding == named


def test_a_double_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    path = text_file(tmp_path, "\ufeff\ufeff" + TABLE)
    assert sorted(sales_of(path)) == sorted(SALES)
    assert loaded(path).files[0].plan.headers["customer"] == "顧客番号"


def test_utf16_big_endian_with_a_mark(tmp_path: Path) -> None:
    path = text_file(tmp_path, "\ufeff" + TABLE, encoding="utf-16-be")
    assert sorted(sales_of(path)) == sorted(SALES)


def test_a_byte_that_breaks_utf8_late_makes_the_whole_file_cp932(tmp_path: Path) -> None:
    rows = "".join(f"C{n:05},2025-04-01,100\n" for n in range(200_000))
    content = (HEADER.replace("顧客番号", "customer") + "\n").encode("cp932")
    path = text_file(tmp_path, content + rows.encode() + "髙橋,2025-04-02,5\n".encode("cp932"))
    report = loaded(path)
    assert report.files[0].encoding == "cp932"
    assert report.rows_used == 200_001


def test_bytes_of_no_known_encoding_ask_for_the_option_and_name_the_line(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, f"{HEADER}\n".encode() + b"Fran\x8dois,2025-04-01,1\n\xff\xfe\x80,,\n"
    )
    with pytest.raises(UnableToRead) as refused:
        loaded(path)
    assert "--encoding" in refused.value.message().en
    assert str(path) in refused.value.message().ja


def test_a_latin_letter_is_not_taken_for_a_kanji(tmp_path: Path) -> None:
    content = "customer,date,amount\nNeil Franzšsisch,2025-04-01,91\n".encode("mac_croatian")
    path = text_file(tmp_path, content)
    with pytest.raises(UnableToRead, match="encoding"):
        loaded(path)
    assert loaded(path, encoding="mac_croatian").rows_used == 1


def test_shift_jis_means_what_windows_writes(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"{HEADER}\n㈱髙島①,2025-04-01,1\n", encoding="cp932")
    assert sales_of(path, encoding="Shift_JIS") == [("㈱髙島①", date(2025, 4, 1), 1)]


def test_marked_signs_in_euc_jp(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"{HEADER}\n㈱山田①,2025-04-01,1\n", encoding="euc_jis_2004")
    assert sales_of(path) == [("㈱山田①", date(2025, 4, 1), 1)]


def test_the_unit_may_stand_in_a_title(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"売上一覧,,（単位：千円）\n{HEADER}\nA,2025-04-01,12\n")
    assert loaded(path).sales == 12_000


def test_an_encoding_that_does_not_fit_or_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path, TABLE)
    with pytest.raises(UnableToRead, match="Not euc_jp"):
        loaded(path, encoding="euc_jp")
    with pytest.raises(UnableToRead, match="not known"):
        loaded(path, encoding="klingon")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_each_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = text_file(tmp_path, TABLE.replace(",", delimiter))
    assert sorted(sales_of(path)) == sorted(SALES)
    assert loaded(path).files[0].delimiter == delimiter


def test_commas_inside_tab_separated_amounts_do_not_hide_the_tabs(tmp_path: Path) -> None:
    rows = "".join(f"C{n}\t2025-04-01\t1,{n:03}\n" for n in range(20))
    path = text_file(tmp_path, HEADER.replace(",", "\t") + "\n" + rows)
    assert loaded(path).sales == sum(1000 + n for n in range(20))


def test_commas_of_decimals_do_not_hide_the_semicolons(tmp_path: Path) -> None:
    rows = "".join(f"C{n};2025-04-0{n % 9 + 1};{n + 1},000\n" for n in range(30))
    path = text_file(tmp_path, rows)
    assert loaded(path).files[0].delimiter == ";"


def test_columns_aligned_by_spaces(tmp_path: Path) -> None:
    rows = " customer_id  date amount\r\n 00001 19970101   11.77\r\n 00002 19970112  112.00\r\n"
    path = text_file(tmp_path, rows)
    assert sales_of(path, digits=2) == [
        ("00001", date(1997, 1, 1), 1177),
        ("00002", date(1997, 1, 12), 11200),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_line_end(tmp_path: Path, newline: str) -> None:
    assert sorted(sales_of(text_file(tmp_path, TABLE.replace("\n", newline)))) == sorted(SALES)


def test_line_ends_of_two_kinds_in_one_file(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"{HEADER}\r\nA,2025-04-01,1\nB,2025-04-02,2\rC,2025-04-03,3\r\n")
    assert [row[0] for row in sales_of(path)] == ["A", "B", "C"]


def test_a_quoted_cell_may_go_over_lines_and_the_row_numbers_stay_true(tmp_path: Path) -> None:
    path = text_file(
        tmp_path,
        '顧客番号,"売上\n日",金額,商品名\nA,2025-04-01,1,"二行の\n品名"\nB,unknown,2,x\n',
    )
    report = loaded(path)
    assert report.rows_used == 1
    assert [rejection.row for rejection in report.rejections] == [3]


def test_titles_blank_repeated_header_and_totals_rows_are_no_data(tmp_path: Path) -> None:
    path = text_file(
        tmp_path,
        f"売上一覧\n2025年4月,,\n\n{HEADER}\nA,2025-04-01,100\n小計,,100\n\n{HEADER}\n"
        "B,2025-04-02,200\n,,\n合計,,300\n",
    )
    report = loaded(path)
    assert (report.rows, report.rows_used, report.rows_rejected) == (2, 2, 0)
    assert (report.titles, report.repeated, report.totals) == (2, 1, 2)
    assert report.blank == 3
    assert report.sales == 300


def test_a_header_of_two_rows(tmp_path: Path) -> None:
    path = text_file(
        tmp_path,
        "顧客,,売上,\n番号,氏名,日付,金額\nA1,山田,2025-04-01,100\nA2,鈴木,2025-04-02,50\n",
    )
    report = loaded(path)
    assert report.rows == report.rows_used == 2
    assert report.sales == 150


def test_a_header_that_comes_only_among_the_data_hides_no_row_above_it(tmp_path: Path) -> None:
    rows = [f"K{n % 40:03},2025/{n % 12 + 1}/{n % 28 + 1},{n * 10 + 500}" for n in range(120)]
    rows.insert(30, HEADER)
    report = loaded(text_file(tmp_path, "\n".join(rows)))
    assert (report.rows_used, report.titles) == (120, 0)
    assert report.rows_rejected == 1


def test_no_header_at_all(tmp_path: Path) -> None:
    rows = "".join(
        f"K{n % 40:03},2025/{n % 12 + 1}/{n % 28 + 1},{n * 10 + 500}\n" for n in range(120)
    )
    report = loaded(text_file(tmp_path, rows))
    assert report.rows == report.rows_used == 120
    assert not report.files[0].plan.has_header


def test_columns_named_by_number_in_a_file_without_header(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "1 10 19970101 2 29.33\n2 11 19970118 2 29.73\n3 12 19970802 1 14.96\n"
    )
    rows = sales_of(path, digits=2, columns={"customer": "1", "date": "3", "amount": "5"})
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert [row[2] for row in rows] == [2933, 2973, 1496]


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    path = text_file(tmp_path, gzip.compress(TABLE.encode()), name="sales.csv.gz")
    assert sorted(sales_of(path)) == sorted(SALES)


def test_a_row_with_too_many_cells_is_rejected_for_its_delimiter(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"{HEADER}\nA,2025-04-01,1,200\nB,2025-04-02,500\n")
    report = loaded(path)
    assert report.sales == 500
    (rejection,) = report.rejections
    assert (rejection.row, rejection.value) == (2, "200")


def test_a_row_with_too_few_cells_is_rejected_by_its_number(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"{HEADER}\nA,2025-04-01,1\n\nB,2025-04-02\nC,2025-04-03,3\n")
    report = loaded(path)
    assert (report.rows_used, report.rows_rejected) == (2, 1)
    assert [(r.row, r.column) for r in report.rejections] == [(4, "金額")]


def test_nul_characters_spoil_their_row_only(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"{HEADER}\nA,2025-04-01,1\nB\0B,2025-04-02,2\nC,2025-04-03,3\n")
    report = loaded(path)
    assert (report.rows_used, report.rows_rejected) == (2, 1)


def test_a_cell_of_a_million_characters_is_one_rejected_row(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"{HEADER}\n{'x' * 1_000_000},2025-04-01,1\nB,2025-04-02,2\n")
    report = loaded(path)
    assert (report.rows_used, report.rows_rejected) == (1, 1)
    (rejection,) = report.rejections
    assert len(rejection.value) < 2_000


def test_a_million_short_rows_of_which_one_is_odd_keep_their_numbers(tmp_path: Path) -> None:
    lines = [f"C{n:06},2025-04-01,{n + 1}" for n in range(300_000)]
    lines[250_000] = "C250000,2025-04-31,1"
    lines[100_000] = "C100000,2025-04-01"
    lines.insert(200_000, "")
    report = loaded(text_file(tmp_path, "\n".join([HEADER, *lines]) + "\n"))
    assert report.files[0].fast
    assert [rejection.row for rejection in report.rejections] == [100_002, 250_003]


def test_the_numbers_of_a_report_add_up(tmp_path: Path) -> None:
    path = text_file(
        tmp_path,
        f"{HEADER},区分\nA,2025-04-01,100,売上\nA,2025-04-02,0,売上\n,2025-04-03,300,売上\n"
        "B,2025-04-04,50,返品\nC,2025-04-05,70,取消\nD,x,1,売上\nE,2030-01-01,5,売上\nF,2025-04-06,0,売上\n",
    )
    report = told(path)
    assert report["rows"] == (8, 2, 1)
    excluded = report["excluded"]
    assert (excluded.zero, excluded.no_customer, excluded.cancelled, excluded.future) == (
        2,
        1,
        1,
        1,
    )
    assert report["sales"] == [("A", date(2025, 4, 1), 100), ("B", date(2025, 4, 4), -50)]
    assert report["money"] == (50, 300)
    assert report["zero_only"] == 1


def test_a_file_with_many_unclear_rows_goes_by_columns_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"C{n % 9},2025-04-01,{'¥' if n > 500 and n % 2 else ''}{n + 1}" for n in range(1500)]
    path = text_file(tmp_path, "\n".join([HEADER, *rows, "C1,2025-04-31,1"]))
    before = told(path)
    assert loaded(path).files[0].fast
    monkeypatch.setattr("goen.sheets._fast._FEW_UNCLEAR", 10)
    assert not loaded(path).files[0].fast
    assert told(path) == before
