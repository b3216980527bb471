"""The report page: whole, escaped, in both languages, saying why when there is no answer."""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import re
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

import jsonschema
import pytest
from tests.pictures._markup import Element, read
from tests.report._html_cases import HOSTILE, LONG, SECTIONS, large, nobody, unanswered
from tests.report.example import example_answers

from goen.report._html.words import WORDS
from goen.report.html import render_html, write_html
from goen.sheets import UnableToWrite

LANGS = ("ja", "en")
CASES = {
    "example": example_answers,
    "unanswered": unanswered,
    "nobody": nobody,
    "large": large,
    "dollars": lambda: large("USD"),
}
every_case = pytest.mark.parametrize("case", CASES)
every_language = pytest.mark.parametrize("lang", LANGS)


@cache
def _page(case: str, lang: str) -> str:
    return render_html(answers=CASES[case](), lang=lang)


@cache
def _tree(case: str, lang: str) -> Element:
    return read(_page(case, lang).partition("<!doctype html>")[2])


def _one(tree: Element, ident: str) -> Element:
    found = [element for element in tree.all() if element.get("id") == ident]
    assert len(found) == 1, ident
    return found[0]


def _shown(tree: Element) -> str:
    """The text of the page without style, script and drawings."""
    if tree.tag in ("style", "script", "svg"):
        return ""
    return tree.own + " ".join(_shown(child) for child in tree.children)


def test_the_made_up_answers_follow_the_schema_of_the_document() -> None:
    schema = json.loads((resources.files("goen.report") / "schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(example_answers())


@every_case
@every_language
def test_a_page_is_sound(case: str, lang: str) -> None:
    tree = _tree(case, lang)
    idents = [element.get("id") for element in tree.all() if element.get("id")]
    assert len(idents) == len(set(idents))
    for element in tree.all():
        assert "style" not in element.attributes
        assert not any(name.startswith("on") for name in element.attributes)
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(element.get(name).split()) <= set(idents)
        target = element.get("href")
        assert target.startswith(("#", "data:")) or not target
        assert not target.startswith("#") or target[1:] in idents


def test_the_chart_of_f2_leaves_out_months_that_mix_in_earlier_customers() -> None:
    answers = example_answers()
    months = sorted({row["cohort"] for row in answers["f2"]})
    for row in answers["f2"]:
        row.update(customers=10, converted=5, truncated=3 if row["cohort"] in months[:2] else 0)
    part = _one(read(render_html(answers=answers, lang="ja").partition("<!doctype html>")[2]), "f2")
    tips = [element.own for svg in part.all("svg") for element in svg.all("title")]
    shown = {f"{month[:4]}年{int(month[5:])}月" for month in months}
    told = {month for month in shown if any(tip.startswith(month + "\n") for tip in tips)}
    assert told == {f"{month[:4]}年{int(month[5:])}月" for month in months[2:]}
    assert "図に入れていません" in _shown(part)
    for row in answers["f2"]:
        row["truncated"] = 0
    assert "図に入れていません" not in render_html(answers=answers, lang="ja")


@every_case
@every_language
def test_headings_go_down_one_level_at_a_time(case: str, lang: str) -> None:
    levels = [int(h.tag[1]) for h in _tree(case, lang).all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_language
def test_the_language_and_the_landmarks_are_named(lang: str) -> None:
    tree = _tree("example", lang)
    assert next(tree.all("html")).get("lang") == lang
    assert all(nav.get("aria-label") for nav in tree.all("nav"))
    assert len(list(tree.all("main"))) == 1
    assert all(part.get("aria-labelledby") for part in tree.all("section"))
    assert all(region.get("aria-label") for region in tree.having("role", "region"))
    assert next(tree.all("a")).get("href") == "#main"


@every_language
def test_the_policy_allows_this_style_and_script_and_nothing_else(lang: str) -> None:
    tree = _tree("example", lang)
    policy = next(m.get("content") for m in tree.all("meta") if "http-equiv" in m.attributes)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        texts = re.findall(rf"<{tag}>(.*?)</{tag}>", _page("example", lang), re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(texts[0].encode()).digest()).decode()
        assert len(texts) == 1
        assert rules[rule] == f"'sha256-{digest}'"
    assert (rules["default-src"], rules["img-src"]) == ("'none'", "data:")


@every_case
def test_a_page_asks_for_nothing(case: str) -> None:
    tree = _tree(case, "ja")
    assert not list(tree.all("iframe", "object", "embed", "form", "video", "audio", "base"))
    assert not [e for e in tree.all() if e.get("src") and HOSTILE not in e.get("src")]
    text = _page(case, "ja")
    assert "@import" not in text
    assert not re.search(r"url\((?![\"']?#)", text)


@every_language
def test_hostile_names_are_shown_as_they_are_typed(lang: str) -> None:
    tree = _tree("large", lang)
    assert not list(tree.all("img"))
    assert len(list(tree.all("script"))) == 1
    shown = _shown(tree)
    assert shown.count(HOSTILE) >= 3
    assert LONG in shown


@every_case
@every_language
def test_every_chart_is_told_in_words_and_as_a_table(case: str, lang: str) -> None:
    for figure in _tree(case, lang).all("figure"):
        drawings = [svg for svg in figure.all("svg") if svg.get("role") == "img"]
        assert len(drawings) >= 2
        for svg in drawings:
            assert [child.tag for child in svg.children[:2]] == ["title", "desc"]
            assert all(child.own for child in svg.children[:2])
        assert len(list(figure.all("table"))) == 1
        assert next(figure.all("table")).children[0].tag == "caption"


@every_case
@every_language
def test_every_table_has_heads_for_its_columns_and_rows_of_one_length(case: str, lang: str) -> None:
    for table in _tree(case, lang).all("table"):
        head = next(table.all("thead"))
        assert all(th.get("scope") for th in table.all("th"))
        wide = sum(int(cell.get("colspan") or 1) for cell in head.children[0].children)
        for row in next(table.all("tbody")).children:
            assert len(row.children) == wide, table.children[0].own


@every_language
def test_every_answer_has_its_sentence_of_reading(lang: str) -> None:
    tree = _tree("example", lang)
    for ident in ("cpm", *SECTIONS):
        section = _one(tree, ident)
        sentences = section.having("class", "reading")
        assert sentences and sentences[0].children[0].own, ident


@every_language
def test_a_missing_answer_says_why(lang: str) -> None:
    tree = _tree("unanswered", lang)
    for ident in SECTIONS:
        empty = _one(tree, ident).having("class", "empty")
        assert WORDS["no_answer"].text(lang) in empty[0].text()
        assert not list(_one(tree, ident).all("table"))
    reason = {"ja": "24か月分のデータがありません。", "en": "It needs 24 months of data."}[lang]
    assert reason in _one(tree, "sales_change").text()


@every_case
@every_language
def test_the_contents_lead_to_every_section(case: str, lang: str) -> None:
    tree = _tree(case, lang)
    cards = [e.get("id") for e in tree.having("class", "card")]
    for nav in tree.all("nav"):
        assert [a.get("href")[1:] for a in nav.all("a")] == cards


@every_case
def test_an_english_page_has_no_japanese_of_its_own(case: str) -> None:
    answers = CASES[case]()
    data = set(re.findall(r"[ぁ-ヿ一-龠々]", json.dumps(answers, ensure_ascii=False)))
    page = _shown(_tree(case, "en")) + "".join(e.own for e in _tree(case, "en").all("text"))
    assert set(re.findall(r"[ぁ-ヿ一-龠々]", page)) <= data


def test_an_english_page_is_punctuated_in_english() -> None:
    answers = example_answers()
    del answers["input"]["files"][1:]  # the other file's column is called 金額（税込）
    tree = read(render_html(answers=answers, lang="en").partition("<!doctype html>")[2])
    assert not re.search(r"[（）、。「」～：・＋＝]", _shown(tree))


def test_every_word_is_in_both_languages_with_the_same_blanks() -> None:
    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for key, word in WORDS.items():
        assert word.ja, key
        assert word.en or key == "unit_people"
        assert blanks(word.ja) == blanks(word.en), key


def test_the_pyramid_shows_the_ten_segments() -> None:
    section = _one(_tree("example", "ja"), "cpm")
    pyramid = section.having("class", "pyramid")[0]
    rows = next(pyramid.all("tbody")).children
    counts = {
        (row["rank"], row["status"]): f"{row['customers']:,}" for row in example_answers()["cpm"]
    }
    ranks = ["loyal", "burst", "steady", "toddler", "first_time"]
    assert [row.children[1].own for row in rows] == [counts[rank, "lapsed"] for rank in ranks]
    assert [row.children[5].own for row in rows] == [counts[rank, "active"] for rank in ranks]


def test_the_ledger_of_twelve_months_balances_line_by_line() -> None:
    section = _one(_tree("example", "ja"), "ledger")
    ledgers = section.having("class", "ledger")
    assert len(ledgers) == 13

    def figure(cell: Element) -> int:
        return int(cell.text().replace(",", "").replace("−", "-").replace("±", ""))

    for ledger in ledgers:
        for row in [*next(ledger.all("tbody")).children, *next(ledger.all("tfoot")).children]:
            opening, *moves, closing, change = [figure(cell) for cell in row.children[1:]]
            assert opening + sum(moves[:4]) - sum(moves[4:]) == closing
            assert closing - opening == change


def test_rates_stand_with_the_numbers_behind_them() -> None:
    answers = example_answers()
    section = _one(_tree("example", "ja"), "repeat")
    for window in answers["repeat"]["windows"]:
        rate = window["rate"]
        assert f"{rate['numerator']:,} ÷ {rate['denominator']:,}" in section.text()


def test_a_ledger_that_does_not_balance_is_not_praised() -> None:
    answers = example_answers()
    answers["ledger"][-1]["closing"] += 1
    tree = read(render_html(answers=answers, lang="ja").partition("<!doctype html>")[2])
    assert _one(tree, "ledger").having("class", "badge")[0].get("data-tone") == "bad"


def test_few_ranks_of_another_scheme_are_shown_too() -> None:
    answers = unanswered()
    answers["thresholds"]["scheme"] = "own"
    answers["ranks"] = [
        {"rank": "guest", "mark": "客", "name": {"ja": "お客様", "en": "Guest"}},
        {"rank": "friend", "mark": "友", "name": {"ja": "なじみ", "en": "Friend"}},
    ]
    answers["cpm"] = [
        {**row, "rank": rank} for rank in ("guest", "friend") for row in answers["cpm"][:2]
    ]
    tree = read(render_html(answers=answers, lang="ja").partition("<!doctype html>")[2])
    names = {span.text() for span in _one(tree, "cpm").having("class", "rank")}
    assert {"客お客様", "友なじみ"} <= names
    assert not list(_one(tree, "rules").all("table"))


@pytest.mark.parametrize(
    ("scheme", "text"), [("ten", "70,000円未満"), ("eight", "優良客にあたらない")]
)
def test_the_rules_of_the_scheme_are_written_out(scheme: str, text: str) -> None:
    answers = unanswered()
    answers["thresholds"]["scheme"] = scheme
    if scheme == "eight":
        answers["ranks"] = [row for row in answers["ranks"] if row["rank"] != "burst"]
        answers["cpm"] = [row for row in answers["cpm"] if row["rank"] != "burst"]
    tree = read(render_html(answers=answers, lang="ja").partition("<!doctype html>")[2])
    assert text in _one(tree, "rules").text()


def test_a_scheme_with_prospects_counts_them() -> None:
    answers = unanswered()
    answers["thresholds"]["scheme"] = "prospects"
    answers["without_purchase"] = {"customers": 1206, "sales": 0}
    tree = read(render_html(answers=answers, lang="ja").partition("<!doctype html>")[2])
    assert "1,206人" in tree.having("class", "strip")[0].text()


def test_writing_leaves_one_file_with_the_page(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_html(answers=unanswered(), lang="ja", path=path)
    assert path.read_text(encoding="utf-8") == _page("unanswered", "ja")
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]


def test_a_full_disk_keeps_the_earlier_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.html"
    path.write_text("earlier", encoding="utf-8")

    def full(self: Path, *_: Any, **__: Any) -> int:
        self.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UnableToWrite, match="disk is full"):
        write_html(answers=unanswered(), lang="ja", path=path)
    assert path.read_text(encoding="utf-8") == "earlier"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]


def test_a_warning_about_the_thresholds_is_said_once_below_the_opening() -> None:
    answers = example_answers()
    warning = {"code": "loyal_amount_unusual", "ja": "境目が高すぎます。", "en": "It is high."}
    answers["suggestions"]["warnings"] = [warning]
    answers["notes"].append({"answer": "cpm", **warning})
    tree = read(render_html(answers=answers, lang="ja").partition("<!doctype html>")[2])
    assert _one(tree, "suggestions").text().count(warning["ja"]) == 1
    for section in ("cpm", "notes"):
        assert warning["ja"] not in _one(tree, section).text()


def test_the_page_stays_small() -> None:
    assert len(_page("example", "ja").encode()) < 1_000_000
