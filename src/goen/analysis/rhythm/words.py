"""What a customer's rhythm says, as the sentence staff read, with the numbers it rests on."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

import numpy as np

from goen.analysis.rhythm.arrays import day_number
from goen.analysis.rhythm.decline import Decline
from goen.analysis.rhythm.judge import Level, State
from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from goen.analysis.rhythm.judge import Rhythms


def sentence(*, rhythms: Rhythms, place: int) -> Text:
    """Return what is said of the customer at `place`, an index of the arrays of `rhythms`."""
    return _SENTENCES[State(rhythms.state[place])](rhythms, place)


def _undecided(rhythms: Rhythms, place: int) -> Text:
    count = _contacts(rhythms, place)
    return Text(
        f"ご来店・ご連絡がまだ{count:,}回なので、判断できません。",
        f"Cannot be told: {_counted(count)} so far.",
    )


def _distant(rhythms: Rhythms, place: int) -> Text:
    silence = _days_since(rhythms, rhythms.contacts.last[place])
    ja, en = _expected(rhythms, place)
    return Text(
        f"{silence:,}日間、ご来店もご連絡もありません（{ja}と見込んでいました）。"
        "続けてくださるお客様なら、これほど間があくことは100回に1回もありません。",
        f"Silent for {silence:,} days (expected {en}). Of customers who go on, fewer than "
        "1 in 100 gaps are so long.",
    )


def _declining(rhythms: Rhythms, place: int) -> Text:
    contacts, change = rhythms.contacts, rhythms.change
    recent, baseline = int(contacts.recent[place]), int(contacts.baseline[place])
    known = _days_since(rhythms, contacts.first[place]) - contacts.recent_days
    before = min(contacts.baseline_days, known)
    ratio, low, high = (float(part[place]) for part in (change.ratio, change.low, change.high))
    return Text(
        f"この{contacts.recent_days:,}日は{recent:,}回、その前の{before:,}日は{baseline:,}回でした。"
        f"頻度は{ratio:.2f}倍です（95％の区間は{low:.2f}〜{high:.2f}倍）。",
        f"{_counted(recent)} in {contacts.recent_days:,} days, {baseline:,} in the {before:,} "
        f"days before: {ratio:.2f} times as often (95 % interval {low:.2f} to {high:.2f}).",
    )


def _never_took_off(rhythms: Rhythms, place: int) -> Text:
    age, count = _days_since(rhythms, rhythms.contacts.first[place]), _contacts(rhythms, place)
    usual = rhythms.model.take_off_days
    return Text(
        f"初めてから{age:,}日で{count:,}回です。よく来てくださるお客様は、5人に4人が{usual:,}日までに"
        "3回目を迎えています。人手をかけない候補です。",
        f"{_counted(count)} in {age:,} days; four of five good customers had the third within "
        f"{usual:,} days. A candidate for not spending people's time.",
    )


def _candidate(rhythms: Rhythms, place: int) -> Text:
    age, count = _days_since(rhythms, rhythms.contacts.first[place]), _contacts(rhythms, place)
    sure = _percent(min(float(rhythms.above[place]), 0.99))
    return Text(
        f"{age:,}日で{count:,}回です。目安より頻度が高いと、{sure}以上の確かさで言えます。"
        "優良なお客様の候補です。",
        f"{count:,} contacts in {age:,} days: more often than the target with {sure} certainty "
        "or more. A candidate for a good customer.",
    )


def _stable(rhythms: Rhythms, place: int) -> Text:
    ja, en = _expected(rhythms, place)
    if rhythms.level[place] == Level.NONE:
        told = Text(f"ふだんどおりです。次は{ja}の見込みです。", f"As usual; next expected {en}.")
    else:
        rare = _percent(rhythms.overdue[place])
        told = Text(
            f"次は{ja}と見込んでいましたが、間があいています。これ以上あくことは{rare}です。",
            f"Expected {en}, but late: {rare} of gaps are longer.",
        )
    if rhythms.change.decline[place] != Decline.UNDECIDED:
        return told
    return Text(
        f"{told.ja}頻度が下がったかどうかは、回数が少なく判断できません。",
        f"{told.en} Whether contacts have become rarer cannot be told from so few.",
    )


_SENTENCES: dict[State, Callable[[Rhythms, int], Text]] = {
    State.UNDECIDED: _undecided,
    State.DISTANT: _distant,
    State.DECLINING: _declining,
    State.NEVER_TOOK_OFF: _never_took_off,
    State.CANDIDATE: _candidate,
    State.STABLE: _stable,
}


def _contacts(rhythms: Rhythms, place: int) -> int:
    return int(rhythms.contacts.gaps[place]) + 1


def _counted(count: int) -> str:
    return f"{count:,} contact{'' if count == 1 else 's'}"


def _days_since(rhythms: Rhythms, day: int) -> int:
    return day_number(rhythms.contacts.as_of) - int(day)


def _expected(rhythms: Rhythms, place: int) -> tuple[str, str]:
    """Return the day by which half are back, in both languages; it can be out of sight."""
    day = rhythms.expected_on[place]
    if np.isnat(day):
        return "かなり先", "in the far future"
    found: date = day.item()
    return f"{found.year}年{found.month}月{found.day}日ごろ", f"about {found.isoformat()}"


def _percent(share: float) -> str:
    """Return a share cut off: 99.9 % sure is not 100 %."""
    return f"{floor(share * 100)}%" if share >= 0.1 else f"{floor(share * 1000) / 10}%"
