"""The theme of charts: one set of colours with the page, readable in light and dark."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pictures._colours import contrast

from goen.pictures import TOKENS, heat_step, rank_slots, token
from goen.pictures.theme import HEAT_STEPS, RANK_SLOTS

THEMES = (0, 1)
HEAT = [f"heat-{step}" for step in range(1, HEAT_STEPS + 1)]


def _page_tokens() -> dict[str, tuple[str, str]]:
    folder = resources.files("goen.report._html") / "templates"
    text = (folder / "tokens.css").read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+):\s*light-dark\((#\w{6}), (#\w{6})\)", text)
    return {name: (light, dark) for name, light, dark in reversed(found)}  # the first one counts


def test_charts_and_page_have_the_same_colours() -> None:
    page = _page_tokens()
    assert {name: page[name] for name in TOKENS} == TOKENS


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", HEAT)
def test_ink_is_readable_on_every_step_of_heat(name: str, theme: int) -> None:
    assert contrast(TOKENS["ink"][theme], TOKENS[name][theme]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_heat_grows_step_by_step(theme: int) -> None:
    ground = TOKENS["surface"][theme]
    steps = [contrast(TOKENS[name][theme], ground) for name in HEAT]
    assert steps == sorted(steps)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("slot", range(RANK_SLOTS + 1))
def test_a_rank_is_readable_and_its_edge_is_seen(slot: int, theme: int) -> None:
    fill, on, ink, soft = (
        TOKENS[f"r{slot}-{kind}"][theme] for kind in ("fill", "on", "ink", "soft")
    )
    ground = TOKENS["surface"][theme]
    if slot:
        assert contrast(on, fill) >= 4.5
    assert contrast(ink, ground) >= 4.5
    assert contrast(ink, soft) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["act", "ink-3"])
def test_lines_and_bars_stand_out_from_the_ground(name: str, theme: int) -> None:
    assert contrast(TOKENS[name][theme], TOKENS["surface"][theme]) >= 3


def test_a_colour_that_is_not_in_the_theme_is_refused() -> None:
    with pytest.raises(KeyError):
        token("orange")


def test_few_ranks_take_the_ends_of_the_colours_first() -> None:
    assert [rank_slots(count) for count in (1, 2, 3, 4, 5)] == [
        (5,),
        (1, 5),
        (1, 3, 5),
        (1, 2, 4, 5),
        (1, 2, 3, 4, 5),
    ]


@given(st.integers(min_value=2, max_value=30))
def test_any_number_of_ranks_runs_from_the_first_colour_to_the_last(count: int) -> None:
    slots = rank_slots(count)
    assert len(slots) == count
    assert (slots[0], slots[-1]) == (1, RANK_SLOTS)
    assert list(slots) == sorted(slots)


@given(st.floats(min_value=-1, max_value=1), st.floats(min_value=0.001, max_value=1))
def test_heat_is_none_for_nothing_and_never_beyond_the_last_step(share: float, top: float) -> None:
    step = heat_step(share, top=top)
    assert 0 <= step <= HEAT_STEPS
    assert (step == 0) == (share <= 0)


def test_the_largest_value_has_the_last_step() -> None:
    assert heat_step(0.4, top=0.4) == HEAT_STEPS
    assert heat_step(None, top=0.4) == 0
    assert heat_step(0.0, top=0.0) == 0
