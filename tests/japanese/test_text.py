"""Folding for comparison, and widths on a terminal."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

import goen.japanese
from goen.japanese import Text, display_width, fold, pad, plain, unwrapped


def test_a_text_answers_in_the_language_asked_for() -> None:
    text = Text(ja="空です", en="It is empty")
    assert (text.text("ja"), text.text("en"), text.text("fr")) == (
        "空です",
        "It is empty",
        "It is empty",
    )


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("　得意先ｺｰﾄﾞ　", "得意先コード"),
        ("顧客ＩＤ", "顧客id"),
        ("会員№", "会員no"),
        ("Customer\n ID", "customer id"),
        ("Order−Date", "order-date"),
        ("A—B―C─D", "a-b-c-d"),
        ("１０ー２０", "10-20"),
        ("ユーザー", "ユーザー"),
        ("\ufeff売\u200b上", "売上"),
        ("神\ufe00奈川", "神奈川"),
        ("㈱山田", "(株)山田"),
        ("", ""),
    ],
)
def test_headers_fold_to_one_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_plain_text_has_no_control_characters_and_no_outer_spaces(text: str) -> None:
    found = plain(text)
    assert found == found.strip()
    assert not any(character < " " for character in found)


@pytest.mark.parametrize(
    ("text", "inside"), [('="0012"', "0012"), ("'0012", "0012"), ("0012", "0012"), ('=""', "")]
)
def test_the_wrapping_against_excel_is_taken_off(text: str, inside: str) -> None:
    assert unwrapped(text) == inside


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("優良客", 6),
        ("ｺﾂｺﾂ", 4),
        ("髙﨑①", 5),
        ("が", 2),
        ("か\u3099", 2),
        ("", 0),
        ("a\x00b", 2),
    ],
)
def test_full_width_characters_take_two_columns(text: str, width: int) -> None:
    assert display_width(text) == width


@given(st.text(alphabet="aあ優ｱ1 ", max_size=12), st.integers(0, 30))
def test_padding_reaches_the_width_and_never_cuts(text: str, width: int) -> None:
    left, right = pad(text, width), pad(text, width, align="right")
    assert display_width(left) == display_width(right) == max(width, display_width(text))
    assert left.startswith(text)
    assert right.endswith(text)


@pytest.mark.parametrize(
    "name", [module.name for module in pkgutil.iter_modules(goen.japanese.__path__)]
)
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"goen.japanese.{name}"))
    assert result.failed == 0
