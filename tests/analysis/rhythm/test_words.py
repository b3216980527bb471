"""The sentence of each state carries its numbers; the plain figures of one customer."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from goen.analysis.rhythm import Cadence, cadence, sentence
from tests.analysis.rhythm._company import AS_OF, rhythms
from tests.analysis.rhythm.test_rhythms import MODEL, ago

SENTENCES = {
    (4,): (
        "ご来店・ご連絡がまだ1回なので、判断できません。",
        "Cannot be told: 1 contact so far.",
    ),
    (700, 670, 640, 610): (
        "610日間、ご来店もご連絡もありません（2025年4月22日ごろと見込んでいました）。"
        "続けてくださるお客様なら、これほど間があくことは100回に1回もありません。",
        "Silent for 610 days (expected about 2025-04-22). Of customers who go on, fewer than "
        "1 in 100 gaps are so long.",
    ),
    (*range(601, 92, -7), 20): (
        "この90日は1回、その前の365日は52回でした。頻度は0.08倍です（95％の区間は0.00〜0.45倍）。",
        "1 contact in 90 days, 52 in the 365 days before: 0.08 times as often "
        "(95 % interval 0.00 to 0.45).",
    ),
    (300, 100): (
        "初めてから300日で2回です。よく来てくださるお客様は、5人に4人が200日までに3回目を迎えています。"
        "人手をかけない候補です。",
        "2 contacts in 300 days; four of five good customers had the third within 200 days. "
        "A candidate for not spending people's time.",
    ),
    tuple(range(700, 0, -7)): (
        "700日で100回です。目安より頻度が高いと、99%以上の確かさで言えます。優良なお客様の候補です。",
        "100 contacts in 700 days: more often than the target with 99% certainty or more. "
        "A candidate for a good customer.",
    ),
    (145, 100, 55, 10): (
        "ふだんどおりです。次は2026年12月23日ごろの見込みです。"
        "頻度が下がったかどうかは、回数が少なく判断できません。",
        "As usual; next expected about 2026-12-23. "
        "Whether contacts have become rarer cannot be told from so few.",
    ),
    (270, 240, 200, 150): (
        "次は2026年8月2日ごろと見込んでいましたが、間があいています。これ以上あくことは3.6%です。"
        "頻度が下がったかどうかは、回数が少なく判断できません。",
        "Expected about 2026-08-02, but late: 3.6% of gaps are longer. "
        "Whether contacts have become rarer cannot be told from so few.",
    ),
}


@pytest.mark.parametrize("days", SENTENCES, ids=lambda days: f"{days[0]} to {days[-1]}")
def test_sentences_carry_the_numbers(engine, days):
    found = rhythms(engine, [(1, ago(day)) for day in days], model=MODEL)
    told = sentence(rhythms=found, place=0)
    assert (told.ja, told.en) == SENTENCES[days]


def test_cadence_of_one_customer():
    days = [ago(100), ago(90), ago(90), ago(60), ago(50), ago(20), AS_OF + timedelta(days=3)]
    found = cadence(days=days, as_of=AS_OF)
    assert found == Cadence(
        gaps=4,
        mean=20.0,
        median=20.0,
        longest=30,
        latest=pytest.approx(70 / 3),
        variation=0.5,
        overdue_ratio=1.0,
    )
    assert cadence(days=[AS_OF, AS_OF], as_of=AS_OF) is None


def test_neither_the_analysis_nor_the_rhythm_loads_scipy_before_it_is_needed():
    code = "import sys, goen.analysis, goen.analysis.rhythm; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
