from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from django.utils import translation

from goen.shop.customers.models import Customer
from goen.shop.intake import driving, mapping, operations, outgoing, round_trip, store
from goen.shop.intake.kinds import _KINDS, add, kind_of
from goen.shop.intake.models import Batch, Choice
from goen.shop.intake.queries.differences import by_column
from goen.shop.ui.clock import now
from tests.shop.intake import helpers
from tests.shop.intake.tiny import Tiny

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from goen.shop.staff.models import Staff

HEAD = ("Goen番号", "Goen版", "顧客番号", "お名前", "誕生日", "メモ")
NAMES = ("id", "version", "code", "name", "birthday", "memo")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[Tiny]:
    """The shop with the tiny kind, and a folder of its own."""
    from goen.shop.home import Home

    settings.HOME = Home(tmp_path)
    monkeypatch.setitem(_KINDS, "tiny", Tiny())
    add(kind := Tiny())
    yield kind
    _KINDS.pop("tiny")


@pytest.fixture
def customers(people: dict[str, Staff]) -> list[Customer]:
    """Three customers."""
    return [
        Customer.objects.create(code=f"00{n}", name=name, birthday=date(1980, 1, n), memo=memo)
        for n, (name, memo) in enumerate((("青木", "紅茶"), ("井上", ""), ("上田", "2人")), start=1)
    ]


def went_out(kind: Tiny) -> list[dict[str, str]]:
    """The rows of a file that went out."""
    return [dict(row) for row in round_trip.going_out(kind, fields=kind.fields())]


def came_back(by: Staff, rows: list[dict[str, str]], *, names: tuple[str, ...] = NAMES) -> Batch:
    """The file after it was read and checked."""
    heads = dict(zip(NAMES, HEAD, strict=True))
    lines = [[heads[name] for name in names], *([row[name] for name in names] for row in rows)]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    batch = operations.send(
        by=by, kind="tiny", name="客.csv", stream=io.BytesIO(text.encode()), now=now()
    )
    batch = operations.read(batch_id=batch.pk)
    return operations.map_columns(
        batch_id=batch.pk, columns=batch.columns, options=batch.options, now=now()
    )


def outcomes(batch: Batch) -> dict[str, int]:
    return {name: n for name, n in batch.counts.items() if n}


def table(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as work:
        found = work.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def taken(batch: Batch) -> Mapping[str, int]:
    done = driving.take_over(batch_id=batch.pk, clock=now, progress=lambda _done, _total: None)
    counts: dict[str, int] = done.result.get("taken", {}).get("counts", {})
    return counts


def test_a_file_that_comes_back_as_it_went_is_all_unchanged(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    batch = came_back(people["MANAGER"], went_out(tiny))
    assert outcomes(batch) == {"SAME": 3}
    assert batch.options["blank"] == "clear"
    assert taken(batch) == {}


def test_changed_cells_are_a_difference_each_to_take_or_refuse(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)
    rows[0]["memo"], rows[0]["name"], rows[1]["birthday"] = "緑茶", "青木 花", "1990/2/3"
    batch = came_back(people["MANAGER"], rows)
    assert outcomes(batch) == {"UPDATE": 2, "SAME": 1, "CELLS": 3}
    cells = table(round_trip.differences(batch))
    assert [(row["row"], row["field"], row["was"], row["now"], row["side"]) for row in cells] == [
        (2, "memo", "紅茶", "緑茶", "FILE"),
        (2, "name", "青木", "青木 花", "FILE"),
        (3, "birthday", "1980-01-02", "1990/2/3", "FILE"),
    ]
    batch = operations.choose(batch_id=batch.pk, row=2, field="name", what=Choice.What.REFUSE)
    assert outcomes(batch) == {"UPDATE": 2, "SAME": 1, "CELLS": 2}
    assert [row["choice"] for row in table(round_trip.differences(batch))] == [None, "REFUSE", None]
    assert taken(batch) == {"update": 2}
    one, two, _three = Customer.objects.order_by("pk")
    assert (one.name, one.memo, two.birthday) == ("青木", "緑茶", date(1990, 2, 3))


def test_what_was_changed_here_since_stays_when_the_file_did_not_touch_it(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)
    Customer.objects.filter(pk=customers[0].pk).update(memo="ほうじ茶")
    rows[0]["name"] = "青木 花"
    batch = came_back(people["MANAGER"], rows)
    assert outcomes(batch) == {"UPDATE": 1, "SAME": 2, "CELLS": 1}
    taken(batch)
    one = Customer.objects.get(pk=customers[0].pk)
    assert (one.name, one.memo) == ("青木 花", "ほうじ茶")


def test_a_cell_changed_on_both_sides_waits_for_a_decision(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)
    Customer.objects.update(memo="ほうじ茶")
    rows[0]["memo"], rows[0]["name"] = "緑茶", "青木 花"
    rows[1]["memo"] = "ほうじ茶"  # the same on both sides: no conflict
    batch = came_back(people["MANAGER"], rows)
    assert outcomes(batch) == {"DOUBTFUL": 1, "SAME": 2, "CONFLICTS": 1}
    plan = next(row for row in table(store.plan(batch)) if row["row"] == 2)
    assert plan["why"]
    assert json.loads(plan["changes"]) == {
        "memo": ["ほうじ茶", "緑茶"],
        "name": ["青木", "青木 花"],
    }
    assert taken(batch) == {}  # whoever does not decide loses nothing in the ledger
    assert Customer.objects.get(pk=customers[0].pk).memo == "ほうじ茶"


@pytest.mark.parametrize(("what", "memo"), [("ACCEPT", "緑茶"), ("REFUSE", "ほうじ茶")])
def test_a_decision_settles_the_conflict(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff], what: str, memo: str
) -> None:
    rows = went_out(tiny)
    Customer.objects.update(memo="ほうじ茶")
    rows[0]["memo"], rows[0]["name"] = "緑茶", "青木 花"
    batch = came_back(people["MANAGER"], rows)
    batch = operations.choose(batch_id=batch.pk, row=2, field="memo", what=what)
    assert outcomes(batch)["UPDATE"] == 1
    assert "CONFLICTS" not in outcomes(batch)
    taken(batch)
    one = Customer.objects.get(pk=customers[0].pk)
    assert (one.name, one.memo) == ("青木 花", memo)


def test_deleted_rows_and_columns_change_nothing_and_new_rows_are_new(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)[1:]
    new = {"id": "", "version": "", "code": "009", "name": "江川", "birthday": "", "memo": "新"}
    batch = came_back(people["MANAGER"], [*rows, new], names=("id", "version", "code", "name"))
    assert outcomes(batch) == {"SAME": 2, "NEW": 1}
    assert taken(batch) == {"new": 1}
    assert Customer.objects.get(pk=customers[0].pk).memo == "紅茶"
    assert Customer.objects.get(pk=customers[2].pk).memo == "2人"


def test_an_emptied_cell_is_emptied(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)
    rows[0]["memo"] = ""
    taken(came_back(people["MANAGER"], rows))
    assert Customer.objects.get(pk=customers[0].pk).memo == ""


def test_a_row_copied_in_excel_is_a_row_of_its_own(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)
    copy = {**rows[0], "code": "100", "name": "青木 弟"}
    batch = came_back(people["MANAGER"], [copy, *rows])
    assert outcomes(batch) == {"SAME": 3, "NEW": 1, "WARNINGS": 1}
    taken(batch)
    assert Customer.objects.get(code="100").name == "青木 弟"
    assert Customer.objects.get(pk=customers[0].pk).name == "青木"


def test_sorted_rows_are_found_by_their_number(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)[::-1]
    rows[0]["code"] = "A-3"  # even the number by which people know them may change
    taken(came_back(people["MANAGER"], rows))
    assert Customer.objects.get(pk=customers[2].pk).code == "A-3"
    assert Customer.objects.count() == 3


def test_what_is_gone_is_not_made_anew_unseen(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)
    customers[0].delete()
    rows[0]["memo"] = "緑茶"
    assert outcomes(came_back(people["MANAGER"], rows)) == {"DOUBTFUL": 1, "SAME": 2}


def test_marks_that_somebody_broke_leave_an_ordinary_update(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)
    rows[0]["version"], rows[0]["memo"] = "?", "緑茶"
    assert outcomes(came_back(people["MANAGER"], rows)) == {"UPDATE": 1, "SAME": 2, "CELLS": 1}


def test_a_whole_column_is_taken_or_refused(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff]
) -> None:
    rows = went_out(tiny)
    Customer.objects.filter(pk=customers[0].pk).update(memo="ほうじ茶")
    for row in rows:
        row["memo"], row["name"] = row["memo"] + "！", row["name"] + "さま"
    batch = came_back(people["MANAGER"], rows)
    assert outcomes(batch) == {"DOUBTFUL": 1, "UPDATE": 2, "CELLS": 4, "CONFLICTS": 1}
    columns = by_column(batch)
    assert columns is not None
    assert [(one.field, one.file, one.both) for one in columns] == [("name", 3, 0), ("memo", 2, 1)]
    batch, count = operations.settle_column(
        batch_id=batch.pk, field="name", what=Choice.What.REFUSE
    )
    assert count == 3
    batch, _count = operations.settle_column(
        batch_id=batch.pk, field="memo", what=Choice.What.ACCEPT
    )
    assert outcomes(batch) == {"UPDATE": 3, "CELLS": 3}
    columns = by_column(batch)
    assert columns is not None
    assert [(one.refused, one.accepted) for one in columns] == [(3, 0), (0, 3)]
    batch, _count = operations.settle_column(batch_id=batch.pk, field="memo", what="")
    assert outcomes(batch)["DOUBTFUL"] == 1
    operations.settle_column(batch_id=batch.pk, field="memo", what=Choice.What.ACCEPT)
    assert taken(batch) == {"update": 3}
    assert Customer.objects.get(pk=customers[0].pk).memo == "紅茶！"
    assert Customer.objects.get(pk=customers[0].pk).name == "青木"


def test_the_page_tells_of_columns_and_settles_them(
    tiny: Tiny, customers: list[Customer], people: dict[str, Staff], client_of: Any
) -> None:
    rows = went_out(tiny)
    rows[0]["memo"] = "緑茶"
    batch = came_back(people["MANAGER"], rows)
    client = client_of("MANAGER")
    address = f"/imports/{batch.pk}/check/"
    page = client.get(address).content.decode()
    assert 'id="by-memo-refuse"' in page
    assert 'id="by-memo-take"' not in page  # it will be taken anyway
    settle = f"/imports/{batch.pk}/settle/"
    answer = client.post(settle, {"field": "memo", "what": "REFUSE"})
    assert answer.status_code == 302
    page = client.get(address).content.decode()
    assert 'id="by-memo-take"' in page
    assert client.post(settle, {"field": "memo", "what": "NEW"}).status_code == 400
    assert Batch.objects.get().counts["SAME"] == 3


def test_what_was_odd_in_the_ledger_before_is_not_told_of_untouched_cells(
    people: dict[str, Staff], tmp_path: Path
) -> None:
    kind, path = kind_of("customers"), tmp_path / "c.xlsx"
    text = "顧客番号,名前,電話番号\n1,青木,090-1\n2,井上,090-2\n"
    by = people["PRESIDENT"]
    assert helpers.taken(by=by, kind="customers", text=text).counts["WARNINGS"] == 2
    outgoing.write(kind, to=path, form="xlsx", by=by)
    whole = path.read_bytes()
    batch = helpers.checked(by=by, kind="customers", text=whole, name="c.xlsx")
    assert (batch.counts["SAME"], batch.counts["WARNINGS"]) == (2, 0)
    kept = next(row for row in table(store.cells(batch)) if "090-1" in row.values())
    place = int(next(name for name, text in kept.items() if text == "090-1")[1:])
    field = next(name for name, at in batch.columns.items() if at == place)
    batch = operations.fix(batch_id=batch.pk, texts={(kept["row"], field): "090-3"})
    assert (batch.counts["UPDATE"], batch.counts["WARNINGS"]) == (1, 1)


def test_names_of_columns_are_known_in_every_language_and_before_other_words(
    people: dict[str, Staff], tmp_path: Path
) -> None:
    kind = kind_of("customers")
    with translation.override("ja"):
        head = [str(one.label) for one in kind.fields() if one.goes_out]
    names = [one.name for one in kind.fields() if one.goes_out]
    with translation.override("en"):
        assert mapping.guess(fields=kind.fields(), header=head) == {
            name: place for place, name in enumerate(names)
        }
        # 区分 is what the stage is called here, and a word for another field elsewhere
        taken_out = names.index("kind")
        del head[taken_out], names[taken_out]
        assert mapping.guess(fields=kind.fields(), header=head) == {
            name: place for place, name in enumerate(names)
        }
