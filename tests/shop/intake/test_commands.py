from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from goen.cli import main
from goen.shop.intake import commands, driving, jobs, store
from goen.shop.intake.models import Batch, Mapping
from goen.shop.jobs.models import Job, State
from goen.shop.jobs.registry import kinds
from goen.shop.sales.models import Product, Sale
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from goen.shop.staff.models import Staff

    Goen = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.django_db

PRODUCTS = "商品コード,商品名,分類,価格\nT1,煎茶,お茶,1200\nT2,玉露,お茶,2400\nT3,羊羹,和菓子,980\n"


@pytest.fixture
def goen(
    people: dict[str, Staff], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Goen]:
    """Run `goen` with these words in this shop: (exit code, standard output, standard error)."""
    for name in ("GOEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GOEN_DEBUG", "1")
    monkeypatch.setattr("goen.cli._intake.opened", lambda _home, _terminal: 0)

    def run(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    with translation.override("ja"):
        yield run


@pytest.fixture
def products(tmp_path: Path) -> Path:
    """A file of three products."""
    path = tmp_path / "商品.csv"
    path.write_text(PRODUCTS, encoding="cp932")
    return path


def keys(value: Any, path: str = "") -> set[str]:
    """The paths of all keys, `a.b` and `a[].b`; those that are data are not gone into."""
    if isinstance(value, list):
        return set().union(*(keys(one, f"{path}[]") for one in value))
    if not isinstance(value, dict) or path.split(".")[-1].split("]")[-1] in _NAMED_BY_DATA:
        return set()
    found: set[str] = set()
    for name, one in value.items():
        here = f"{path}.{name}" if path else name
        found |= {here, *keys(one, here)}
    return found


_NAMED_BY_DATA = ("options", "taken", "back", "likenesses")


def documented(checkout: Path, command: str) -> set[str]:
    """The keys that docs/cli.md names for a command."""
    text = (checkout / "docs" / "cli.md").read_text(encoding="utf-8")
    section = text.split(f"\n## goen {command}\n")[1].split("\n## ")[0]
    table = section.split("### The outcome as JSON")[1]
    cells = re.findall(r"^\| (`[^|]*`) \|", table, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_a_file_is_taken_over_told_of_and_taken_back(
    goen: Goen, products: Path, tmp_path: Path, people: dict[str, Staff]
) -> None:
    code, out, err = goen("import", products, "--kind", "products")
    assert (code, err) == (0, "")
    batch = Batch.objects.get()
    assert f"goen undo {batch.pk}" in out
    assert (batch.state, batch.by) == (Batch.State.APPLIED, people["PRESIDENT"])
    assert Product.objects.count() == 3
    assert Job.objects.get(pk=batch.job_id or 0).state == State.DONE
    code, out, _ = goen("imports")
    assert code == 0
    assert "商品.csv" in out
    code, out, err = goen("undo", batch.pk)
    assert (code, err) == (0, "")
    assert not Product.objects.exists()
    code, _, err = goen("undo", batch.pk)
    assert code == 3
    assert "商品.csv" in err


def test_only_checked_nothing_is_left(goen: Goen, products: Path, tmp_path: Path) -> None:
    before = _files_kept()  # of tests that worked in this folder earlier
    code, out, _ = goen(
        "import", products, "--kind", "products", "--check-only", "--json", tmp_path / "o.json"
    )
    assert code == 0
    assert "3" in out
    account = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    assert (account["batch"], account["state"]) == (None, "checked")
    assert account["counts"]["new"] == 3
    assert not Product.objects.exists()
    assert not Batch.objects.exists()
    assert not Mapping.objects.exists()
    assert not Trail.objects.exists()
    assert _files_kept() == before


def _files_kept() -> set[Path]:
    return set(store.folder(0).parent.glob("[1-9]*/file"))


def test_errors_are_told_with_file_row_column_value_and_reason(goen: Goen, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("商品コード,商品名,価格\nT1,煎茶,1200\nT2,玉露,高い\n", encoding="utf-8")
    errors = tmp_path / "errors.xlsx"
    code, _, err = goen("import", path, "--kind", "products", "--errors", errors, "--json", "-")
    assert code == 1
    assert re.search("p.csv 3行「価格」：「高い」：.+", err)
    assert errors.is_file()
    assert Product.objects.get().code == "T1"
    code, _, err = goen("import", errors, "--kind", "products")
    assert code == 3  # still not mended: no row can be taken over
    assert "errors.xlsx［" in err
    assert Batch.objects.count() == 1


def test_strictly_nothing_is_taken_over(goen: Goen, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("商品コード,商品名,価格\nT1,煎茶,1200\nT2,玉露,高い\n", encoding="utf-8")
    assert goen("import", path, "--kind", "products", "--strict")[0] == 3
    assert not Product.objects.exists()
    assert not Batch.objects.exists()


def test_columns_and_options_as_the_mapping_file_says(goen: Goen, tmp_path: Path) -> None:
    path, mapping = tmp_path / "p.csv", tmp_path / "m.json"
    path.write_text("甲,乙,商品名\nT1,煎茶,x\n", encoding="utf-8")
    mapping.write_text(
        json.dumps({"columns": {"code": 1, "name": "乙"}, "options": {}}), encoding="utf-8"
    )
    out = tmp_path / "o.json"
    code, _, err = goen("import", path, "--kind", "products", "--mapping", mapping, "--json", out)
    assert (code, err) == (0, "")
    account = json.loads(out.read_text(encoding="utf-8"))
    assert [(one["field"], one["number"]) for one in account["columns"]] == [
        ("code", 1),
        ("name", 2),
    ]
    product = Product.objects.get()
    assert (product.code, product.name) == ("T1", "煎茶")


@pytest.mark.parametrize(
    ("mapping", "option", "said"),
    [
        ({"columns": {"nonsense": 1}}, "", "nonsense"),
        ({"columns": {"name": "ない列"}}, "", "ない列"),
        ({"columns": {"name": 9}}, "", "9"),
        ({"options": {"nonsense": 1}}, "", "nonsense"),
        ({}, "nonsense=1", "nonsense"),
        ({}, "blank", "blank"),
        ({}, "blank=maybe", "blank"),
        ({"other": {}}, "", "columns"),
    ],
)
def test_what_cannot_be_understood_is_wrong_usage(
    goen: Goen,
    products: Path,
    tmp_path: Path,
    mapping: dict[str, object],
    option: str,
    said: str,
) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(mapping), encoding="utf-8")
    words = ["import", products, "--kind", "products", "--mapping", path]
    code, _, err = goen(*words, *(["--option", option] if option else []))
    assert code == 2
    assert said in err
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("a.csv",),
        ("a.csv", "b.csv", "--kind", "sales"),
        ("a.csv", "--kind", "nonsense"),
        ("--resume", "x"),
        ("a.csv", "--resume", "1"),
        ("a.csv", "--kind", "sales", "--header-row", "x"),
        ("a.csv", "--kind", "sales", "--mapping", "/nowhere.json"),
    ],
)
def test_wrong_usage(goen: Goen, words: tuple[str, ...]) -> None:
    assert goen("import", *words)[0] == 2


@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\r\n\x1a\n" + bytes(range(256))])
def test_what_cannot_be_read(goen: Goen, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "sales.xlsx"
    if content is not None:
        path.write_bytes(content)
    code, _, err = goen("import", path, "--kind", "sales")
    assert code == 3
    assert "sales.xlsx" in err
    assert not Batch.objects.exists()


def test_a_file_without_what_must_be_there(goen: Goen, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    code, _, err = goen("import", path, "--kind", "sales")
    assert code == 3
    assert "--mapping" in err
    assert "甲、乙" in err


def test_who_does_it(goen: Goen, products: Path, people: dict[str, Staff]) -> None:
    assert goen("import", products, "--kind", "products", "--by", "viewer@example.jp")[0] == 3
    assert goen("import", products, "--kind", "products", "--by", "x@example.jp")[0] == 3
    assert goen("import", products, "--kind", "products", "--by", "Clerk@example.jp")[0] == 0
    assert Batch.objects.get().by == people["CLERK"]


def test_stopped_half_way_it_is_gone_on_with(
    goen: Goen, products: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over = driving.take_over

    def stopped(**_given: Any) -> Batch:
        raise KeyboardInterrupt

    monkeypatch.setattr(driving, "take_over", stopped)
    code, _, err = goen("import", products, "--kind", "products")
    batch = Batch.objects.get()
    assert code == 130
    assert f"goen import --resume {batch.pk}" in err
    job = Job.objects.get(pk=batch.job_id or 0)
    assert job.state == State.WAITING  # a running shop would go on
    monkeypatch.setattr(driving, "take_over", take_over)
    code, _, err = goen("import", "--resume", batch.pk)
    assert (code, err) == (0, "")
    assert Product.objects.count() == 3
    assert goen("import", "--resume", batch.pk)[0] == 3  # nothing left to go on with
    assert goen("import", "--resume", "99")[0] == 3


def test_what_failed_is_gone_on_with(
    goen: Goen,
    products: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: SettingsWrapper,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.DEBUG = False
    take_over = driving.take_over
    monkeypatch.setitem(kinds, jobs.TAKE_OVER, replace(kinds[jobs.TAKE_OVER], tries=1))

    def fails(**_given: Any) -> Batch:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(driving, "take_over", fails)
    code, _, err = goen("import", products, "--kind", "products")
    assert code == 4
    assert "No space left" in err
    assert caplog.records == []  # the log is the terminal here
    batch = Batch.objects.get()
    monkeypatch.setattr(driving, "take_over", take_over)
    assert goen("import", "--resume", batch.pk)[0] == 0
    assert Product.objects.count() == 3


def test_the_json_has_what_the_page_says(goen: Goen, checkout: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "p.csv", tmp_path / "o.json"
    path.write_text("商品コード,商品名,価格\nT1,髙級煎茶,1200\nT2,玉露,高い\n", encoding="utf-8")

    def account(*words: object) -> dict[str, Any]:
        goen(*words, "--json", out)
        found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return found

    brought = account("import", path, "--kind", "products")
    assert keys(brought) == documented(checkout, "import")
    sent = account("export", "products", "--out", tmp_path / "p2.csv", "--encoding", "cp932")
    sent["places"] = sent["places"] or [{"row": 0, "column": "", "char": "", "by": ""}]
    assert keys(sent) == documented(checkout, "export")
    listed = account("imports")
    head = {f"imports[].{key}" for key in keys(brought) if key.split(".")[0] in ("file", "counts")}
    assert keys(listed) - head == {
        key for key in documented(checkout, "imports") if key not in head
    }
    undone = account("undo", brought["batch"])
    assert {key for key in keys(undone) if "." not in key} == documented(checkout, "undo")


def test_help_needs_no_shop(goen: Goen) -> None:
    for name in ("import", "imports", "undo", "export"):
        code, out, _ = goen(name, "--help")
        assert code == 0
        assert f"goen {name}" in out


def test_sales_come_and_come_again(goen: Goen, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("伝票番号,売上日,顧客番号,金額\nA1,2026/1/5,0001,1200\n", encoding="utf-8")
    assert goen("import", path, "--kind", "sales")[0] == 0
    out = tmp_path / "o.json"
    assert goen("import", path, "--kind", "sales", "--json", out)[0] == 0
    account = json.loads(out.read_text(encoding="utf-8"))
    assert (account["counts"]["same"], account["taken"]) == (1, {})
    assert Sale.objects.count() == 1


def test_sales_that_are_replaced_are_told(goen: Goen, tmp_path: Path) -> None:
    path, out = tmp_path / "s.csv", tmp_path / "o.json"
    path.write_text("顧客番号,日付,金額\nA-1,2025/1/5,100\nA-2,2025/1/5,200\n", encoding="utf-8")
    assert goen("import", path, "--kind", "sales")[0] == 0
    words = ["import", path, "--kind", "sales", "--option", "dates=replace", "--json", out]
    path.write_text("顧客番号,日付,金額\nA-1,2025/1/5,100\nA-2,いつか,300\n", encoding="utf-8")
    code, said, err = goen(*words)
    assert code == 3
    assert "dates=add" in err
    assert "取り込みました" not in said
    assert sorted(Sale.objects.live().values_list("amount", flat=True)) == [100, 200]
    assert Batch.objects.count() == 1
    path.write_text("顧客番号,日付,金額\nA-1,2025/1/5,100\nA-2,2025/1/5,300\n", encoding="utf-8")
    code, said, err = goen(*words)
    assert (code, err) == (0, "")
    assert "置き換えでごみ箱へ 1" in said.splitlines()[0]
    assert "置き換え（ごみ箱へ） 1" in said
    account = json.loads(out.read_text(encoding="utf-8"))
    assert (account["counts"]["gone"], account["taken"]["replaced"]) == (1, 1)


def test_what_another_command_took_meanwhile_is_told_as_unchanged(
    goen: Goen, products: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = commands.begin

    def second(batch: Batch, **given: Any) -> Batch:
        monkeypatch.setattr(commands, "begin", begin)
        assert goen("import", products, "--kind", "products")[0] == 0
        return begin(batch, **given)

    monkeypatch.setattr(commands, "begin", second)
    code, out, err = goen("import", products, "--kind", "products")
    assert (code, err) == (0, "")
    assert "確かめ直しました：新しく登録 0、更新 0、変更なし 3" in out
    assert Product.objects.count() == 3


def test_who_waits_at_the_terminal_is_not_rung_for(
    goen: Goen, products: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds, jobs.TAKE_OVER, replace(kinds[jobs.TAKE_OVER], tries=1))
    monkeypatch.setattr("goen.shop.jobs.operations.transaction.on_commit", lambda call: call())

    def fails(**_given: Any) -> Batch:
        raise store.DiskFull

    monkeypatch.setattr(driving, "take_over", fails)
    assert goen("import", products, "--kind", "products")[0] == 4
    assert Job.objects.get().state == State.FAILED
    assert not Notice.objects.exists()
