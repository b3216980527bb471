"""One reader's language and currency, bound once: every text of the page is asked for here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.report import _format
from goen.report._html.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Say:
    """Words and figures in `lang` ("ja" or "en") and `currency` (ISO 4217)."""

    lang: str
    currency: str

    def __call__(self, key: str, /, **values: object) -> str:
        """The word or sentence of that name, with its blanks filled."""
        text = WORDS[key].text(self.lang)
        return text.format(**values) if values else text

    def knows(self, key: str) -> bool:
        """Whether there is a word of that name."""
        return key in WORDS

    def pick(self, names: Mapping[str, str]) -> str:
        """The text of this language out of {"ja": …, "en": …}."""
        return names[self.lang] if self.lang in names else names["en"]

    def money(self, value: int | None) -> str:
        """What one customer or one purchase pays, to the minor unit."""
        return _format.money(value, currency=self.currency, lang=self.lang)

    def total(self, value: int | None) -> str:
        """A sum over many purchases, shortened."""
        return _format.money(value, currency=self.currency, lang=self.lang, total=True)

    def signed_total(self, value: int | None) -> str:
        """A difference of sums, with its sign."""
        return _format.signed_money(value, currency=self.currency, lang=self.lang, total=True)

    def bare(self, value: int | None) -> str:
        """Money without its unit, for columns whose head names it."""
        text = _format.money(value, currency=self.currency, lang="en")
        return "".join(letter for letter in text if letter in "0123456789,.−—")

    @property
    def unit(self) -> str:
        """The currency as a column head names it."""
        return _format.money(0, currency=self.currency, lang=self.lang).strip("0., ")

    def count(self, value: int | None) -> str:
        """A whole number with commas."""
        return _format.count(value)

    def people(self, value: int | None) -> str:
        """A number of customers with its unit."""
        return _format.people(value, lang=self.lang)

    def signed(self, value: int | None) -> str:
        """A difference with its sign."""
        return _format.signed(value)

    def share(self, value: Mapping[str, Any] | float | None) -> str:
        """A percentage with one decimal."""
        return _format.share(value, lang=self.lang)

    def fraction(self, value: Mapping[str, Any] | None) -> str:
        """The two numbers behind a rate."""
        return _format.fraction(value)

    def rate(self, value: Mapping[str, Any] | None) -> str:
        """A percentage with the two numbers behind it."""
        return _format.rate(value, lang=self.lang)

    def part(self, numerator: int, denominator: int) -> str:
        """The percentage of two whole numbers."""
        return self.share({"numerator": numerator, "denominator": denominator})

    def interval(self, low: float | None, high: float | None) -> str:
        """The two ends of an interval of shares."""
        if low is None or high is None:
            return _format.NOTHING
        return f"{self.share(low)}{'～' if self.lang == 'ja' else '–'}{self.share(high)}"

    def day(self, iso: str | None, /, *, long: bool = False) -> str:
        """A day, short for tables or long for sentences."""
        return _format.day(iso, lang=self.lang, long=long)

    def month(self, name: str | None) -> str:
        """A month with its year."""
        return _format.month(name, lang=self.lang)

    def days(self, value: int | None) -> str:
        """A number of days with its unit."""
        if value is None:
            return _format.NOTHING
        return self("n_days", n=self.count(value))

    def listed(self, *facts: str) -> str:
        """Short facts in one line."""
        return ("・" if self.lang == "ja" else " · ").join(facts)

    def delta(self, value: int | None) -> str:
        """A difference with the mark of its direction."""
        return _format.delta(value)

    def signed_share(self, value: float | None) -> str:
        """A relative change with its sign."""
        return _format.signed_share(value, lang=self.lang)

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences one after another as this language spaces them."""
        return ("" if self.lang == "ja" else " ").join(sentences)

    def signed_money(self, value: int | None) -> str:
        """A difference of money to the minor unit, with its sign and unit."""
        return _format.signed_money(value, currency=self.currency, lang=self.lang)

    def signed_bare(self, value: int | None) -> str:
        """A difference of money with its sign, without its unit."""
        if value is None:
            return _format.NOTHING
        sign = "" if value < 0 else "+" if value else "±"
        return sign + self.bare(value)

    def times(self, value: float | None) -> str:
        """How many times the average."""
        return _format.NOTHING if value is None else self("times", n=f"{value:.2f}")
