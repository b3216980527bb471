"""Counts in sentences, buttons and the history have their thousands set apart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import goen.shop
from goen.shop.intake import kinds
from goen.shop.jobs.work import drain
from tests.shop.intake.test_screens import checked, get, post
from tests.shop.intake.tiny import Tiny

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

SHOP = Path(goen.shop.__file__).parent
MANY = 1_100


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = settings.HOME.__class__(tmp_path)
    monkeypatch.setitem(kinds._KINDS, "tiny", Tiny())


@pytest.mark.parametrize("app", ["intake", "sales"])
def test_no_sentence_counts_with_a_bare_figure(app: str) -> None:
    for path in (SHOP / app / "templates").rglob("*.html"):
        counted = re.findall(
            r"{% blocktranslate [^%]*?count (\w+)=", path.read_text(encoding="utf-8")
        )
        # What is counted is shown by another name: as `|num` writes it.
        assert set(counted) <= {"counter"}, path.name


@pytest.mark.django_db
def test_many_rows_are_counted_with_commas(client_of: Callable[[str], Client]) -> None:
    client = client_of("CLERK")
    good = [f"A-{n},名前{n},1990/5/6,\n" for n in range(MANY)]
    bad = [f"B-{n},,1990/5/6,\n" for n in range(MANY)]
    batch = checked(client, text="".join(["顧客番号,お名前,誕生日,メモ\n", *good, *bad]))
    assert "2,200行" in get(client, "batch_columns", batch)
    page = get(client, "batch_check", batch)
    assert "2,200行" in page
    assert "1,100行を残して進む" in page
    page = get(client, "batch_summary", batch)
    assert "1,100行を取り込む" in page
    assert not re.search(r"[^\d,/=]\d{4,}(行|件|セル)", page)
    post(client, "batch_apply", batch)
    drain()
    assert "1,100行" in get(client, "batch", batch)
