"""The sheet says what the analyses say, and is one page that all can read."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from goen.shop.customers import paper as fonts
from goen.shop.customers.models import Customer
from goen.shop.figures import documents
from goen.shop.meeting_sheet import paper, sheet
from goen.shop.meeting_sheet.names import Named, Names
from goen.shop.portfolio.models import Closing
from goen.shop.sharing.meetings import decide, plan_meeting
from goen.shop.staff.models import Trail
from goen.shop.touches.models import Voice
from goen.shop.ui.clock import now
from tests.shop.figures.conftest import EVENING, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from django.test import Client

    from goen.shop.meeting_sheet.sheet import Sheet
    from goen.shop.staff.models import Staff
    from tests.shop.figures.conftest import ShopBooks

pytestmark = pytest.mark.django_db


def made(by: Staff, **given: str) -> Sheet:
    return sheet.make(asked=ask(by, **given), today=EVENING)


@pytest.mark.parametrize("given", [{}, {"on": "2025-11-30"}, {"who": "shop-2"}])
def test_figures_are_those_of_the_documents(
    books: ShopBooks, president: Staff, given: Mapping[str, str]
) -> None:
    found = made(president, **given)
    told = documents.everything(asked=found.asked)
    cpm = {(one["rank"], one["status"]): one for one in told["cpm"]}
    ranks = [rank.key for rank in found.asked.scheme.ranks][::-1]
    for rank, row in zip(ranks, found.rows, strict=False):
        assert row.active.people == cpm[rank, "active"]["customers"]
        assert row.lapsed.people == cpm[rank, "lapsed"]["customers"]
    total = found.rows[-1]
    assert total.active.people + total.lapsed.people == sum(one["customers"] for one in told["cpm"])
    assert total.sales == sum(one["sales_12m"] for one in told["cpm"])
    month = f"{found.asked.day:%Y-%m}"
    flow = next(one for one in told["flows"]["periods"] if one["period"] == month)
    assert found.flows == {name: flow[name] for name in sheet.FLOWS}
    assert found.change == told["sales_change"]
    for name in ("lapsed", "revived"):
        names: Names = getattr(found, name)
        assert len(names.people) + names.others <= flow[name]
        assert bool(names.people) == bool(flow[name])


def test_a_closed_month_is_shown_as_published(books: ShopBooks, president: Staff) -> None:
    assert not made(president, on="2025-11-30").published
    line = {"segment": "loyal/active", "opening": 38, "closing": 41}
    Closing.objects.create(month=date(2025, 11, 1), closed_at=now(), lines=[line])
    found = made(president, on="2025-11-30")
    assert found.published
    assert (found.rows[0].active.people, found.rows[0].active.more) == (41, 3)
    assert not made(president, on="2025-11-30", who="shop-1").published
    assert not made(president).published


def _crowded(found: Sheet) -> Sheet:
    """The sheet with the longest names and sums that there are."""
    people = [Named(n, "株式会社" + "長" * 36 + " 御中", 12_345_678_900) for n in range(5)]
    names = Names(people, 12_345)
    rows = [dataclasses.replace(row, sales=12_345_678_900) for row in found.rows]
    return dataclasses.replace(found, rows=rows, lapsed=names, revived=names)


def _heard(by: Staff) -> None:
    for kind in ("PRAISE", "PRAISE", "PRAISE", *["COMPLAINT"] * 5):
        Voice.objects.create(
            kind=kind,
            title="声" * 200,
            words="お喜びの声。" * 60,
            received_at=now() - timedelta(days=(now().date() - EVENING).days + 5),
            taken_by=by,
            entered_by=by,
            entered_at=now(),
        )
    values = {"title": "会議", "on": EVENING - timedelta(days=30), "attendees": [by]}
    meeting = plan_meeting(by=by, values=values, now=now(), since=timedelta(days=30))  # type: ignore[arg-type]
    for _n in range(7):
        decide(by=by, meeting=meeting, what="決" * 200, owner=by, due_on=EVENING, now=now())


def _pages(body: bytes, place: Path) -> int:
    path = place / "sheet.pdf"
    path.write_bytes(body)
    told = subprocess.run(["/usr/bin/pdfinfo", path], capture_output=True, text=True, check=True)
    assert "A4" in told.stdout
    return int(re.findall(r"Pages:\s+(\d+)", told.stdout)[0])


def _check_letters(path: Path) -> str:
    """Whether all letters are large enough and far enough from the edge; gives the words."""
    told = subprocess.run(
        ["/usr/bin/pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = [
        [float(edge) for edge in one]
        for one in re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)"', told)
    ]
    assert len(words) > 100
    assert min(bottom - top for _left, top, _right, bottom in words) > 6.95  # points
    edge, wide, tall = 28.3, 595.3, 841.9  # 10 mm, and the sides of A4
    assert min(left for left, *_rest in words) > edge
    assert min(top for _left, top, *_rest in words) > edge
    assert max(right for _left, _top, right, _bottom in words) < wide - edge
    assert max(bottom for *_rest, bottom in words) < tall - edge
    return told


def test_nothing_is_too_small_or_too_near_the_edge(
    books: ShopBooks, president: Staff, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(paper.pdf(sheet=made(president), company="みどり堂"))
    _check_letters(path)


def test_it_is_one_page_however_much_is_on_it(
    books: ShopBooks, president: Staff, tmp_path: Path
) -> None:
    plain = made(president)
    assert _pages(paper.pdf(sheet=plain, company="みどり堂"), tmp_path) == 1
    _heard(president)
    full = _crowded(made(president))
    assert _pages(paper.pdf(sheet=full, company="株" * 60), tmp_path) == 1
    assert "決めたこと" in _check_letters(tmp_path / "sheet.pdf")
    none = dataclasses.replace(
        full, rows=[], steps=[], findings=[], change=None, lapsed=Names([], 0), revived=Names([], 0)
    )
    assert _pages(paper.pdf(sheet=none, company=""), tmp_path) == 1


def test_what_is_too_much_for_a_page_goes_on_in_full(
    books: ShopBooks, president: Staff, tmp_path: Path
) -> None:
    long = dataclasses.replace(_crowded(made(president)), findings=["長い文です。" * 90] * 3)
    assert _pages(paper.pdf(sheet=long, company="みどり堂"), tmp_path) == 2
    told = _check_letters(tmp_path / "sheet.pdf")
    assert "12,345" in told
    assert "決めたこと" in told


def test_what_does_not_fit_is_cut_with_a_count(books: ShopBooks, president: Staff) -> None:
    _heard(president)
    told = paper.words(sheet=_crowded(made(president)), company="みどり堂")
    assert told["lapsed"]["others"] == "ほか12,345人"
    assert told["lapsed"]["rows"][0][1] == "12,345,678,900円"
    assert told["voices"]["rows"][2:4] == ["ほか1件", "クレーム：今月5件、対応待ち5件"]
    assert told["voices"]["rows"][-1] == "ほか2件"
    assert len(told["decided"]["rows"]) == 5
    assert told["decided"]["others"] == "ほか2件"
    assert all(len(row[1]) <= 60 for row in told["decided"]["rows"])


def test_the_page_and_the_paper(books: ShopBooks, client_of: Callable[[str], Client]) -> None:
    for number in range(1, 12):
        Customer.objects.create(pk=number, name=f"客{number}")
    client = client_of("PRESIDENT")
    page = client.get("/meeting-sheet/?on=2025-11-30").content.decode()
    assert "2025年11月" in page
    assert 'href="/meeting-sheet/goen-meeting.pdf?on=2025-11-30"' in page
    answer = client.get("/meeting-sheet/goen-meeting.pdf?on=2025-11-30")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    row = Trail.objects.get(action="lists.exported")
    assert (row.label, row.staff.role if row.staff else "") == ("meeting_sheet", "PRESIDENT")
    assert client_of("VIEWER").get("/meeting-sheet/").status_code == 200
    assert client_of("VIEWER").get("/meeting-sheet/goen-meeting.pdf").status_code == 403
    assert "goen-meeting.pdf" not in client_of("VIEWER").get("/meeting-sheet/").content.decode()


def test_without_a_japanese_font_the_page_says_so(
    books: ShopBooks, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_fonts", lambda: (None, ()))
    answer = client_of("PRESIDENT").get("/meeting-sheet/goen-meeting.pdf")
    assert answer.status_code == 503
    assert "フォント" in answer.content.decode()
