"""One table in or out, by `goen` or by hand: `grid.py in|out PATH WHO [ROWS]`."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADS = [
    "顧客番号", "氏名", "ふりがな", "電話番号", "郵便番号",
    "住所", "メール", "区分", "金額", "メモ",
]  # fmt: skip


def rows(count: int) -> Iterator[list[str | int]]:
    """Customers: the same on every machine."""
    for n in range(count):
        yield [
            f"C{n:07}", f"山田{n % 7919}", f"やまだ{n % 997}", f"03-{n % 9973:04}-{n % 9967:04}",
            f"{n % 999:03}-{n % 9999:04}", f"東京都港区{n % 5003}-{n % 13}", f"a{n}@example.jp",
            "個人" if n % 3 else "法人", n * 37 % 99_991, "" if n % 5 else f"メモ{n}",
        ]  # fmt: skip


def read_by_hand(path: Path, to: Path) -> None:
    if path.suffix == ".csv":
        import duckdb

        reader = f"read_csv('{path}', all_varchar = true, header = true)"
        duckdb.sql(f"COPY (SELECT * FROM {reader}) TO '{to}' (FORMAT parquet)")
        return
    from python_calamine import CalamineWorkbook

    for _row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows():
        pass


def write_by_hand(path: Path, count: int) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([HEADS, *rows(count)])
        return
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADS, *rows(count))):
            sheet.write_row(number, 0, row)


def read(path: Path, to: Path) -> None:
    from goen.sheets import read_grid

    read_grid(path, name=path.name, to=to, words=HEADS)


def write(path: Path, count: int) -> None:
    from goen.sheets import OutColumn, write_table

    columns = [OutColumn(name, "money" if name == "金額" else "code") for name in HEADS]
    form = "xlsx" if path.suffix == ".xlsx" else "csv-utf8"
    write_table(path, columns=columns, rows=rows(count), format=form)


def main() -> None:
    way, path, who = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    if way == "in":
        (read if who == "goen" else read_by_hand)(path, path.with_suffix(".parquet"))
    else:
        (write if who == "goen" else write_by_hand)(path, int(sys.argv[4]))


if __name__ == "__main__":
    main()
