"""Returns written above zero are counted below it, and that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from goen.sheets import _text_file
from tests.sheets._files import loaded, text_file

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "顧客番号,売上日,金額,区分"
SALES = [f"C{n % 9},2024-01-{n % 28 + 1:02d},{n}00,売上" for n in range(1, 60)]
ABOVE = [f"C{n},2024-02-0{n},100,返品" for n in range(1, 8)] + ["C1,2024/2/8,￥100,返品"]
BELOW = [f"C{n},2024-02-0{n},-100,返品" for n in range(1, 4)] + ["C1,2024/2/8,▲100,返品"]
OTHER = ["C1,2024-02-01,0,返品", "C1,いつか,100,返品"]


def said(path: Path) -> list[str]:
    return [note.ja for note in loaded(path).files[0].plan.notes if "返品" in note.ja]


@pytest.mark.parametrize("fast", [True, False])
def test_the_signs_of_returns_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, fast: bool
) -> None:
    if not fast:
        monkeypatch.setattr(_text_file, "read_fast", lambda *_, **__: False)
    rows = [HEAD, *SALES, *ABOVE, *OTHER]
    path = text_file(tmp_path, "\n".join(rows))
    assert loaded(path).files[0].fast is fast
    assert said(path) == ["返品 8行の金額をマイナスとして数えました"]
    (mixed,) = said(text_file(tmp_path, "\n".join([*rows, *BELOW])))
    assert "8行" in mixed
    assert "4行" in mixed
    assert said(text_file(tmp_path, "\n".join([HEAD, *SALES, *BELOW]))) == []


def test_returns_of_parquet_are_said_too(tmp_path: Path) -> None:
    path = tmp_path / "sales.parquet"
    csv = text_file(tmp_path, "\n".join([HEAD, *SALES, *ABOVE, *BELOW]))
    duckdb.read_csv(str(csv), all_varchar=True).write_parquet(str(path))
    (mixed,) = said(path)
    assert "8行" in mixed
    assert "4行" in mixed
