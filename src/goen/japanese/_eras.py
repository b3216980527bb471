"""The Japanese eras: years of an era as years of the calendar, and the days eras begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goen.japanese._text import Text


@dataclass(frozen=True, slots=True)
class Era:
    """One era: its names, its first day, and the day the next one begins (None: still running)."""

    kanji: str
    letter: str
    english: str
    first: date
    next_first: date | None

    def year(self, year: int) -> int:
        """The calendar year of the era's year `year` (元年 is 1)."""
        return self.base + year

    @property
    def base(self) -> int:
        """The calendar year before the era's first year."""
        return 1867 if self.letter == "M" else self.first.year - 1


# domain.md §6.3. Japan has counted days by the Gregorian calendar since 1 January of Meiji 6.
ERAS = (
    Era("明治", "M", "Meiji", date(1873, 1, 1), date(1912, 7, 30)),
    Era("大正", "T", "Taisho", date(1912, 7, 30), date(1926, 12, 25)),
    Era("昭和", "S", "Showa", date(1926, 12, 25), date(1989, 1, 8)),
    Era("平成", "H", "Heisei", date(1989, 1, 8), date(2019, 5, 1)),
    Era("令和", "R", "Reiwa", date(2019, 5, 1), None),
)
_BY_NAME = {name: era for era in ERAS for name in (era.kanji, era.kanji[0], era.letter)}
ERA_NAMES = "|".join(sorted(_BY_NAME, key=len, reverse=True))


def era_named(name: str) -> Era:
    """The era written as 令和, 令, R or r."""
    return _BY_NAME[name.upper()]


def era_of(day: date) -> Era:
    """The era of `day`, which must not lie before 1873."""
    return next(era for era in reversed(ERAS) if day >= era.first)


def written(day: date) -> Text:
    """`day` in its own era: 平成元年1月8日."""
    era = era_of(day)
    year = day.year - era.base
    return Text(
        ja=f"{era.kanji}{'元' if year == 1 else year}年{day.month}月{day.day}日",
        en=f"{era.english} {year}-{day.month}-{day.day}",
    )


def outside(*, era: Era, day: date) -> Text | None:
    """Why `day` cannot be written in `era`, offering the right era; None when it lies inside."""
    if era.first <= day and (era.next_first is None or day < era.next_first):
        return None
    better = written(day) if day >= ERAS[0].first else Text("", "")
    return _too_late(era, better) if day >= era.first else _too_early(era, better)


def _too_late(era: Era, better: Text) -> Text:
    end = date.fromordinal((era.next_first or date.max).toordinal() - 1)
    year = end.year - era.base
    return Text(
        ja=f"{era.kanji}は{year}年{end.month}月{end.day}日までです。{better.ja}ではありませんか",
        en=f"{era.english} ended on {year}-{end.month}-{end.day}; perhaps {better.en} is meant",
    )


def _too_early(era: Era, better: Text) -> Text:
    first = era.first
    begins = written(first)
    offer = Text(f"。{better.ja}ではありませんか", f"; perhaps {better.en} is meant")
    if not better.ja:
        offer = Text("", "")
    return Text(
        ja=f"{era.kanji}は{begins.ja.removeprefix(era.kanji)}からです{offer.ja}",
        en=f"{era.english} began on {begins.en.removeprefix(era.english + ' ')}{offer.en}",
    )
