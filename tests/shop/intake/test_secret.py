"""Who may not see sensitive fields does not see them beside the values of a file either."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from goen.shop.customers.models import Customer
from goen.shop.customers.snapshot import snapshot
from goen.shop.fields.operations import propose_field
from goen.shop.intake import operations, outgoing
from goen.shop.intake.kinds import kind_of
from goen.shop.ui.clock import now, today
from tests.shop.intake.found import plan
from tests.shop.intake.helpers import checked, taken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from goen.shop.fields.models import OwnField
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff
    from tests.shop.conftest import People

pytestmark = pytest.mark.django_db

HEAD = "顧客番号,お名前,持病\n"
HIDDEN = "（表示できません）"


@pytest.fixture
def by(people: People) -> Staff:
    return people["PRESIDENT"]


@pytest.fixture
def illness(by: Staff) -> OwnField:
    """A sensitive field, and a customer of whom it is known."""
    asked = {"label": "持病", "kind": "TEXT", "sensitive": True}
    field = propose_field(by=by, asked=asked, choices=(), today=today())
    taken(by=by, kind="customers", text=HEAD + "K-1,山田 花子,花粉症\n")
    return field


def page(client: Client, batch: Batch, show: str) -> str:
    return client.get(reverse("batch_check", args=[batch.pk]), {"show": show}).content.decode()


@pytest.mark.usefixtures("illness")
def test_changes_show_what_the_file_says_and_not_what_the_ledger_says(
    by: Staff, client_of: Callable[[str], Client]
) -> None:
    batch = checked(by=by, kind="customers", text=HEAD + "K-1,山田 花子,腰痛\n")
    for show in ("updates", "all"):
        told = page(client_of("CLERK"), batch, show)
        assert "花粉症" not in told
        assert HIDDEN in told
        assert "腰痛" in told
        assert "花粉症" in page(client_of("MANAGER"), batch, show)


@pytest.mark.usefixtures("illness")
def test_doubtful_rows_do_not_compare_it(by: Staff, client_of: Callable[[str], Client]) -> None:
    batch = checked(by=by, kind="customers", text=HEAD + "K-1,別の 名前,腰痛\n")
    assert batch.counts["DOUBTFUL"] == 1
    told = page(client_of("CLERK"), batch, "doubtful")
    assert ("花粉症" in told, HIDDEN in told, "腰痛" in told) == (False, True, True)
    same = checked(by=by, kind="customers", text=HEAD + "K-1,別の 名前,花粉症\n")
    assert HIDDEN in page(client_of("CLERK"), same, "doubtful")  # not even that it is the same


def test_files_that_come_back_tell_nothing_of_it_either(
    by: Staff, illness: OwnField, client_of: Callable[[str], Client], tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    outgoing.write(kind_of("customers"), to=path, form="xlsx", by=by)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = next(cell for cell in sheet[1] if cell.value == "持病").column
    sheet.cell(2, place).value = "腰痛"
    stream = io.BytesIO()
    book.save(stream)
    taken(by=by, kind="customers", text=HEAD + "K-1,山田 花子,喘息\n")  # meanwhile, here
    stream.seek(0)
    batch = operations.send(by=by, kind="customers", name="out.xlsx", stream=stream, now=now())
    batch = operations.read(batch_id=batch.pk)
    batch = operations.map_columns(
        batch_id=batch.pk, columns=batch.columns, options=batch.options, now=now()
    )
    assert batch.counts["DOUBTFUL"] == 1
    for show in ("doubtful", "all"):
        told = page(client_of("CLERK"), batch, show)
        assert ("喘息" in told, "腰痛" in told, HIDDEN in told) == (False, True, True)
        assert "喘息" in page(client_of("MANAGER"), batch, show)
    answer = client_of("CLERK").get(reverse("batch_errors", args=[batch.pk]))
    cells = load_workbook(io.BytesIO(b"".join(answer))).worksheets[0].values  # type: ignore[arg-type]
    texts = [str(cell) for row in cells for cell in row]
    assert not any("喘息" in text for text in texts)
    assert "腰痛" in texts
    assert illness.input_name in plan(batch)[2]["changes"]


def test_who_may_not_see_it_cannot_empty_it_either(people: People, illness: OwnField) -> None:
    text = HEAD + "K-1,山田 はな子,\n"
    batch = checked(by=people["CLERK"], kind="customers", text=text, blank="clear")
    assert list(plan(batch)[2]["changes"]) == ["name"]
    values = snapshot(Customer.objects.get())["sections"]["fields"]
    assert values[illness.input_name] == "花粉症"
