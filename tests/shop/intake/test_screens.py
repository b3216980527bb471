"""The pages of an import, from the file to the result, without scripts."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goen import sheets
from goen.shop.customers.models import Customer
from goen.shop.fields.models import OwnField
from goen.shop.intake import driving, jobs, kinds, store
from goen.shop.intake.models import Batch, Choice, Fix
from goen.shop.intake.operations import sending
from goen.shop.intake.queries import rows
from goen.shop.jobs.models import Job, State
from goen.shop.jobs.work import drain
from goen.shop.staff.models import Trail
from goen.shop.ui.clock import now
from tests.shop.intake.found import csv
from tests.shop.intake.test_readers import AIRREGI
from tests.shop.intake.tiny import Tiny

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from goen.shop.intake.kinds.base import Candidate

    Browser = Callable[[str], Client]

pytestmark = pytest.mark.django_db

FILE = """お客様の一覧,,,
顧客番号,お名前,誕生日,メモ
A-1,山田 花子,昭和64年1月8日,お茶
A-2,佐藤 一郎,1980/2/3,
A-3,,1990/5/6,名前がない
A-4,鈴木 次郎,2025/2/30,
"""


class Unsure(Tiny):
    """A kind in which a row without a number may be somebody who is here."""

    def _planned(self, row: Any, batch: Batch) -> Any:
        planned = super()._planned(row, batch)
        chosen = batch.choices.filter(row=row["row"], field="").first()
        same = Customer.objects.filter(name=row["name"]).first()
        if row.get("code") or same is None:
            return planned
        outcome = {None: "DOUBTFUL", "NEW": "NEW", "SKIP": "SKIP", "TARGET": "SAME"}
        return rows_planned(planned, outcome[chosen.what if chosen else None], same.pk)

    def candidates(self, *, texts: Any) -> Sequence[Candidate]:
        return ()


def rows_planned(planned: Any, outcome: str, target: int) -> Any:
    return type(planned)(
        planned.row, outcome, target, label="台帳の人", values=planned.values, why="似た人"
    )


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: SettingsWrapper) -> None:
    settings.HOME = settings.HOME.__class__(tmp_path)


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._KINDS, "tiny", Tiny())


def upload(text: str | bytes = FILE, name: str = "一覧.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def send(
    client: Client, text: str | bytes = FILE, name: str = "一覧.csv", kind: str = "tiny"
) -> Batch:
    answer = client.post(reverse("import_send"), {"kind": kind, "file": upload(text, name)})
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.latest("pk")


def get(client: Client, name: str, batch: Batch, **query: Any) -> str:
    answer = client.get(reverse(name, args=[batch.pk]), query, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def post(client: Client, name: str, batch: Batch, **data: Any) -> Any:
    return client.post(reverse(name, args=[batch.pk]), data, follow=True)


def part(client: Client, name: str, batch: Batch, **data: Any) -> str:
    headers = {"HX-Request": "true"}
    answer = client.post(reverse(name, args=[batch.pk]), data, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def mapped(batch: Batch) -> dict[str, Any]:
    return {f"column-{n}": name for name, n in batch.columns.items()} | {"blank": "keep"}


def checked(client: Client, **given: Any) -> Batch:
    batch = send(client, **given)
    answer = post(client, "batch_columns", batch, **mapped(batch))
    batch.refresh_from_db()
    assert batch.state == Batch.State.CHECKED, answer.content.decode()
    return batch


def test_the_whole_way(client_of: Browser) -> None:
    client = client_of("CLERK")
    assert "取り込み・書き出し" in client.get("/").content.decode()
    batch = send(client)
    assert "2行目が見出しです" in get(client, "batch", batch)
    batch = checked(client)
    page = get(client, "batch", batch)
    assert 'value="昭和64年1月8日"' in page
    assert "平成元年1月8日 にする" in page
    post(client, "batch_fix", batch, row=3, field="birthday", likely="平成元年1月8日", text="x")
    post(client, "batch_fix", batch, row=5, field="name", text="高橋 三郎")
    batch.refresh_from_db()
    assert (batch.counts["NEW"], batch.counts["ERROR"]) == (3, 1)
    assert "3行を取り込む" in get(client, "batch_summary", batch)
    post(client, "batch_apply", batch)
    post(client, "batch_apply", batch)  # a second press
    assert drain() == 1
    page = get(client, "batch", batch)
    assert "ファイルを取り込みました" in page
    assert "直す行をExcelで受け取る" in page
    assert sorted(Customer.objects.values_list("name", flat=True)) == [
        "佐藤 一郎",
        "山田 花子",
        "高橋 三郎",
    ]
    edited = Customer.objects.get(code="A-1")
    edited.memo = "手で直した"
    edited.save()
    assert "一覧.csv" in client.get(reverse("imports")).content.decode()
    post(client, "batch_undo", batch)
    drain()
    assert "取り込みを元に戻しました" in get(client, "batch", batch)
    post(client, "batch_undo", batch)  # nothing more happens
    assert drain() == 0


def test_only_those_who_may_import_see_it(client_of: Browser) -> None:
    batch = send(client_of("CLERK"))
    for role in ("VIEWER", "STAFF"):
        client = client_of(role)
        assert reverse("imports") not in client.get("/").content.decode()
        for name in ("batch", "batch_check", "batch_columns", "batch_left"):
            assert client.get(reverse(name, args=[batch.pk])).status_code == 403
    # A colleague who may import goes on with it.
    assert "山田 花子" in get(client_of("MANAGER"), "batch", batch)


def test_a_file_and_its_kind_have_to_be_chosen(client_of: Browser) -> None:
    client = client_of("CLERK")
    assert client.post(reverse("import_send"), {"kind": "tiny"}).status_code == 422
    answer = client.post(reverse("import_send"), {"kind": "nothing", "file": upload()})
    assert answer.status_code == 422
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.7", "売上.xlsx"), (b"", "空.csv"), (b"PK\x03\x04broken", "壊れた.xlsx")],
)
def test_what_cannot_be_read_is_told(client_of: Browser, content: bytes, name: str) -> None:
    client = client_of("CLERK")
    if not content:  # browsers send an empty file as none
        answer = client.post(reverse("import_send"), {"kind": "tiny", "file": upload(b"", name)})
        assert answer.status_code in (302, 422)
        return
    batch = send(client, content, name)
    page = get(client, "batch", batch)
    assert "ファイルを読めませんでした" in page
    assert name in page
    assert not store.upload(batch).is_file()


def test_names_and_cells_do_no_harm(client_of: Browser) -> None:
    client = client_of("CLERK")
    evil = "<script>alert(1)</script>"
    text = f'顧客番号,お名前,誕生日,メモ\nA-1,"{evil}",{evil},=HYPERLINK("x")\n'
    batch = checked(client, text=text, name=f"../{evil}.csv")
    for name in ("batch_columns", "batch_file", "batch_check", "batch_summary"):
        page = get(client, name, batch, show="all")
        assert evil not in page
        assert "&lt;script&gt;" in page or name == "batch_summary"
    assert evil not in client.get(reverse("imports")).content.decode()
    answer = client.get(reverse("batch_errors", args=[batch.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"HYPERLINK" in sheet
    assert b"<f>" not in sheet
    assert "/" not in answer["Content-Disposition"]


def test_rows_to_mend_come_back_as_they_are(client_of: Browser, tmp_path: Path) -> None:
    client = client_of("CLERK")
    batch = checked(client)
    post(client, "batch_fix", batch, row=5, field="birthday", text="1991/5/6")
    answer = client.get(reverse("batch_errors", args=[batch.pk]))
    book = b"".join(answer.streaming_content)
    again = send(client, book, "直した.xlsx")
    assert again.grid["header"][-1] == "取り込めなかった理由"
    assert again.fingerprint == batch.fingerprint
    assert again.columns == batch.columns
    page = get(client, "batch", again)
    assert "前回のとおりにしました" in page
    assert "行が戻ってきた理由の列です" in page
    cells = store.sample(again)
    assert [row[0] for row in cells] == ["A-1", "A-3", "A-4"]
    assert cells[1][2] == "1991/5/6"  # what was fixed goes along
    assert "5行目：お名前：必須の項目が空です。" in str(cells[1][4])


def test_mended_rows_keep_the_columns_that_were_made(client_of: Browser) -> None:
    client = client_of("CLERK")
    line = {"取引No": "A1", "メニュー名": "刺身", "カテゴリー名": "料理", "価格": "1,800"}
    first = {**line, "会計日": "2026/10/01", "会計時間": "19:27:08", "注文数量": "2"}
    rows = [
        [row.get(head, "") for head in AIRREGI] for row in (first, {**line, "注文数量": "幾つか"})
    ]
    batch = send(client, csv(AIRREGI, *rows), kind="sales")
    assert batch.reader == "airregi.details"
    assert "のファイルとして読みました" in get(client, "batch", batch)
    post(client, "batch_columns", batch, **mapped(batch))
    answer = client.get(reverse("batch_errors", args=[batch.pk]))
    again = send(client, b"".join(answer.streaming_content), "直した.xlsx", kind="sales")
    batch.refresh_from_db()
    assert again.reader == batch.reader
    assert again.columns == batch.columns
    assert again.grid["header"][:-1] == batch.grid["header"]


def test_the_same_file_is_known_again(client_of: Browser) -> None:
    client = client_of("CLERK")
    batch = checked(client)
    post(client, "batch_apply", batch)
    drain()
    again = send(client)
    assert "同じファイルを、前にも取り込んでいます" in get(client, "batch", again)


def test_columns_have_to_make_sense(client_of: Browser) -> None:
    client = client_of("CLERK")
    batch = send(client)
    answer = post(client, "batch_columns", batch, **{"column-0": "name", "column-1": "name"})
    assert answer.status_code == 422
    assert "が2つの列に選ばれています" in answer.content.decode()
    answer = post(client, "batch_columns", batch, **{"column-0": "code"})
    assert answer.status_code == 422
    assert "「お名前」" in answer.content.decode()
    answer = post(
        client, "batch_columns", batch, blank="keep", **{"column-1": "name", "column-99": "code"}
    )
    batch.refresh_from_db()
    assert batch.columns == {"name": 1}


def test_the_file_is_read_in_another_way(client_of: Browser) -> None:
    client = client_of("CLERK")
    batch = send(client, FILE.encode("cp932"))
    assert batch.grid["encoding"].lower() == "cp932"
    assert "山田 花子" in get(client, "batch_file", batch)
    post(client, "batch_file", batch, encoding="cp932", header_row="3")
    batch.refresh_from_db()
    assert batch.grid["header_row"] == 3
    assert post(client, "batch_file", batch, header_row="x").status_code == 422
    assert post(client, "batch_file", batch, encoding="utf-16").status_code == 422
    batch.refresh_from_db()
    assert (batch.state, batch.grid["header_row"]) == (Batch.State.MAPPING, 3)


def test_a_mended_row_moves_the_counts(client_of: Browser) -> None:
    client = client_of("CLERK")
    batch = checked(client)
    text = part(client, "batch_fix", batch, row=5, field="name", text="高橋", show="errors", rows=3)
    assert 'id="row-5"' in text
    assert 'id="row-3"' not in text
    assert 'id="counts" hx-swap-oob="true"' in text
    assert "直しました（元は —）" in text
    part(client, "batch_fix", batch, row=5, field="name", forget="1", show="errors", rows=3)
    batch.refresh_from_db()
    assert batch.counts["ERROR"] == 3
    assert (
        client.post(
            reverse("batch_fix", args=[batch.pk]), {"row": 5, "field": "nothing", "text": "x"}
        ).status_code
        == 404
    )


def test_likely_values_go_into_all_alike(client_of: Browser) -> None:
    client = client_of("CLERK")
    lines = "".join(f"B-{n},客 {n},昭和64年1月8日,\n" for n in range(5))
    batch = checked(client, text=f"顧客番号,お名前,誕生日,メモ\n{lines}")
    page = get(client, "batch_check", batch)
    assert "同じ形の5行もまとめて" in page
    (cell,) = (
        cell for cell in rows.page(batch, by=batch.by, show="errors").rows[0].cells if cell.wrong
    )
    text = part(client, "batch_alike", batch, row=2, field="birthday", words=cell.words, rows=2)
    assert "5か所を直しました" in text
    batch.refresh_from_db()
    assert (batch.counts["NEW"], batch.counts["ERROR"]) == (5, 0)


def test_updates_show_both_sides_and_can_be_refused(client_of: Browser) -> None:
    client = client_of("CLERK")
    Customer.objects.create(code="A-1", name="山田 花子", memo="前のメモ")
    batch = checked(client, text="顧客番号,お名前,メモ\nA-1,山田 花子,新しいメモ\n")
    page = get(client, "batch_check", batch)
    assert "前のメモ" in page
    assert "data-changed" in page
    part(client, "batch_choose", batch, row=2, field="memo", what="REFUSE", show="updates")
    assert Choice.objects.get().what == "REFUSE"
    assert "台帳のまま変えません" in get(client, "batch_check", batch, show="all")
    part(client, "batch_choose", batch, row=2, field="memo", what="FORGET", show="updates")
    assert not Choice.objects.exists()
    answer = client.post(reverse("batch_choose", args=[batch.pk]), {"row": 2, "what": "EAT"})
    assert answer.status_code == 400


def test_doubtful_rows_are_decided(client_of: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._KINDS, "tiny", Unsure())
    client = client_of("CLERK")
    here = Customer.objects.create(name="山田 花子")
    batch = checked(client, text="お名前,メモ\n山田 花子,メモ\n新しい 人,\n")
    assert batch.counts["DOUBTFUL"] == 1
    page = get(client, "batch_check", batch)
    assert f'value="TARGET-{here.pk}"' in page
    text = part(client, "batch_choose", batch, row=2, what=f"TARGET-{here.pk}", show="doubtful")
    assert "選び直す" in text
    assert Choice.objects.get().target == here.pk
    batch.refresh_from_db()
    assert batch.counts["DOUBTFUL"] == 0
    assert "同じものとして更新" in get(client, "batch_check", batch, show="all")


def test_pages_go_by_the_number_of_the_row(client_of: Browser) -> None:
    client = client_of("CLERK")
    lines = "".join(f"C-{n},客 {n},\n" if n % 40 else "\n" for n in range(1, 400))
    batch = checked(client, text=f"顧客番号,お名前,メモ\n{lines}")
    first = rows.page(batch, by=batch.by, show="all")
    assert (len(first.rows), first.earlier) == (rows.PAGE, None)
    second = rows.page(batch, by=batch.by, show="all", after=first.later or 0)
    assert second.rows[0].number > first.last
    back = rows.page(batch, by=batch.by, show="all", before=second.earlier)
    assert [row.number for row in back.rows] == [row.number for row in first.rows]
    assert "360行目" not in get(client, "batch_check", batch, show="all")
    assert "C-380" in get(client, "batch_check", batch, show="all", row=370)
    beyond = rows.page(batch, by=batch.by, show="all", after=10_000_000)
    assert beyond.first == first.first


def test_two_windows_on_one_import(client_of: Browser) -> None:
    one, other = client_of("CLERK"), client_of("MANAGER")
    batch = checked(one)
    post(other, "batch_apply", batch)
    answer = post(one, "batch_fix", batch, row=5, field="name", text="高橋")
    assert "この取り込みは、先に進んでいました" in answer.content.decode()
    assert not Fix.objects.exists()
    answer = one.post(
        reverse("batch_fix", args=[batch.pk]),
        {"row": 5, "field": "name", "text": "高橋"},
        headers={"HX-Request": "true"},
    )
    assert answer["HX-Redirect"].endswith("?moved=1")
    assert "順番を待っています" in one.get(reverse("imports")).content.decode()
    post(one, "batch_withdraw", batch)
    batch.refresh_from_db()
    assert (batch.asked_at, Job.objects.get().state) == (None, State.STOPPED)
    assert "昭和64年1月8日" in get(one, "batch", batch)


def test_giving_up_leaves_nothing(client_of: Browser) -> None:
    client = client_of("CLERK")
    batch = checked(client)
    post(client, "batch_leave", batch)
    assert "この取り込みは、やめました" in get(client, "batch", batch)
    assert not store.folder(batch.pk).joinpath("file").is_file()
    post(client, "batch_leave", batch)


def test_a_file_lost_by_a_restore(client_of: Browser) -> None:
    client = client_of("CLERK")
    batch = checked(client)
    store.forget(batch.pk)
    page = get(client, "batch", batch)
    assert "このファイルはもうありません" in page
    assert "先に進んでいました" not in page
    Batch.objects.filter(pk=batch.pk).update(state=Batch.State.APPLYING, done=1, total=3)
    assert "ここまでで終わりにする" in get(client, "batch", batch)
    post(client, "batch_stop_here", batch)
    assert "ファイルの一部を取り込みました" in get(client, "batch", batch)


def test_long_files_are_read_and_checked_in_the_background(
    client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goen.shop.intake.operations.starting.READ_AT_ONCE", 10)
    monkeypatch.setattr("goen.shop.intake.operations.starting.CHECKED_AT_ONCE", 2)
    monkeypatch.setattr(sending, "CHECKED_AT_ONCE", 2)
    client = client_of("CLERK")
    batch = send(client)
    assert "ファイルを読んでいます" in get(client, "batch", batch)
    poll = client.get(reverse("batch", args=[batch.pk]), headers={"HX-Request": "true"})
    assert "every 1s" in poll.content.decode()
    assert drain() == 1
    poll = client.get(reverse("batch", args=[batch.pk]), headers={"HX-Request": "true"})
    assert poll["HX-Redirect"] == reverse("batch_columns", args=[batch.pk])
    batch.refresh_from_db()
    post(client, "batch_columns", batch, **mapped(batch))
    assert "すべての行を確認しています" in get(client, "batch", batch)
    drain()
    batch.refresh_from_db()
    assert batch.state == Batch.State.CHECKED
    text = part(client, "batch_fix", batch, row=5, field="name", text="高橋", show="errors")
    assert "1か所の直しを保存しました" in text
    assert "確認はこれから" in text
    batch.refresh_from_db()
    assert batch.counts["ERROR"] == 3
    assert "確認し直す" in get(client, "batch_summary", batch)  # leads back to the rows
    post(client, "batch_recheck", batch)
    drain()
    batch.refresh_from_db()
    assert batch.counts["ERROR"] == 2
    post(client, "batch_file", batch, header_row="3")
    drain()
    batch.refresh_from_db()
    assert (batch.state, batch.grid["header_row"]) == (Batch.State.MAPPING, 3)


def test_work_that_came_to_a_halt_goes_on(
    client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("CLERK")
    batch = checked(client)
    post(client, "batch_apply", batch)
    with monkeypatch.context() as patch:

        def broken(**_given: Any) -> None:
            raise OSError

        patch.setattr(driving, "take_over", broken)
        for _try in range(5):
            Job.objects.update(run_after=None)
            drain()
    page = get(client, "batch", batch)
    assert "作業が途中で止まりました" in page
    post(client, "batch_go_on", batch)
    drain()
    assert "ファイルを取り込みました" in get(client, "batch", batch)


def test_a_field_of_ones_own_is_made_for_a_column(
    client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OfCustomers(Tiny):
        name = "customers"

    monkeypatch.setitem(kinds._KINDS, "customers", OfCustomers())
    text = "顧客番号,お名前,お茶の好み\nA-1,山田,深むし\nA-2,佐藤,渋め\nA-3,鈴木,深むし\n"
    clerk = client_of("CLERK")
    batch = send(clerk, text, kind="customers")
    assert "新しい項目を作る" in get(clerk, "batch", batch)
    answer = post(clerk, "batch_columns", batch, new_field="2", **{"column-1": "name"})
    assert "お茶の好み" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.columns == {"name": 1}
    address = reverse("batch_field", args=[batch.pk, 2])
    assert clerk.post(address, {"label": "", "kind": "TEXT"}).status_code == 422
    answer = clerk.post(address, {"label": "お茶の好み", "kind": "CHOICE"}, follow=True)
    assert "提案しました" in answer.content.decode()
    made = OwnField.objects.get()
    assert made.status == OwnField.Status.PROPOSED
    assert [choice.label for choice in made.choices.order_by("order")] == ["深むし", "渋め"]
    manager = client_of("MANAGER")
    answer = manager.post(address, {"label": "お茶の量", "kind": "TEXT"}, follow=True)
    assert "作りました" in answer.content.decode()


def test_histories_tell_the_file_and_the_row(client_of: Browser) -> None:
    client = client_of("MANAGER")
    batch = checked(client)
    post(client, "batch_apply", batch)
    drain()
    customer = Customer.objects.get(code="A-2")
    page = client.get(reverse("customer_history", args=[customer.pk])).content.decode()
    assert "一覧.csv" in page
    assert reverse("batch", args=[batch.pk]) in page


def test_the_rows_left_behind_wait_some_days(client_of: Browser) -> None:
    client = client_of("CLERK")
    batch = checked(client)
    post(client, "batch_apply", batch)
    drain()
    jobs.tidy()
    answer = client.get(reverse("batch_left", args=[batch.pk]))
    assert answer.status_code == 200
    assert Trail.objects.filter(action="intake.left.fetched").exists()
    grid = sheets.read_grid(store.left(batch.pk), name="left.xlsx", to=store.cells(batch))
    assert grid.rows == 3
    Batch.objects.update(applied_at=now() - timedelta(days=15))
    jobs.tidy()
    assert client.get(reverse("batch_left", args=[batch.pk])).status_code == 404


def test_the_summary_of_nothing(client_of: Browser) -> None:
    client = client_of("CLERK")
    Customer.objects.create(code="A-1", name="山田 花子")
    batch = checked(client, text="顧客番号,お名前\nA-1,山田 花子\n")
    page = get(client, "batch_summary", batch)
    assert "変わるところはありません" in page
    assert "行を取り込む</button>" not in page


def test_english_is_complete(client_of: Browser, people: Any) -> None:
    people["CLERK"].language = "en"
    people["CLERK"].save()
    client = client_of("CLERK")
    batch = checked(client)
    page = get(client, "batch", batch)
    assert "Nothing has changed yet." in page
    assert "Check and mend" in page


class Once(Tiny):
    """A kind in which a name may stand in a file once."""

    def plan(self, *, batch: Batch, work: Any) -> None:
        super().plan(batch=batch, work=work)
        work.execute(
            "INSERT INTO problem SELECT row, 'name', 'ERROR', name, '同じ名前の行があります', NULL"
            " FROM good WHERE name IN (SELECT name FROM good GROUP BY name HAVING count(*) > 1)"
        )


def test_a_mended_row_brings_the_rows_along_that_it_moved(
    client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._KINDS, "tiny", Once())
    client = client_of("CLERK")
    names = ("茶", "茶", "菓子", "器", "器")
    lines = "".join(f"B-{n},{name},1990/5/6,\n" for n, name in enumerate(names))
    batch = checked(client, text=f"顧客番号,お名前,誕生日,メモ\n{lines}")
    given = {"row": 2, "field": "name", "show": "errors", "rows": 2}
    text = part(client, "batch_fix", batch, **given, text="新茶", beside="2,3,5,6")
    assert drawn(text) == ["2", "3"]  # the other one is right now, too
    assert 'value="2"' in text.partition('id="row-3"')[2]  # and knows where its page begins
    text = part(client, "batch_fix", batch, **given, text="器", beside="2,3,5,6")
    assert drawn(text) == ["2"]  # what was wrong with the others is so still
    # A row that is wrong by now joins the page at its place.
    text = part(client, "batch_fix", batch, **given, text="菓子", beside="2,3,5,x,99999999999")
    assert drawn(text) == ["2", "4", "6"]
    assert '<tbody hx-swap-oob="afterend:#row-3"><tr id="row-4">' in text
    assert '<tbody hx-swap-oob="afterend:#row-5"><tr id="row-6">' in text
    first = {**given, "row": 6, "rows": 4}
    text = part(client, "batch_fix", batch, **first, text="新", beside="5,6")
    assert '<tbody hx-swap-oob="beforebegin:#row-5"><tr id="row-4">' in text


def drawn(text: str) -> list[str]:
    """The rows that came along, in their order."""
    return re.findall(r'<tr id="row-(\d+)"', text)


def test_a_wide_file_is_mapped_part_by_part(client_of: Browser) -> None:
    client = client_of("CLERK")
    width = 1_000
    head = ["顧客番号", *(f"設問{n}" for n in range(1, width - 1)), "よび名"]
    lines = [["A-1", *[f"答え{n}" for n in range(1, width - 1)], "山田 花子"] for _n in range(3)]
    batch = send(client, text=csv(head, *lines))
    page = get(client, "batch_columns", batch)
    assert page.count('<select class="input" name="column-') == 100
    assert len(page) < 200_000
    assert "999列は取り込みません" in page
    assert f"column-{width - 1}" not in page
    # What is chosen here is kept while another part is looked at.
    answer = post(client, "batch_columns", batch, **{"column-5": "memo"}, part="999", blank="clear")
    assert answer.redirect_chain == [(f"/imports/{batch.pk}/columns/?part=900", 302)]
    page = answer.content.decode()
    assert page.index('id="column-0"') < page.index('id="column-5"') < page.index('id="column-900"')
    assert page.count('<select class="input" name="column-') == 102
    batch.refresh_from_db()
    assert (batch.columns, batch.options["blank"]) == ({"code": 0, "memo": 5}, "clear")
    twice = {"column-0": "code", "column-5": "memo", f"column-{width - 1}": "memo"}
    answer = post(client, "batch_columns", batch, **twice, part="0", blank="clear")
    assert "が2つの列に選ばれています" in answer.content.decode()
    chosen = {"column-0": "code", "column-5": "", f"column-{width - 1}": "name", "blank": "keep"}
    post(client, "batch_columns", batch, **chosen)
    batch.refresh_from_db()
    assert (batch.state, batch.columns) == ("CHECKED", {"code": 0, "name": width - 1})
    assert len(get(client, "batch_check", batch, show="all")) < 50_000
    assert "980列" in get(client, "batch_file", batch)


def test_a_file_without_rows_says_so(client_of: Browser) -> None:
    client = client_of("CLERK")
    batch = send(client, text="顧客番号,お名前,誕生日,メモ\n")
    assert "見出しの下に、行がありません" in get(client, "batch_columns", batch)


class Derived(Tiny):
    """A kind in which a cell brings a change along of a field without a column."""

    def _planned(self, row: Any, batch: Batch) -> Any:
        planned = super()._planned(row, batch)
        refused = batch.choices.filter(row=row["row"], field="memo", what="REFUSE").exists()
        if not refused:
            planned.changes["memo"] = ["前のメモ", "名前から"]
        return planned


def test_changes_without_a_column_are_refused_one_by_one(
    client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._KINDS, "tiny", Derived())
    client = client_of("CLERK")
    Customer.objects.create(code="A-1", name="山田 花代")
    batch = checked(client, text="顧客番号,お名前\nA-1,山田 花子\n")
    assert 'id="apart-2-memo" name="what" value="REFUSE"' in get(client, "batch_check", batch)
    given = {"row": 2, "field": "memo", "show": "updates", "rows": 2}
    text = part(client, "batch_choose", batch, **given, what="REFUSE")
    assert "台帳のまま変えません" in text
    assert "名前から" not in text
    assert 'id="apart-2-memo" name="what" value="FORGET"' in text
    assert "名前から" in part(client, "batch_choose", batch, **given, what="FORGET")
    answer = client.post(
        reverse("batch_choose", args=[batch.pk]), {**given, "field": "no", "what": "REFUSE"}
    )
    assert answer.status_code == 404


def test_of_many_open_imports_the_newest_stand_open(client_of: Browser) -> None:
    client = client_of("CLERK")
    names = [f"一覧{n}.csv" for n in range(5)]
    for name in names:
        send(client, name=name)
    page = client.get(reverse("imports")).content.decode()
    shown, _summary, folded = page.partition("ほかに2件")
    assert [name in shown for name in names] == [False, False, True, True, True]
    assert names[0] in folded
