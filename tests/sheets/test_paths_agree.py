"""The fast path, the way by columns and the way row by row give the same answer to any file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goen.sheets import UnableToRead, _columnwise, _text_file
from tests.sheets._files import told

if TYPE_CHECKING:
    from pathlib import Path

CUSTOMERS = (
    *(
        "C001",
        "A-17",
        "00012",
        "山田",
        "ｶﾅ",
        "C 1",
        " C1",
        "C1 ",
        "",
        "  ",
        "合計",
        "total",
        "Total",
    ),
    *("subtotal 2", "計", "Ｔ１", "ZZ000", "9999", '"Q', "=1", "#N/A", "x" * 201, "a\tb", 'a"b'),
    *(
        "山田　太郎",
        "é",
        "C1\u00a0",
        "0",
        "🍣",
        "sum",
        "O'Neil",
        "a,b",
        "1e3",
        "-",
        "{a}",
        "total 5",
    ),
)
DAYS = (
    *(
        "2025-04-01",
        "2025/4/1",
        "2025/04/01",
        "20250401",
        "2025-4-1",
        "2025-02-30",
        "令和7年4月1日",
    ),
    *("", "2025-04-01 10:00:00", "2025/4/1 9:05", "R7.4.1", "45748", "1899-12-31", "2200-12-31"),
    *("2201-01-01", "2027-01-01", "0020-01-01", "infinity", "epoch", " 2025-04-01", "2025-04"),
    *("25/4/1", "2025-04-01T10:00:00", "20251301", "12025-01-01", "2025-04-01 24:00:00", "today"),
    *("2025-04-01x", "2025 04 01", "2025-04-01 (BC)", "2025-04-01 10:00", "2025-04-01 10:00:00.5"),
)
AMOUNTS = (
    *(
        "100",
        "-50",
        "0",
        "1,000",
        "1000.0",
        "12.5",
        "1e3",
        "１２",
        "¥1,200",
        "△500",
        "",
        "abc",
        "007",
    ),
    *("+5", "-0", " 12", "12 ", "1_000", "0x1F", "999999999999999", "1000000000000000", "1,00"),
    *("99999999999999999999", "100.00", "5.", ".5", "(500)", "3万", "100.000", "1e2", "--5", "5-"),
    *("#VALUE!", "1 000", "0.0", "0b1", "1,234.50", "12.34", "1234.567", "-1,000", "12,345,678"),
)
KINDS = ("売上", "返品", "取消", "キャンセル", "", "売上 ", "謎", "sale", "return", "cancelled")
WORDS = ("りんご", "apple", "", " x ", "合計", "a\nb", 'a"b', "#N/A", "x" * 250, "é", "total")
COUNTS = ("1", "2", "", "1.5", "3個", "-1", "abc", "1,000", "0", "01", "1e2")

COLUMNS = {
    "顧客番号": (CUSTOMERS, ("C001", "C002", "山田")),
    "売上日": (DAYS, ("2025-04-01", "2024-12-31")),
    "金額": (AMOUNTS, ("100", "-50", "1200")),
    "取引区分": (KINDS, ("売上", "返品", "取消")),
    "商品名": (WORDS, ("りんご", "みかん")),
    "催事名": (WORDS, ("春の催事", "", "")),
    "数量": (COUNTS, ("1", "2")),
    "粗利": (AMOUNTS, ("10", "-5", "")),
    "原価": (AMOUNTS, ("40", "-5", "")),
    "備考": (WORDS, ("", "合計")),
}
ODD_LINES = ("", "  ", "{all}", "{header}", "{total}", "{short}", "{long}", '"broken', 'a"b,"x"y')


@st.composite
def tables(draw: st.DrawFn) -> tuple[bytes, dict[str, Any]]:
    """A file of sales with clean and unclear cells and odd lines, and options to read it."""
    delimiter = draw(st.sampled_from((",", ",", "\t", ";", "|")))
    header = [
        "顧客番号",
        "売上日",
        "金額",
        *draw(st.lists(st.sampled_from(list(COLUMNS)[3:]), unique=True)),
    ]
    header = list(draw(st.permutations(header)))
    unclear = draw(st.sampled_from((0.0, 0.1, 0.5)))

    def line(heads: list[str]) -> str:
        cells = []
        for head in heads:
            every, clean = COLUMNS[head]
            messy = draw(st.floats(0, 1, exclude_max=True)) < unclear
            cells.append(quoted(draw(st.sampled_from(every if messy else clean)), delimiter))
        return delimiter.join(cells)

    rows = [line(header) for _ in range(draw(st.integers(1, 12)))]
    for odd in draw(st.lists(st.sampled_from(ODD_LINES), max_size=3)):
        empty = delimiter * (len(header) - 1)
        text = {
            "{all}": empty,
            "{header}": delimiter.join(header),
            "{total}": "合計" + empty + "1000",
            "{short}": line(header[:-1]),
            "{long}": line(header) + delimiter + "extra",
        }.get(odd, odd)
        rows.insert(draw(st.integers(0, len(rows))), text)
    above = draw(st.sampled_from(([], ["売上一覧"], ["売上一覧", ""], [f'"2行の{chr(10)}題"'])))
    newline = draw(st.sampled_from(("\n", "\r\n")))
    text = newline.join([*above, delimiter.join(header), *rows]) + draw(
        st.sampled_from(("", newline))
    )
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "cp932")))
    options: dict[str, Any] = {"digits": draw(st.sampled_from((0, 0, 2)))}
    if draw(st.booleans()):
        options["anonymous"] = draw(st.sampled_from(("ZZ*,9999", "C00?")))
    return text.encode(encoding, "replace"), options


def quoted(cell: str, delimiter: str) -> str:
    """`cell` as a CSV writer puts it."""
    if any(sign in cell for sign in (delimiter, '"', "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def answer(path: Path, options: dict[str, Any], *, way: str) -> object:
    """What a load by one way says and leaves, or its refusal."""
    with pytest.MonkeyPatch.context() as patch:
        if way != "fast":
            patch.setattr(_text_file, "read_fast", lambda *_, **__: False)
        if way == "row by row":
            patch.setattr(_columnwise.Columnwise, "suits", lambda _: False)
        try:
            return told(path, **options)
        except UnableToRead as refused:
            return refused.message()


@settings(max_examples=40)
@given(tables())
@example((b'"\xe9\xa1\xa7\xe5\xae\xa2\xe7\x95\xaa\xe5\x8f\xb7",a\n', {}))
def test_every_way_through_the_cells_gives_the_same_answer(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[bytes, dict[str, Any]]
) -> None:
    content, options = table
    path = tmp_path_factory.mktemp("agree") / "sales.csv"
    path.write_bytes(content)
    expected = answer(path, options, way="row by row")
    assert answer(path, options, way="fast") == expected
    assert answer(path, options, way="by columns") == expected


# Amounts that DuckDB's reader takes for whole numbers, or might, or that take Python.
FIGURES = (
    *("7", "-3", "0", "-0", "007", "", "5-", "--5", "-", "1-2", "1000000000000000"),
    *("1000000000000001", "-1000000000000001", "9223372036854775808", "99999999999999999999"),
    *("+5", "1e3", "1E3", "12.5", "5.", "1.0", "1_000", "0x1F", "0X1F", "0b1", "0B1"),
    *(" 12", "N/A", "nan", "inf"),
)


@pytest.mark.parametrize("digits", [0, 2])
@pytest.mark.parametrize("amount", FIGURES)
def test_amounts_read_as_numbers_say_what_their_texts_say(
    tmp_path: Path, amount: str, digits: int
) -> None:
    clean = [f"C{number % 40:03},2025-04-{number % 30 + 1:02},{number}" for number in range(600)]
    rows = [*clean, f"C001,2025-05-01,{amount}", f",2025-05-02,{amount}", "C002,2025-05-03,9"]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["customer,date,amount", *rows, ""]), encoding="utf-8")
    options = {"digits": digits}
    assert answer(path, options, way="fast") == answer(path, options, way="row by row")
