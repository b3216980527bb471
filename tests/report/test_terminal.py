from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report._changed import changed
from tests.report.example import example_answers

from goen.japanese import display_width
from goen.report._terminal_text import Column, printable, table, wrapped
from goen.report.reading import ANSWERS
from goen.report.terminal import summary

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
# Text as reports have it: kana, kanji, figures, Latin words, brackets and stops.
TEXTS = st.text(alphabet="優良客かなカナー、。（）「」 abc12,.%−①", max_size=120)


def section(text: str, title: str) -> list[str]:
    """Return the lines under a title."""
    lines = text.split("\n")
    start = lines.index(title) + 1
    return lines[start : lines.index("", start)]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [60, 80, 100, 300])
def test_no_line_is_wider_than_the_terminal(lang: str, width: int) -> None:
    lines = summary(answers=example_answers(), lang=lang, width=width).split("\n")
    assert [line for line in lines if display_width(line) > min(width, 100)] == []
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize(("lang", "title"), [("ja", "お客様のランク"), ("en", "Ranks")])
def test_the_columns_of_the_ranks_stand_under_each_other(lang: str, title: str) -> None:
    lines = section(summary(answers=example_answers(), lang=lang, width=80), title)
    assert lines.pop().split("：")[-1].endswith("2026/11/20")
    assert len(lines) == 1 + 10 + 1
    counts = [re.match(r"(\s*(?:\S{1,2} )?\D*?[\d,]+)  ", line) for line in lines[1:]]
    assert len({display_width(found[1]) for found in counts if found}) == 1
    assert len({display_width(line) for line in lines[:-1]}) == 1


@pytest.mark.parametrize(("lang", "title"), [("ja", "お客様のランク"), ("en", "Ranks")])
def test_every_segment_stands_with_its_mark_word_and_number(lang: str, title: str) -> None:
    answers = example_answers()
    lines = section(summary(answers=answers, lang=lang, width=80), title)
    for rank in answers["ranks"]:
        for status in ("active", "lapsed"):
            word = {"ja": {"active": "現役", "lapsed": "離脱"}}.get(lang, {}).get(status, status)
            start = f"  {rank['mark']} {word} {rank['name'][lang]}"
            found = next(line for line in lines if line.startswith(start))
            row = next(
                row
                for row in answers["cpm"]
                if (row["rank"], row["status"]) == (rank["rank"], status)
            )
            assert f" {row['customers']:,} " in found


def test_a_narrow_terminal_loses_the_least_needed_columns() -> None:
    wide = summary(answers=example_answers(), lang="ja", width=80)
    narrow = summary(answers=example_answers(), lang="ja", width=60)
    assert "これまでの売上" in wide
    assert "これまでの売上" not in narrow
    assert "直近1年の売上" in narrow


def test_it_says_how_the_day_was_chosen_what_was_read_and_why_rows_are_missing() -> None:
    answers = example_answers()
    text = summary(answers=answers, lang="ja", width=100)
    assert text.startswith("基準日 2026年11月20日（金）・データの最後の売上日\n")
    assert "お客様=得意先コード" in text
    assert "使った行 12,286・読み取れない行 7・決まりで除いた行 374" in text
    assert "取消 41行" in text
    answers["as_of_given"] = True
    assert "ご指定の日" in summary(answers=answers, lang="ja", width=100)
    assert "as asked for" in summary(answers=answers, lang="en", width=100)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_factors_of_the_change_and_the_key_rates_are_there(lang: str) -> None:
    text = summary(answers=example_answers(), lang=lang, width=80)
    assert "−61.9万円" in text or "−¥618,744" in text
    assert "1,004 ÷ 2,499" in text
    assert "463 ÷ 1,133" in text
    assert "50.0%" in text


def test_colour_only_adds_escapes() -> None:
    plain = summary(answers=example_answers(), lang="ja", width=80)
    coloured = summary(answers=example_answers(), lang="ja", width=80, colour=True)
    assert "\x1b" not in plain
    assert coloured != plain
    assert ESCAPES.sub("", coloured) == plain


def test_names_from_files_cannot_drive_the_terminal() -> None:
    answers = changed(example_answers(), {"input.files.0.file": "\x1b[2Jevil\r\n.csv"})
    answers["notes"] = [{"answer": None, "code": "x", "ja": "\x07鳴る", "en": "\x07rings"}]
    text = summary(answers=answers, lang="ja", width=80)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert "?[2Jevil" in text


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "missing", [*ANSWERS, "bands", "flows", "yearly_difference", "without_purchase"]
)
def test_any_answer_may_be_missing(missing: str, lang: str) -> None:
    answers = changed(example_answers(), {missing: None})
    assert summary(answers=answers, lang=lang, width=80)


def test_a_summary_of_nothing_is_still_a_summary() -> None:
    answers = example_answers()
    for answer in (*ANSWERS, "bands", "flows", "yearly_difference", "without_purchase"):
        answers[answer] = None
    answers["notes"] = []
    text = summary(answers=answers, lang="ja", width=80)
    assert "お買い物のあったお客様が、まだいません" in text


@given(TEXTS, st.integers(20, 60))
def test_wrapping_loses_nothing_and_stays_within_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width=width, indent="  ", first="- ")
    assert all(display_width(line) <= width for line in lines)
    joined = "".join(lines).replace(" ", "")
    assert joined.removeprefix("-") == printable(text).replace(" ", "")


def test_lines_break_as_japanese_does() -> None:
    text = "優良現役客は「優良客」のうち、1,234人です。"
    for width in range(12, 40, 2):
        lines = wrapped(text, width=width)
        assert not [line for line in lines if line[0] in "、。）」"]
        assert not [line for line in lines if line[-1] in "（「"]
        assert any("1,234" in line for line in lines)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5))
def test_rows_of_a_table_end_at_one_edge(rows: list[tuple[str, str, str]]) -> None:
    columns = [Column("名", right=False), Column("数"), Column("額")]
    lines = table(columns, [(*row[:2], row[2] + "円") for row in rows], width=10_000)
    assert len({display_width(line) for line in lines}) == 1


def test_rows_standing_in_two_files_are_named_with_the_way_to_count_them_once() -> None:
    answers = changed(example_answers(), {"input.overlap_rows": 20})
    assert "--overlap once" in summary(answers=answers, lang="en", width=100)
    assert "2つのファイルに同じ内容の行：20行" in summary(answers=answers, lang="ja", width=100)
    answers["input"]["excluded"]["overlap"] = 20
    text = summary(answers=answers, lang="ja", width=100)
    assert "2つのファイルに同じ行20行" in "".join(text.split())
    assert "--overlap once" not in text


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_prospects_stand_under_the_ranks_in_their_scheme_alone(lang: str) -> None:
    answers = changed(example_answers(), {"without_purchase.customers": 1206})
    word = {"ja": "見込客（ランクの外", "en": "prospects (outside the ranks"}[lang]
    assert word not in summary(answers=answers, lang=lang, width=80)
    answers["thresholds"]["scheme"] = "prospects"
    text = summary(answers=answers, lang=lang, width=80)
    assert word in text
    assert "1,206" in text


def test_the_difference_to_a_year_ago_has_no_column_when_it_is_not_known() -> None:
    assert "前年差" in summary(answers=example_answers(), lang="ja", width=80)
    answers = changed(example_answers(), {"yearly_difference": None})
    lines = section(summary(answers=answers, lang="ja", width=80), "お客様のランク")
    assert "前年差" not in lines[0]
    assert "—" not in "".join(lines)


def test_the_second_purchase_is_named_with_its_window() -> None:
    answers = example_answers()
    answers["repeat"]["f2"] = answers["repeat"]["windows"][-1]["rate"]
    assert "365日以内に2回目" in summary(answers=answers, lang="ja", width=80)
    assert "third within 365 days" in summary(answers=answers, lang="en", width=80)
