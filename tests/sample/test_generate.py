from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from goen.sample import generate

if TYPE_CHECKING:
    from pathlib import Path

UNTIL = date(2026, 10, 31)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("shop")
    generate(out=out, customers=3000, years=4, seed=1, until=UNTIL)
    return out


@pytest.fixture(scope="module")
def sales(folder: Path) -> list[dict[str, str]]:
    return table(folder / "sales.csv")


@pytest.fixture(scope="module")
def customers(folder: Path) -> dict[str, dict[str, str]]:
    return {row["顧客番号"]: row for row in table(folder / "customers.csv")}


@pytest.fixture(scope="module")
def truth(folder: Path) -> list[dict[str, str]]:
    return table(folder / "truth.csv")


@pytest.fixture(scope="module")
def totals(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return content


def test_same_arguments_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    generate(out=tmp_path, customers=3000, years=4, seed=1, until=UNTIL)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["customers.csv", "sales.csv", "truth.csv", "truth.json"]
    for name in names:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_another_seed_is_another_shop(folder: Path, tmp_path: Path) -> None:
    generate(out=tmp_path, customers=3000, years=4, seed=2, until=UNTIL)
    assert (tmp_path / "sales.csv").read_bytes() != (folder / "sales.csv").read_bytes()


def test_the_data_span_the_years_asked_for(sales: list[dict[str, str]]) -> None:
    days = [row["売上日"] for row in sales]
    assert days == sorted(days)
    assert days[0] >= "2022/11/01"
    assert days[-1] <= "2026/10/31"
    assert {day[:7] for day in days} == {
        f"{month // 12}/{month % 12 + 1:02}" for month in range(2022 * 12 + 10, 2026 * 12 + 10)
    }


@pytest.mark.parametrize("count", [1, 2, 40, 500])
def test_as_many_customer_numbers_as_asked_for(tmp_path: Path, count: int) -> None:
    sample = generate(out=tmp_path, customers=count, years=2, seed=5, until=UNTIL)
    numbers = {row["顧客番号"] for row in table(sample.sales)} - {""}
    assert len(numbers) == sample.customers == count


def test_a_short_history_ending_on_a_leap_day(tmp_path: Path) -> None:
    sample = generate(out=tmp_path, customers=50, years=1, seed=1, until=date(2024, 2, 29))
    assert date(2023, 3, 1) <= sample.first < sample.last <= date(2024, 2, 29)


@pytest.mark.parametrize("wrong", [{"customers": 0}, {"years": 0}])
def test_nothing_cannot_be_made(tmp_path: Path, wrong: dict[str, int]) -> None:
    asked = {"customers": 10, "years": 1} | wrong
    with pytest.raises(ValueError, match="at least 1"):
        generate(out=tmp_path, **asked, seed=1, until=UNTIL)


def test_each_of_the_ten_segments_has_people(totals: dict[str, Any]) -> None:
    counts = {(row["rank"], row["status"]): row["customers"] for row in totals["cpm"]}
    assert len(counts) == 10
    assert min(counts.values()) >= 25
    assert sum(counts.values()) == totals["customers"] == 3000


def test_the_truth_is_what_the_file_says(
    sales: list[dict[str, str]], truth: list[dict[str, str]], totals: dict[str, Any]
) -> None:
    days: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in sales:
        if row["区分"] != "取消" and row["顧客番号"]:
            days[row["顧客番号"]][row["売上日"]] += int(row["金額（税込）"])
    for row in truth:
        bought = sorted(day for day, net in days[row["customer"]].items() if net > 0)
        assert int(row["occasions"]) == len(bought)
        assert int(row["amount"]) == sum(days[row["customer"]].values())
        assert row["first_day"].replace("-", "/") == bought[0]
        assert row["last_day"].replace("-", "/") == bought[-1]
    assert totals["sales"] == sum(sum(net.values()) for net in days.values())
    assert totals["rows"] == len(sales)


def test_returns_are_negative_and_cancelled_orders_repeat_a_sale(
    sales: list[dict[str, str]], totals: dict[str, Any]
) -> None:
    kinds = Counter(row["区分"] for row in sales)
    assert kinds["返品"] == totals["return_rows"] > 100
    assert kinds["取消"] == totals["cancelled_rows"] > 100
    sold = {(row["顧客番号"], row["商品"], row["数量"]) for row in sales if row["区分"] == "売上"}
    for row in sales:
        assert (int(row["金額（税込）"]) < 0) == (row["区分"] == "返品")
        if row["区分"] != "売上":
            assert (row["顧客番号"], row["商品"], row["数量"].lstrip("-")) in sold


def test_a_slip_is_one_customer_at_one_place_on_one_day(sales: list[dict[str, str]]) -> None:
    slips = defaultdict(set)
    for row in sales:
        slips[row["伝票番号"]].add((row["顧客番号"], row["売上日"], row["店舗"], row["区分"]))
    assert all(len(facts) == 1 for facts in slips.values())
    assert list(slips) == sorted(slips)


def test_walk_ins_have_no_number_and_buy_in_the_shops_only(
    sales: list[dict[str, str]], totals: dict[str, Any]
) -> None:
    nobody = [row for row in sales if not row["顧客番号"] and row["区分"] != "取消"]
    assert len(nobody) == totals["walk_in_rows"] > 500
    assert {row["店舗"] for row in nobody} == {"本店", "駅前店"}


def test_gift_seasons_are_the_peaks_of_the_year(sales: list[dict[str, str]]) -> None:
    gifts = Counter(row["売上日"][5:7] for row in sales if row["分類"] == "贈り物")
    assert {month for month, _ in gifts.most_common(2)} == {"12", "07"}
    takings: Counter[str] = Counter()
    for row in sales:
        takings[row["売上日"][5:7]] += int(row["金額（税込）"])
    assert takings.most_common(1)[0][0] == "12"
    assert takings["08"] < takings["07"]


def test_fads_come_through_campaigns_and_burn_out(truth: list[dict[str, str]]) -> None:
    fads = [row for row in truth if row["archetype"] == "fad"]
    assert sum(row["campaign"] != "" for row in fads) > 0.8 * len(fads)
    assert sum(row["left_on"] != "" for row in fads) > 0.6 * len(fads)
    burst = [row for row in truth if row["rank"] == "burst"]
    assert sum(row["archetype"] == "fad" for row in burst) > 0.8 * len(burst)


def test_the_shop_grows_and_raises_its_prices_once(
    sales: list[dict[str, str]], totals: dict[str, Any]
) -> None:
    by_year: Counter[str] = Counter()
    for row in sales:
        by_year[row["売上日"][:4]] += int(row["金額（税込）"])
    assert by_year["2023"] < by_year["2024"] < by_year["2025"]
    turn = totals["price_revision"]["date"].replace("-", "/")
    prices: dict[bool, set[float]] = {False: set(), True: set()}
    for row in sales:
        if row["商品"] == "煎茶 朝露 100g":
            prices[row["売上日"] >= turn].add(int(row["金額（税込）"]) / int(row["数量"]))
    assert max(prices[False]) == 1296
    assert max(prices[True]) == 1390


def test_people_registered_twice_are_known(
    truth: list[dict[str, str]],
    customers: dict[str, dict[str, str]],
    totals: dict[str, Any],
) -> None:
    numbers = defaultdict(list)
    for row in truth:
        numbers[row["person"]].append(row)
    twice = [rows for rows in numbers.values() if len(rows) > 1]
    assert len(twice) == totals["customers"] - totals["persons"] == 90
    for first, second in twice:
        assert first["registered_again"] == ""
        assert first["customer"] < second["customer"]
        assert first["last_day"] < second["first_day"]
        old, new = customers[first["customer"]], customers[second["customer"]]
        assert old["生年月日"] == new["生年月日"]
        differs = {key for key in old if old[key] != new[key]} - {"顧客番号", "登録日"}
        assert differs, second["registered_again"]


def test_each_way_of_registering_again_occurs(
    truth: list[dict[str, str]], customers: dict[str, dict[str, str]]
) -> None:
    ways = Counter(row["registered_again"] for row in truth)
    assert set(ways) == {"", "other_form", "half_kana", "moved", "unspaced", "new_surname"}
    names = "".join(
        customers[row["customer"]]["お客様名"]
        for row in truth
        if row["registered_again"] in ("other_form", "half_kana")
    )
    assert any("ｦ" <= letter <= "ﾟ" for letter in names)
    assert any(letter in "髙﨑齋邊濱澤嶋𠮷" for letter in names)


def test_families_share_an_address_and_are_not_the_same_person(
    truth: list[dict[str, str]], customers: dict[str, dict[str, str]]
) -> None:
    households = defaultdict(dict)
    for row in truth:
        if not row["registered_again"]:
            households[row["household"]][row["person"]] = customers[row["customer"]]
    families = [list(people.values()) for people in households.values() if len(people) > 1]
    assert len(families) > 50
    for people in families:
        assert len({person["住所"] for person in people}) == 1
        assert len({person["お客様名"].split()[0] for person in people}) == 1


def test_nobody_real_can_be_reached(customers: dict[str, dict[str, str]]) -> None:
    for row in customers.values():
        assert row["電話番号"].replace("-", "").startswith("0900")
        assert row["メールアドレス"] == "" or row["メールアドレス"].endswith("@example.jp")
