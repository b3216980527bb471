"""How well a column's cells alone speak for a customer, a date or an amount, from 0 to 1.

Only what can hardly be anything else counts: ages, flags, codes, postal codes, years of birth and
numbers of things make no amount, and birthdays no sale date. Where a table has three columns and no
more, less is enough: what is neither the date nor the one is the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goen.sheets._columns_profile import Profile

# Ages, counts and the like stay below it, prices in yen do not.
_LEAST_MEDIAN = 100
# Who was born when spans more years than a company's sales.
_MOST_YEARS = 25


def like_customer(cells: Profile, *, bare: bool) -> float:
    """For customer numbers: words with digits in them, or digits alone, that come back."""
    if cells.filled < 0.5 or cells.dates > 0.5 or cells.decimals > 0.1 or cells.counting:
        return 0.0
    if cells.flags > 0.9 or cells.contacts > 0.5 or cells.coded + cells.emails < 0.9:
        return 0.0
    if cells.cells >= 10 and cells.distinct < 3:
        return 0.0
    worded = cells.numbers < 0.5 or cells.codes > 0.3
    if not bare and not worded and cells.median < _LEAST_MEDIAN:
        return 0.0
    score = 0.3 + 0.12 * worded + 0.1 * cells.same_length
    repeated = cells.cells < 10 or cells.unique < 0.98
    score += 0.08 * repeated + 0.05 * cells.unique * repeated
    return score - 0.12 * (cells.round > 0.8) - 0.1 * (cells.median < 10)


def like_date(cells: Profile) -> float:
    """For sale dates: dates that need no option, of the years in which one company sells."""
    if cells.dates < 0.9 or cells.years > _MOST_YEARS:
        return 0.0
    return 0.6 * cells.dates * cells.filled


def like_amount(cells: Profile, *, bare: bool) -> float:
    """For amounts: cents, or numbers of several lengths that often end in 0."""
    if cells.filled < 0.5 or cells.numbers < 0.95 or cells.codes > 0.02 or cells.dates > 0.5:
        return 0.0
    if cells.counting or cells.flags > 0.9 or cells.contacts > 0.1 or cells.fine > 0.2:
        return 0.0
    if not bare and not _like_prices(cells):
        return 0.0
    score = 0.32 + 0.16 * (cells.decimals > 0.1) + 0.1 * (cells.round > 0.3)
    return (
        score
        + 0.08 * (not cells.same_length)
        + 0.05 * (cells.median >= 50)
        - 0.1 * (cells.median < 10)
    )


def _like_prices(cells: Profile) -> bool:
    if cells.cells >= 10 and cells.distinct < 3:
        return False
    if cells.decimals > 0.1:
        return True
    return cells.median >= _LEAST_MEDIAN and (cells.round > 0.3 or not cells.same_length)
