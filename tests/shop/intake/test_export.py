from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from goen.shop.errands import files
from goen.shop.errands.models import Errand
from goen.shop.fields.models import OwnField
from goen.shop.intake import operations, outgoing
from goen.shop.intake.kinds import all_kinds, kind_of
from goen.shop.intake.kinds.base import Outcome
from goen.shop.intake.kinds.products.finding import name_key
from goen.shop.jobs.work import drain
from goen.shop.sales.models import Product
from goen.shop.staff.models import Trail
from goen.shop.ui.clock import now
from goen.shop.ui.models import SavedFilter
from tests.shop.intake.helpers import checked, taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.http.response import HttpResponseBase
    from django.test import Client

    from goen.shop.staff.models import Staff

    ClientOf = Callable[[str], Client]

pytestmark = pytest.mark.django_db

PRODUCTS = "商品コード,商品名,分類,価格\nT-1,煎茶,お茶,1296\n"
HOSTILE = ["=1+1", "@x", "007", "0012", 'a,b"c', "髙橋﨑", "+81", "-5", "'x", "1e5"]


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    with translation.override("ja"):
        yield


def product(**values: Any) -> Product:
    key = name_key(values["name"])
    return Product.objects.create(name_key=key, created_at=now(), **values)


@pytest.fixture
def products(people: dict[str, Staff]) -> list[Product]:
    """Products with names that a spreadsheet would take for something else."""
    return [
        product(code=f"00{n}", name=name.strip(), price=n * 100)
        for n, name in enumerate(HOSTILE, start=1)
    ]


def content(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def cells(book: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()


def came_back(by: Staff, name: str, whole: bytes) -> dict[str, int]:
    """What becomes of the rows of a file that went out."""
    batch = operations.send(by=by, kind="products", name=name, stream=io.BytesIO(whole), now=now())
    batch = operations.read(batch_id=batch.pk)
    form = kind_of("products").form(initial=batch.options)
    options = {
        key: batch.options.get(key, form.get_initial_for_field(one, key))
        for key, one in form.fields.items()
    }
    batch = operations.map_columns(
        batch_id=batch.pk, columns=batch.columns, options=options, now=now()
    )
    return {key: count for key, count in batch.counts.items() if count}


def test_the_page_offers_every_kind(client_of: ClientOf) -> None:
    page = client_of("STAFF").get("/exports/").content.decode()
    for kind in all_kinds():
        assert str(kind.title) in page
        assert f"/exports/{kind.name}/form/" in page
    assert client_of("CLERK").get("/exports/").status_code == 403
    # who may export but not import finds the page on the rail; who may do both, below imports
    assert 'href="/exports/"' in client_of("STAFF").get("/").content.decode()
    assert 'href="/exports/"' not in client_of("MANAGER").get("/").content.decode()
    assert 'href="/exports/"' in client_of("MANAGER").get("/imports/").content.decode()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_goes_out_comes_back_unchanged(
    client_of: ClientOf, products: list[Product], people: dict[str, Staff], form: str
) -> None:
    answer = client_of("STAFF").post("/exports/products/", {"form": form})
    assert answer.status_code == 200
    name = "p.xlsx" if form == "xlsx" else "p.csv"
    assert came_back(people["MANAGER"], name, content(answer)) == {"SAME": len(products)}


def test_a_workbook_keeps_texts_texts_and_hides_what_tells_its_rows(
    client_of: ClientOf, products: list[Product]
) -> None:
    head, first, *_rest = cells(content(client_of("STAFF").post("/exports/products/")))
    row = dict(zip(head, first, strict=True))
    assert row["商品コード"] == "001"
    assert row["価格"] == 100.0
    assert head[-2:] == ["Goen番号", "Goen版"]


def test_cp932_replaces_what_it_lacks_and_says_so(
    client_of: ClientOf, products: list[Product]
) -> None:
    client = client_of("STAFF")
    products[0].name = "𠮷野 ♨ 煎茶"
    products[0].save()
    text = content(client.post("/exports/products/", {"form": "cp932"})).decode("cp932")
    assert "髙橋﨑" in text  # CP932 has them
    assert "𠮷" not in text
    assert "𠮷→" in client.get("/exports/").content.decode()


def test_an_export_is_on_the_trail(client_of: ClientOf, products: list[Product]) -> None:
    client_of("STAFF").post("/exports/products/", {"form": "csv"})
    told = Trail.objects.get(action="lists.exported")
    assert (told.label, told.staff.role) == ("products", "STAFF")  # type: ignore[union-attr]
    facts = {one["field"]: one["to"] for one in told.changes}
    assert facts == {"count": len(products), "form": "csv", "conditions": []}


def test_only_the_rows_of_a_filter(client_of: ClientOf, people: dict[str, Staff]) -> None:
    for name in ("煎茶", "玉露"):
        product(name=name, code=name)
    kept = SavedFilter.objects.create(
        list_name="products",
        name="煎茶だけ",
        owner=people["STAFF"],
        tree={"join": "and", "items": [{"fact": "name", "op": "contains", "values": ["煎茶"]}]},
    )
    client = client_of("STAFF")
    assert "煎茶だけ" in client.get("/exports/").content.decode()
    head, *rows = cells(content(client.post("/exports/products/", {"filter": kept.pk})))
    assert [row[head.index("商品")] for row in rows] == ["煎茶"]
    # the same from the list, by its address
    head, *rows = cells(content(client.post(f"/exports/products/?filter={kept.pk}")))
    assert len(rows) == 1
    assert f"/exports/products/?filter={kept.pk}" in client.get(
        f"/products/?filter={kept.pk}"
    ).content.decode().replace("&amp;", "&")


def test_a_filter_that_is_gone_takes_out_nothing(
    client_of: ClientOf, products: list[Product]
) -> None:
    answer = client_of("STAFF").post("/exports/products/", {"filter": "999"})
    assert answer.status_code == 302
    assert not Trail.objects.filter(action="lists.exported").exists()


def test_a_long_file_is_made_in_the_background(
    client_of: ClientOf, products: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goen.shop.intake.queries.exports.MOST_IN_FILE", 3)
    client = client_of("STAFF")
    answer = client.post("/exports/products/", {"form": "xlsx"})
    errand = Errand.objects.get()
    assert answer.status_code == 302
    assert drain() >= 1
    page = client.get(answer["Location"]).content.decode()
    assert "10" in page
    path = files.path_of(errand=Errand.objects.get())
    assert path is not None
    fetched = content(client.get(f"/errands/{errand.pk}/file/"))
    assert len(cells(fetched)) == 1 + len(products)
    path.unlink()


def test_an_entry_form_has_the_fields_and_is_known_when_it_comes_back(
    client_of: ClientOf, people: dict[str, Staff], tmp_path: Path
) -> None:
    answer = client_of("STAFF").get("/exports/products/form/")
    head, *rows = cells(content(answer))
    assert {"商品コード", "商品", "価格"} <= set(head)
    assert "Goen番号" not in head
    assert not rows


FILES = {
    "customers": (
        "顧客番号,名前,フリガナ,区分,電話番号,メールアドレス,郵便番号,住所,生年月日,タグ,メモ\n"
        "0001,髙橋 花子,タカハシ ハナコ,個人,090-0000-0001,h@example.jp,611-0021,"
        '京都府宇治市宇治1-2,1980/2/29,お茶、お歳暮,"=1+1\n2行目"\n'
        "0002,株式会社みどり,カブシキガイシャミドリ,法人,03-0000-0002,,,,,,-10%\n"
    ),
    "touches": (
        "日時,種類,顧客番号,件名,内容,受発信\n"
        '2026/1/5 14:20,電話,0001,ご注文,"お中元の相談\n次は6月",受信\n'
        "2026/1/6,訪問,0002,,ごあいさつ,\n"
    ),
    "sales": (
        "伝票番号,売上日,顧客番号,商品コード,商品,分類,数量,金額,原価,店舗,区分\n"
        "0007,2026/1/5,0001,T-1,煎茶,お茶,2,2592,1040,本店,売上\n"
        "0008,2026/1/6,0001,T-1,煎茶,お茶,-1,-1296,-520,本店,返品\n"
        ",2026/1/6,,,,,1,500,,本店,売上\n"
    ),
    "products": PRODUCTS,
    "quotes": (
        "見積番号,見積日,顧客番号,件名,品目,数量,単価,税率,合計金額\n"
        "Q-1,2026/1/5,0001,お茶会,煎茶,10,1000,8,10800\n"
    ),
    "invoices": (
        "請求書番号,請求日,支払期限,顧客番号,件名,品目,数量,単価,税率,合計金額\n"
        "B-1,2026/1/31,2026/2/28,0002,1月分,煎茶,10,1000,8,10800\n"
    ),
}


@pytest.mark.parametrize("form", ["xlsx", "csv", "cp932"])
def test_everything_that_goes_out_is_unchanged_when_it_comes_back(
    people: dict[str, Staff], tmp_path: Path, form: Any
) -> None:
    by = people["PRESIDENT"]
    for name, text in FILES.items():
        batch = taken(by=by, kind=name, text=text)
        assert not batch.counts["ERROR"], name
    for name in FILES:
        path = tmp_path / f"{name}.{outgoing.FORMATS[form][1]}"
        written = outgoing.write(kind_of(name), to=path, form=form, by=by)
        assert written.rows
        back = checked(by=by, kind=name, text=path.read_bytes(), name=path.name)
        counts = {key: back.counts.get(key, 0) for key in Outcome.values}
        same = counts.pop("SAME") + counts.pop("PART")
        assert (name, same) == (name, written.rows), counts
        assert not any(counts.values()), (name, counts)


def test_an_entry_form_that_was_filled_in_is_understood(
    people: dict[str, Staff], tmp_path: Path
) -> None:
    by = people["PRESIDENT"]
    for kind in all_kinds():
        path = tmp_path / f"{kind.name}.xlsx"
        outgoing.write_form(kind, to=path, by=by)
        [head] = cells(path.read_bytes())
        stream = io.BytesIO(path.read_bytes())
        batch = operations.send(by=by, kind=kind.name, name="f.xlsx", stream=stream, now=now())
        batch = operations.read(batch_id=batch.pk)
        assert len(batch.columns) == len(head), kind.name
        assert not kind.missing(columns=list(batch.columns))


def test_who_may_not_see_sensitive_fields_gets_files_without_them(
    people: dict[str, Staff], tmp_path: Path
) -> None:
    kind, path = kind_of("customers"), tmp_path / "c.xlsx"
    OwnField.objects.create(
        label="持病",
        kind=OwnField.Kind.TEXT,
        status=OwnField.Status.APPROVED,
        sensitive=True,
    )
    heads = {}
    for role in ("STAFF", "MANAGER"):
        outgoing.write(kind, to=path, form="xlsx", by=people[role])
        heads[role] = set(cells(path.read_bytes())[0])
    assert heads["MANAGER"] - heads["STAFF"] == {"持病"}


def test_there_is_no_such_kind_or_form(client_of: ClientOf) -> None:
    client = client_of("STAFF")
    assert client.post("/exports/nonsense/").status_code == 404
    assert client.post("/exports/products/", {"form": "pdf"}).status_code == 400
    assert client.get("/exports/products/").status_code == 405
