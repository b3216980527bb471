from __future__ import annotations

import pytest

from goen.report._reading_periods import calendar_year, past_year


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        ("2026-11-21", "2025/11/22～2026/11/21"),
        ("2024-02-29", "2023/3/1～2024/2/29"),
        ("2025-02-28", "2024/2/29～2025/2/28"),
        ("2025-12-31", "2025/1/1～2025/12/31"),
    ],
)
def test_the_past_year_begins_the_day_after_the_same_day_a_year_before(
    as_of: str, days: str
) -> None:
    assert past_year(as_of=as_of, lang="ja") == days
    assert past_year(as_of=as_of, lang="en") == days.replace("～", " to ")


@pytest.mark.parametrize(
    ("end", "ja", "en"),
    [
        ("2026-11-21", "2025年12月～2026年11月", "Dec 2025 to Nov 2026"),
        ("2025-12-31", "2025年1月～2025年12月", "Jan 2025 to Dec 2025"),
    ],
)
def test_twelve_calendar_months_end_with_the_month_of_the_day(end: str, ja: str, en: str) -> None:
    assert calendar_year(end=end, lang="ja") == ja
    assert calendar_year(end=end, lang="en") == en
