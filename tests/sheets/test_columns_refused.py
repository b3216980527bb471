"""Tables that are no sales are refused, with what is missing and the heads that were seen."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import duckdb
import pytest

from goen.sheets import LoadOptions, UnableToRead, load
from goen.sheets._columns import ColumnsNotFound, find_columns
from tests.sheets._files import TODAY, loaded, text_file

if TYPE_CHECKING:
    from pathlib import Path

    from goen.japanese import Text

CUSTOMERS = """customer_id,customer_name,gender_cd,birth_day,age,postal_cd,application_store_cd
CS021,大野 あや子,1,1981-04-29,37,259-1113,S14021
CS037,六角 雅彦,9,1952-04-01,66,136-0076,S13037
CS031,宇多田 貴美子,1,1976-10-04,42,151-0053,S13031
CS021,大野 あや子,1,1981-04-29,37,259-1113,S14021
"""
NO_SALES = {
    "社員": "社員番号,氏名,入社日,給与;A1,佐藤,2020/4/1,300000;A2,田中,2021/4/2,350000",
    "仕入": "仕入先コード,仕入日,仕入金額;A1,2025/4/1,10000;A2,2025/4/2,15000",
    "在庫": "商品コード,入荷日,在庫数,仕入価格;A1,2025/4/1,10,500;A2,2025/4/2,5,1500",
    "見積": "見積番号,見積日,得意先名,見積金額;1,2025/4/1,北陸,10000;2,2025/4/2,東海,20000",
    "会員": "会員番号,入会日,累計購入金額;1001,2020-04-01,44000;1002,2021-04-01,9000",
    "ポイント": "会員番号,最終来店日,保有ポイント;1001,2025-04-01,440;1002,2025-12-30,4900",
    "通帳": "日付,お支払金額,お預り金額,残高;2025/4/1,3000,,110000;2025/4/2,5000,,105000",
    "アクセス": "user_id,time,bytes;u1,2025-04-01 00:00:00,1230;u2,2025-04-02 00:00:01,43210",
    "歳": "番,登録,歳;1,2025/4/1,34;2,2025/4/2,56;3,2025/4/9,41",
    "緯度": "店,日,緯,経;S1,2025/4/1,35.6812,139.7671;S2,2025/4/2,34.7024,135.4959",
}
OTHER_CONTENTS = {
    "birthdays": "1001,1980-04-01,44;1002,1935-12-30,89;1003,1999-06-15,25",
    "flags": "A1,2025-04-01,1,0;A2,2025-04-02,0,1;A1,2025-04-05,1,1",
    "ages": "A1,2025-04-01,34,m;A2,2025-04-02,51,f;A1,2025-04-05,29,m",
    "years of birth": "A1,2025-04-01,1981,m;A2,2025-04-02,1975,f;A1,2025-05-05,1993,m",
    "coordinates": "A1,2025-04-01,35.6812,x;A2,2025-04-02,34.7024,y;A1,2025-05-05,38.2682,z",
}


def _refusal(*files: Path) -> Text:
    with pytest.raises(UnableToRead) as refused:
        load(duckdb.connect(), files, options=LoadOptions(), today=TODAY)
    return refused.value.reason


@pytest.mark.parametrize("name", NO_SALES)
def test_a_table_that_is_no_sales_is_refused(tmp_path: Path, name: str) -> None:
    reason = _refusal(text_file(tmp_path, NO_SALES[name].replace(";", "\n")))
    for head in NO_SALES[name].partition(";")[0].split(","):
        assert head in reason.ja
        assert head in reason.en
    assert "--columns" in reason.ja
    assert "--columns" in reason.en


def test_a_list_of_customers_is_not_taken_for_sales_without_a_header(tmp_path: Path) -> None:
    reason = _refusal(text_file(tmp_path, CUSTOMERS))
    assert reason.ja.startswith("売上日、金額の列が見つかりません")
    assert reason.en.startswith("No column found for the sale date and the amount")
    assert "birth_day" in reason.ja
    assert "だれが・いつ・いくら" in reason.ja
    assert "who bought, when and for how much" in reason.en


def test_the_same_list_without_its_header_is_refused_too(tmp_path: Path) -> None:
    reason = _refusal(text_file(tmp_path, CUSTOMERS.partition("\n")[2]))
    assert "A (CS021)" in reason.ja
    assert "--columns" in reason.en


@pytest.mark.parametrize("name", OTHER_CONTENTS)
def test_contents_that_may_be_other_things_make_no_sales(name: str) -> None:
    rows = [line.split(",") for line in OTHER_CONTENTS[name].split(";")]
    with pytest.raises(ColumnsNotFound):
        find_columns(header=None, sample=rows * 8, digits=0)


def test_two_columns_that_may_be_the_customer_are_not_chosen_between() -> None:
    rows = [
        [f"K{n % 30:03d}", f"S{n % 20:02d}", "2025-04-01", f"{n * 130 + 980}"] for n in range(99)
    ]
    with pytest.raises(ColumnsNotFound) as refused:
        find_columns(header=None, sample=rows, digits=0)
    assert "A (K000)" in refused.value.reason.ja
    assert "B (S00)" in refused.value.reason.en
    plan = find_columns(header=None, sample=rows, digits=0, overrides={"customer": "A"})
    assert plan.headers["amount"] == "D"


def test_two_numbers_of_the_same_customers_are_as_good_as_one() -> None:
    rows = [
        [f"M{n % 30:03d}", f"{n % 30:05d}", "2025-04-01", f"{n * 130 + 980}"] for n in range(99)
    ]
    assert find_columns(header=None, sample=rows, digits=0).headers["customer"] in ("A", "B")


def test_a_few_shops_are_not_the_customers() -> None:
    rows = [
        [f"S{n % 3:02d}", f"K{n * 7 % 61:03d}", "2025-04-01", f"{n * 130 + 980}"]
        for n in range(200)
    ]
    assert find_columns(header=None, sample=rows, digits=0).headers["customer"] == "B"


def test_two_dates_or_two_amounts_without_heads_are_not_chosen_between() -> None:
    rows = [[f"K{n % 30:03d}", "2025-04-01", f"{n * 130 + 980}"] for n in range(60)]
    dates = [[*row, f"2025-05-{n % 28 + 1:02d}"] for n, row in enumerate(rows)]
    amounts = [[*row, f"{n * 70 + 500}"] for n, row in enumerate(rows)]
    for sample in (dates, amounts):
        with pytest.raises(ColumnsNotFound) as refused:
            find_columns(header=None, sample=sample, digits=0)
        assert "らしい列がいくつもあり" in refused.value.reason.ja
    moments = [[*row, f"{row[1]} 10:{n % 60:02d}"] for n, row in enumerate(rows)]
    assert find_columns(header=None, sample=moments, digits=0).headers["date"] in ("B", "D")


def test_a_table_of_months_side_by_side_is_refused_with_the_reason(tmp_path: Path) -> None:
    table = "得意先,2025年4月,2025年5月,2025年6月\n北陸,1000,2000,3000\n東海,500,0,800\n"
    reason = _refusal(text_file(tmp_path, table))
    assert "月や日が横に並んだ表" in reason.ja
    assert "side by side" in reason.en


def test_a_list_of_last_visits_is_read_with_a_warning(tmp_path: Path) -> None:
    table = "customer_id,revenue,most_recent_visit\n1,770,2006-05-14\n2,1550,2006-09-08\n"
    report = loaded(text_file(tmp_path, table))
    assert report.rows_used == 2
    assert any("most_recent_visit" in note.ja for note in report.files[0].plan.notes)
    assert any("one row per customer" in note.en for note in report.files[0].plan.notes)


@pytest.mark.parametrize(
    "name",
    [
        "jp_100knocks/customer.csv",
        "jp_100knocks/store.csv",
        "jp_100knocks/product.csv",
        "jp_100knocks/category.csv",
        "jp_100knocks/answers/customer_nayose_truth.csv",
        "jp_holidays/syukujitsu.csv",
        "jp_localgov/localgovjp-utf8.csv",
        "jp_localgov/2019/localgovjp-sjis.csv",
        "jp_hotel_awesomebook/data/customer.csv",
        "jp_hotel_awesomebook/data/hotel.csv",
        "jp_hotel_awesomebook/data/holiday_mst.csv",
        "jp_edinet/EdinetcodeDlInfo_20220221_cp932_corp.csv",
        "jp_names/namedivider/namedivider/assets/kanji.csv",
        "jp_names/shuheilocale/japanese_personal_name_dataset/dataset/last_name_org.csv",
        "febrl/dataset1.csv",
        "febrl/dataset4a.csv",
        "splink/data/fake_1000.csv",
        "splink/data/fake_1000_labels.csv",
        "dedupe_examples/csv_example/csv_example_messy_input.csv",
        "hillstrom/hillstrom.csv.gz",
        "clickstream_ecom/ecom.csv.gz",
        "cdnow/cdnow_customers_summary.csv",
        "rfm_joaolcorreia/rfm-segmentation.csv",
    ],
)
def test_public_data_that_is_no_sales_is_refused(shared_data: Path, name: str) -> None:
    reason = _refusal(shared_data / name)
    assert "列が見つかりません。" in reason.ja
    assert reason.en.startswith("No column found for ")


def test_the_heads_of_the_public_list_of_customers_are_named(shared_data: Path) -> None:
    reason = _refusal(shared_data / "jp_100knocks" / "customer.csv")
    assert reason.ja.startswith("売上日、金額の列が見つかりません")
    assert "customer_id、customer_name、gender_cd" in reason.ja


def test_postal_codes_are_refused(shared_data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(shared_data / "jp_postal" / "ken_all.zip") as archive:
        path = archive.extract(archive.namelist()[0], tmp_path)
    assert "--columns" in _refusal(tmp_path / path).ja
