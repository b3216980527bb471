"""The event at which something was sold, as a column of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.sheets._files import loaded, text_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("head", ["催事名", "イベント", "イベント参加", "フェア名", "event name"])
def test_a_column_of_events_is_found_and_kept(tmp_path: Path, head: str) -> None:
    rows = "A,2025-04-01,100,春の催事\nA,2025-04-02,100,\nB,2025-04-02,50, 展示会 \n"
    connection = duckdb.connect()
    path = text_file(tmp_path, f"顧客番号,売上日,金額,{head}\n{rows}")
    assert loaded(path, connection=connection).optional == ("event",)
    kept = connection.execute("SELECT customer, day, event FROM sales ORDER BY ALL").fetchall()
    assert kept == [
        ("A", date(2025, 4, 1), "春の催事"),
        ("A", date(2025, 4, 2), None),
        ("B", date(2025, 4, 2), "展示会"),
    ]


@pytest.mark.parametrize("head", ["イベントコメント", "event type", "event time", "イベント備考"])
def test_other_columns_about_events_are_left(tmp_path: Path, head: str) -> None:
    path = text_file(tmp_path, f"顧客番号,売上日,金額,{head}\nA,2025-04-01,100,view\n")
    assert "event" not in loaded(path).optional
