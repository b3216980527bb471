"""What a rule of reading is, and the facts it may look at.

A rule is data: an id, a function that looks at the answers and yields the values of a sentence
each time the rule fires, and the sentence in both languages. docs/methods/reading.md says of each
rule when it fires, why, and what it suggests; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from goen.report import _format

Values = Mapping[str, str]
Row = Mapping[str, Any]


class Facts:
    """The answers, with the lookups and the figures in one language that the rules share."""

    def __init__(self, *, answers: Mapping[str, Any], lang: str) -> None:
        self.answers = answers
        self.lang = lang
        self.currency: str = answers["currency"]

    def given(self, answer: str) -> Any:
        """Return an answer, or an empty dict when it is null, so that rules stay quiet."""
        found = self.answers.get(answer)
        return {} if found is None else found

    def threshold(self, name: str) -> int:
        """Return a threshold by its name."""
        found: int = self.answers["thresholds"][name]
        return found

    @property
    def top(self) -> str:
        """Return the key of the highest rank of the scheme."""
        found: str = self.answers["ranks"][-1]["rank"]
        return found

    @cached_property
    def _names(self) -> dict[str, Mapping[str, str]]:
        return {row["rank"]: row["name"] for row in self.answers["ranks"]}

    def has_rank(self, rank: str) -> bool:
        """Return whether the scheme knows the rank."""
        return rank in self._names

    def segment(self, rank: str, status: str) -> str:
        """Return a rank with its status as one name: `優良現役客`, `active loyal customers`."""
        active = status == "active"
        if self.lang == "en":
            name = self._names[rank]["en"]
            return f"{'active' if active else 'lapsed'} {name[:1].lower()}{name[1:]} customers"
        name, word = self._names[rank]["ja"], "現役" if active else "離脱"
        return f"{name[:-1]}{word}客" if name.endswith("客") else f"{name}（{word}）"

    @cached_property
    def _segments(self) -> dict[tuple[str, str], Row]:
        return {(row["rank"], row["status"]): row for row in self.given("cpm") or []}

    def customers(self, rank: str, status: str) -> int:
        """Return the customers of a rank and status; 0 where the scheme has no such rank."""
        return int(self._segments.get((rank, status), {}).get("customers", 0))

    def sales(self, rank: str, status: str, *, column: str = "sales") -> int:
        """Return the sales of a rank and status in a column of `cpm`."""
        return int(self._segments.get((rank, status), {}).get(column) or 0)

    @cached_property
    def knows_last_year(self) -> bool:
        """Return whether the records reach back to the same day a year before."""
        year, _, day = self.answers["as_of"].partition("-")
        first = self.given("input").get("first_date")
        return first is None or first <= f"{int(year) - 1:04d}-{day}"

    def year_difference(self, rank: str, status: str) -> int | None:
        """Return how many customers more than on the same day a year before; None if unknown."""
        if not self.knows_last_year:
            return None
        for row in self.given("yearly_difference") or []:
            if (row["rank"], row["status"]) == (rank, status):
                return int(row["difference"])
        return None

    def pick(self, *, ja: str, en: str) -> str:
        """Return the text of this language."""
        return ja if self.lang == "ja" else en

    def money(self, value: int | None) -> str:
        """Return money that one customer pays, to the minor unit."""
        return _format.money(value, currency=self.currency, lang=self.lang)

    def total(self, value: int | None) -> str:
        """Return a sum of many purchases, shortened."""
        return _format.money(value, currency=self.currency, lang=self.lang, total=True)

    def signed_total(self, value: int | None) -> str:
        """Return a difference of sums, always signed."""
        return _format.signed_money(value, currency=self.currency, lang=self.lang, total=True)

    def people(self, value: int) -> str:
        """Return a number of customers with its unit."""
        return _format.people(value, lang=self.lang)

    def share(self, value: Row | float | None) -> str:
        """Return a percentage with one decimal."""
        return _format.share(value, lang=self.lang)

    def part(self, numerator: int, denominator: int) -> str:
        """Return the percentage of two whole numbers."""
        return self.share({"numerator": numerator, "denominator": denominator})

    def rate(self, value: Row) -> str:
        """Return a percentage with the numbers behind it."""
        return _format.rate(value, lang=self.lang)

    def day(self, iso: str) -> str:
        """Return a day as read in a sentence: `2026年11月20日`."""
        text = _format.day(iso, lang=self.lang, long=True)
        return text.partition("（")[0].partition(" (")[0]

    def day_of_month(self, iso: str) -> str:
        """Return the number of a day in its month, where the month is already named."""
        number = date.fromisoformat(iso).day
        return self.pick(ja=f"{number}日", en=f"day {number}")

    def month(self, iso_month: str) -> str:
        """Return a month with its year."""
        return _format.month(iso_month, lang=self.lang)

    def moved(self, difference: int) -> str:
        """Return how a number of customers changed, in words."""
        size = _format.people(abs(difference), lang=self.lang)
        if not difference:
            return self.pick(ja="変わっていません", en="the same as")
        if self.lang == "ja":
            return f"{size}{'増えました' if difference > 0 else '減りました'}"
        return f"{_format.count(abs(difference))} {'more' if difference > 0 else 'fewer'} than"


@dataclass(frozen=True)
class Rule:
    """One rule of reading; `weight` above 0 lets its first sentence stand in the overview."""

    id: str
    find: Callable[[Facts], Iterator[Values]]
    ja: str
    en: str
    weight: int = 0

    @property
    def answer(self) -> str:
        """Return the answer the sentence belongs to: the id up to the dot."""
        return self.id.partition(".")[0]

    def write(self, facts: Facts) -> list[str]:
        """Return the sentences of this rule, none when it does not fire."""
        template = self.ja if facts.lang == "ja" else self.en
        return [_capital(template.format(**values)) for values in self.find(facts)]


def days_between(start: str, end: str) -> int:
    """Return the days from one ISO date to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def share_of(rate: Row) -> float:
    """Return a rate as a fraction, 0.0 when nothing stands over zero."""
    return float(rate["numerator"]) / rate["denominator"] if rate["denominator"] else 0.0


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
