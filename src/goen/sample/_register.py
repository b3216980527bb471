from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from goen.sample._lines import NOBODY, SALE, Lines
from goen.sample._story import FAMILIES
from goen.sample._words import words

if TYPE_CHECKING:
    from goen.sample._arrays import AnyArray, Ints

AS_FIRST, OTHER_FORM, HALF_KANA, MOVED, UNSPACED, NEW_SURNAME = range(6)
STYLES = ("", "other_form", "half_kana", "moved", "unspaced", "new_surname")


@dataclass(frozen=True)
class Register:
    """One entry per customer number, in the order of the numbers."""

    person: Ints
    since: Ints  # day of the first line under this number
    style: Ints  # how a second registration of a person differs; AS_FIRST for the first
    household: Ints
    surname: Ints
    given: Ints
    place: Ints
    block: Ints  # street numbers packed into one whole number
    telephone: Ints
    mail: Ints
    born: Ints  # days since 1970-01-01

    def __len__(self) -> int:
        return len(self.person)

    def columns(self) -> dict[str, AnyArray]:
        """The arrays by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def assign_numbers(
    *, rng: np.random.Generator, lines: Lines, people: int, second: int
) -> tuple[Ints, Ints, Ints]:
    """Give each line its customer number (a position, or NOBODY).

    `second` people are registered again half way through their lines and go on under a new
    number. Returns the number of each line, the person of each number, and whether the number
    is the person's second. Numbers follow the first line of each.
    """
    later = _second_half(rng=rng, lines=lines, people=people, second=second)
    raw = np.where(lines.person == NOBODY, NOBODY, lines.person + people * later)
    used, first_line = np.unique(raw, return_index=True)
    used, first_line = used[used != NOBODY], first_line[used != NOBODY]
    used = used[np.argsort(first_line, kind="stable")]
    number = np.full(2 * people + 1, NOBODY, dtype=np.int64)
    number[used] = np.arange(len(used))
    return number[raw], used % people, (used >= people).astype(np.int64)


def _second_half(*, rng: np.random.Generator, lines: Lines, people: int, second: int) -> Ints:
    """1 for the lines that a person registered twice has under the second number."""
    sold = np.flatnonzero((lines.kind == SALE) & (lines.person != NOBODY))
    sold = sold[np.argsort(lines.person[sold], kind="stable")]
    edges = np.searchsorted(lines.person[sold], np.arange(people + 1))
    begins, ends = edges[:-1], edges[1:]
    first, turn = lines.day[sold[begins]], lines.day[sold[(begins + ends) // 2]]
    able = np.flatnonzero((ends - begins >= 8) & (first < turn))
    since = np.full(people + 1, np.iinfo(np.int64).max)  # the last entry serves NOBODY
    chosen = rng.permutation(able)[:second]
    since[chosen] = turn[chosen]
    return (lines.day >= since[lines.person]).astype(np.int64)


def make_register(*, rng: np.random.Generator, person: Ints, again: Ints, since: Ints) -> Register:
    """Write down who stands behind each number; every name and address is made up."""
    people = int(person.max()) + 1
    household = _households(rng=rng, people=people)
    surname = words("surnames").draw(rng=rng, size=people)[household]
    style = _styles(rng=rng, again=again, surname=surname[person])
    moved = style == MOVED
    other = words("surnames").draw(rng=rng, size=len(person))
    places = words("places")
    block = rng.integers(0, 6 * 30 * 20 * 40, people)
    return Register(
        person=person,
        since=since,
        style=style,
        household=household[person],
        surname=np.where(style == NEW_SURNAME, other, surname[person]),
        given=words("given_names").draw(rng=rng, size=people)[person],
        place=np.where(
            moved,
            places.draw(rng=rng, size=len(person)),
            places.draw(rng=rng, size=people)[household][person],
        ),
        block=np.where(moved, rng.permutation(block[person]), block[household][person]),
        telephone=rng.integers(0, 100_000_000, people)[household][person],
        mail=rng.integers(10, 9999, people)[person],
        born=rng.integers(-13_000, 12_500, people)[person],
    )


def _households(*, rng: np.random.Generator, people: int) -> Ints:
    """The person who stands for each household; most live alone in this register."""
    household = np.arange(people)
    joins = np.flatnonzero(rng.random(people) < FAMILIES)
    joins = joins[joins > 0]
    household[joins] = household[joins - 1]
    return household


def _styles(*, rng: np.random.Generator, again: Ints, surname: Ints) -> Ints:
    """How each second registration differs from the first."""
    drawn = rng.integers(HALF_KANA, NEW_SURNAME + 1, len(again))
    has_other = np.array([form != "" for form in words("surnames")["variant"]])[surname]
    drawn = np.where(has_other & (rng.random(len(again)) < 0.6), OTHER_FORM, drawn)
    return np.where(again == 1, drawn, AS_FIRST)
