from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.report._changed import changed
from tests.report._reading_cases import CASES, moves, step
from tests.report.example import SEGMENTS, example_answers

from goen.report._reading_rule import Facts
from goen.report.reading import ANSWERS, RULES, sentences

if TYPE_CHECKING:
    from pathlib import Path

BY_ID = {rule.id: rule for rule in RULES}
# Words the design language avoids, in both languages.
AVOIDED_JA = (
    *("ユーザー", "レコード", "リード", "チャーン", "コンバージョン", "セグメント"),
    *("エンゲージメント", "ステータス", "不正な値", "無効", "失敗", "致命的"),
    *("死蔵", "休眠客", "捨てる", "してください！", "！"),
)
AVOIDED_EN = ("user", "record ", "churn", "segment", "invalid", "oops", "!")


def written(rule: str, answers: dict[str, Any], lang: str) -> list[str]:
    return BY_ID[rule].write(Facts(answers=answers, lang=lang))


def test_every_rule_has_a_case_and_an_own_id() -> None:
    assert set(CASES) == set(BY_ID)
    assert len(BY_ID) == len(RULES)


@pytest.mark.parametrize("rule", CASES)
def test_the_rule_fires_and_stays_quiet(rule: str) -> None:
    fires, quiet = CASES[rule]
    for lang in ("ja", "en"):
        assert written(rule, changed(example_answers(), fires), lang)
        assert written(rule, changed(example_answers(), quiet), lang) == []


@pytest.mark.parametrize("rule", CASES)
def test_each_sentence_is_whole_and_in_plain_words(rule: str) -> None:
    answers = changed(example_answers(), CASES[rule][0])
    for sentence in written(rule, answers, "ja"):
        assert sentence.endswith("。")
        assert not [word for word in AVOIDED_JA if word in sentence]
        assert not re.search(r"[{}]|None|  ", sentence)
    for sentence in written(rule, answers, "en"):
        assert sentence.endswith(".")
        assert sentence[0].isupper() or not sentence[0].isalpha()
        assert not [word for word in AVOIDED_EN if word in sentence.lower()]
        assert not re.search(r"[{}。]|None|  ", sentence)


def test_the_documented_rules_are_the_rules(checkout: Path) -> None:
    page = (checkout / "docs/methods/reading.md").read_text(encoding="utf-8")
    found = re.findall(
        r"^### `([^`]+)`(?: · weight (\d+))?\n\n- When: .+\n- ja: (.+)\n- en: (.+)\n"
        r"- Why: .+\n- Do: .+$",
        page,
        flags=re.MULTILINE,
    )
    rules = [(rule.id, str(rule.weight or ""), rule.ja, rule.en) for rule in RULES]
    assert found == rules
    assert page.count("\n### ") == len(rules)


def test_the_loyal_customers_of_the_issue() -> None:
    answers = changed(example_answers(), moves(kept=381, lapsed=31, joined=8))
    answers = changed(answers, {"cpm.loyal/active.sales_12m": 51_200_000})
    assert written("cpm.top-fewer", answers, "ja") == [
        "優良現役客は1年前の412人から389人になりました。31人が離れ、8人が戻るか上がりました。"
        "直近1年の売上は5,120万円です。"
    ]
    assert written("cpm.top-fewer", answers, "en") == [
        "Active loyal customers went from 412 to 389 in a year: 31 lapsed, 8 came back or rose. "
        "Their sales of the past year are ¥51,200,000."
    ]


def test_the_overview_says_the_most_important_and_what_to_do_first() -> None:
    found = sentences(answers=example_answers(), lang="ja")["overview"]
    assert len(found) == 6
    assert found[0] == sentences(answers=example_answers(), lang="ja")["cpm"][0]
    assert [line[:2] for line in found[3:]] == ["まず", "次に", "その"]
    assert "優良離脱客" in found[3]
    assert "初回現役客" in found[4]
    assert "240～364日" in found[5]


def test_a_year_that_is_not_recorded_is_not_compared() -> None:
    answers = changed(example_answers(), {"input.first_date": "2025-11-21"})
    assert written("cpm.top-more", answers, "ja") == []
    assert written("cpm.top-lapsing", answers, "ja") == []
    assert written("cpm.top-now", answers, "ja") == [
        "優良現役客は226人で、直近1年の売上は1,284万円です。"
    ]
    answers = changed(answers, {"input.first_date": "2025-11-20"})
    assert written("cpm.top-more", answers, "ja")


def test_shares_of_a_handful_of_customers_are_not_read() -> None:
    few = {f"cpm.{rank}/{status}.customers": 0 for rank, status in SEGMENTS}
    few |= {"cpm.toddler/active.customers": 15, "cpm.first_time/lapsed.customers": 14}
    answers = changed(example_answers(), few)
    assert written("cpm.toddlers-many", answers, "ja") == []
    assert written("cpm.first-time-lapsed", answers, "ja") == []


def test_the_first_thing_to_do_is_called_first_whichever_it_is() -> None:
    nobody_left = {
        f"cpm.{rank}/{status}.{column}": 0
        for rank, status in SEGMENTS
        if status == "lapsed"
        for column in ("customers", "sales")
    }
    answers = changed(example_answers(), nobody_left)
    found = sentences(answers=answers, lang="en")["overview"]
    assert found[3].startswith("First, send thanks")
    assert found[4].startswith("Next, send news")


def test_one_customer_beside_thousands_who_left_is_not_the_first_thing_to_do() -> None:
    few: dict[str, Any] = {
        f"cpm.{rank}/{status}.{column}": 0
        for rank, status in SEGMENTS
        for column in ("customers", "sales", "sales_12m")
    }
    few |= {"cpm.first_time/active.customers": 1, "cpm.first_time/active.sales": 40}
    few |= {"cpm.first_time/lapsed.customers": 11_988, "cpm.first_time/lapsed.sales": 400_000}
    few |= {"bands.lapsed_to_revive.customers": 0}
    found = sentences(answers=changed(example_answers(), few), lang="ja")["overview"]
    assert [line for line in found if line.startswith("まず、")] == [
        "まず、初回離脱客11,988人に、近況をうかがうお便りを送ります。"
        "これまでに合わせて40.0万円のお買い物をしてくださった方々です。"
    ]
    assert not [line for line in found if "2回目のお買い物がまだの" in line]


def test_a_step_of_a_handful_is_not_compared_with_its_target() -> None:
    for numerator in (0, 19):
        answers = changed(example_answers(), step(numerator, 19))
        for rule in ("advance.met", "advance.below", "advance.widest"):
            assert written(rule, answers, "ja") == []
        assert written("advance.few", answers, "ja")
    assert written("advance.below", changed(example_answers(), step(0, 20)), "ja")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_answer_that_is_not_given_says_why(lang: str) -> None:
    answers = example_answers()
    reason = {
        "answer": "decile",
        "code": "few",
        "ja": "お客様が10人より少ないためです。",
        "en": "Few.",
    }
    answers["notes"].append(reason)
    answers["decile"] = []
    answers["rfm"] = None
    found = sentences(answers=answers, lang=lang)
    assert found["decile"] == [reason[lang]]
    assert len(found["rfm"]) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_answer_may_be_missing(lang: str) -> None:
    answers = example_answers()
    for answer in (*ANSWERS, "bands", "flows", "yearly_difference", "without_purchase"):
        answers[answer] = None
    found = sentences(answers=answers, lang=lang)
    assert set(found) == {"overview", *ANSWERS}
    assert all(found.values())


@pytest.mark.parametrize("missing", [*ANSWERS, "bands", "flows", "yearly_difference"])
def test_any_one_answer_may_be_missing(missing: str) -> None:
    answers = changed(example_answers(), {missing: None})
    assert all(sentences(answers=answers, lang="ja").values())


def test_a_scheme_of_other_ranks_reads_too() -> None:
    answers = example_answers()
    answers["ranks"] = [
        {"rank": "loyal", "mark": "友", "name": {"ja": "友の会", "en": "Friends"}},
    ]
    answers["cpm"] = [row for row in answers["cpm"] if row["rank"] == "loyal"]
    answers["transitions"] = answers["yearly_difference"] = None
    answers["rfm"]["cross"] = []
    found = sentences(answers=answers, lang="ja")["cpm"]
    assert any("友の会（現役）" in line for line in found)


def test_dollars_are_said_in_dollars() -> None:
    answers = example_answers()
    answers["currency"] = "USD"
    found = sentences(answers=answers, lang="en")
    assert any("$" in line for line in found["sales_change"])
    assert not any("¥" in line for lines in found.values() for line in lines)
