"""What holds for every picture: small clean SVG with text, tooltips and both themes in it."""

from __future__ import annotations

import json
import re
from typing import Any

import altair
import pytest
import vl_convert
from tests.pictures._charts import CHARTS, HOSTILE, a_heat, a_waterline, some_curves
from tests.pictures._markup import read

from goen.pictures import TOKENS, Axes, Band, Curve, Line, Mark, curves, paper, waterline

SIZES = ("wide", "narrow")
every_chart = pytest.mark.parametrize("chart", CHARTS)
every_size = pytest.mark.parametrize("size", SIZES)


def _texts(svg: str) -> list[str]:
    return [element.own for element in read(svg).all("text")]


def _tips(svg: str) -> list[str]:
    return [element.own for element in read(svg).all("title")][1:]


@every_chart
@every_size
def test_a_picture_names_itself_and_says_what_it_shows(chart: str, size: str) -> None:
    root = read(CHARTS[chart](size)).children[0]
    title, finding = root.children[:2]
    assert (title.tag, finding.tag, root.get("role")) == ("title", "desc", "img")
    assert title.own and finding.own
    assert root.get("aria-labelledby") == f"{title.get('id')} {finding.get('id')}"


@every_chart
@every_size
def test_colours_are_names_of_the_theme_and_nothing_is_styled(chart: str, size: str) -> None:
    svg = CHARTS[chart](size)
    used = set(re.findall(r"var\(--([\w-]+)\)", svg))
    assert used and used <= set(TOKENS)
    assert not re.search(r"#[0-9a-f]{3,6}\b(?!\))", re.sub(r"url\(#h\d\)", "", svg))
    for banned in ("style=", 'class="mark', "font-family", "aria-role", "<script", "http"):
        assert banned not in svg


@every_chart
def test_words_stay_words_for_the_fonts_of_the_reader(chart: str) -> None:
    assert any(re.search(r"[ぁ-龠]", text) for text in _texts(CHARTS[chart]("wide")))


@every_chart
@every_size
def test_a_hostile_name_stays_text(chart: str, size: str) -> None:
    svg = CHARTS[chart](size, HOSTILE)
    assert "<script" not in svg
    assert HOSTILE in read(svg).text()


@every_chart
def test_a_narrow_drawing_fits_the_smallest_phone_at_full_size(chart: str) -> None:
    assert int(read(CHARTS[chart]("narrow")).children[0].get("width")) <= 272


@every_chart
@every_size
def test_the_same_data_draw_the_same_picture(chart: str, size: str) -> None:
    assert CHARTS[chart](size) == CHARTS[chart](size)


@every_chart
@every_size
def test_a_definition_is_valid_vega_lite(
    chart: str, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []

    def draw(spec: dict[str, Any]) -> str:
        asked.append(spec)
        return "<svg></svg>"

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", draw)
    CHARTS[chart](size)
    altair.LayerChart.from_dict(json.loads(json.dumps(asked[0])), validate=True)
    assert asked[0]["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")


@every_chart
def test_a_picture_can_stand_alone_on_paper(chart: str) -> None:
    alone = paper(svg=CHARTS[chart]("wide"))
    assert "var(" not in alone
    assert vl_convert.svg_to_png(alone).startswith(b"\x89PNG")


def test_paper_may_be_dark() -> None:
    svg = some_curves("wide")
    assert TOKENS["act"][0] in paper(svg=svg)
    assert TOKENS["act"][1] in paper(svg=svg, dark=True)


def test_lapsed_customers_are_hatched_and_below_the_line() -> None:
    svg = a_waterline("wide")
    assert "url(#h5)" in svg and "var(--r5-fill)" in svg
    assert [t for t in _texts(svg) if t in ("現役", "離れたお客様")] == ["現役", "離れたお客様"]


def test_each_month_of_the_waterline_has_a_tooltip() -> None:
    assert _tips(a_waterline("wide")) == ["2026-01 優良客", "2026-02 優良客", "2026-03 優良客"]


def test_the_end_of_a_band_says_name_and_count() -> None:
    assert {"優良客", "1,234", "優良客・離脱"} <= set(_texts(a_waterline("large")))


def test_a_name_too_long_for_the_margin_gives_way_to_the_mark() -> None:
    name = "とても大切な優良のお客様（ゴールド会員）"
    texts = _texts(a_waterline("wide", name))
    assert name not in texts
    assert texts.count("優") == 2


def test_narrow_labels_are_marks() -> None:
    texts = _texts(a_waterline("narrow"))
    assert "優" in texts and "優良客" not in texts


def test_the_second_text_of_a_square_needs_room() -> None:
    assert "1万円" in _texts(a_heat("wide"))
    assert "1万円" not in _texts(a_heat("narrow"))


def test_small_shares_get_a_decimal_on_the_axis() -> None:
    axes = Axes(x=(0, 10), y_top=0.02, x_labels=[(0, "0"), (10, "10")], form=".0%")
    curve = Curve(lines=[Line("", [(0, 0.0), (10, 0.02)])], axes=axes)
    texts = _texts(curves(key="k", curve=curve, title="t", finding="f", size="wide"))
    assert "0.5%" in texts
    assert len(texts) == len(set(texts))


def _marked(*marks: Mark) -> dict[str, float]:
    """How far down each label of a mark stands; those without a place are not there."""
    axes = Axes(x=(0, 1000), y_top=1.0, x_labels=[(0, "0")], form=".0%")
    curve = Curve(lines=[Line("", [(0, 0.0), (1000, 1.0)])], axes=axes, marks=marks)
    svg = curves(key="k", curve=curve, title="t", finding="f", size="narrow")
    places = {e.own: re.search(r",([0-9.]+)\)", e.get("transform")) for e in read(svg).all("text")}
    assert {mark.tip for mark in marks} <= set(_tips(svg))
    return {text: float(found[1]) for text, found in places.items() if found and "日" in text}


def test_labels_of_marks_give_way_to_each_other() -> None:
    marks = [Mark(at, 0.5, f"{at}日", f"{at}") for at in (100, 140, 180)]
    found = _marked(*marks)
    assert set(found) == {"100日", "140日"}
    assert found["100日"] - found["140日"] == 24
    apart = _marked(*(Mark(at, 0.5, f"{at}日", f"{at}") for at in (100, 400, 700)))
    assert len(apart) == 3
    assert len(set(apart.values())) == 1


def test_a_single_month_is_drawn_as_a_band() -> None:
    band = Band("初回客", "初", 1, lapsed=False, counts=[3])
    words = {"title": "人数", "finding": "3人"}
    svg = waterline(
        key="w", months=["2026-01"], bands=[band], tips=["1月"], lang="ja", **words, size="wide"
    )
    area = next(path for path in read(svg).all("path") if "r1-fill" in path.get("fill"))
    assert re.match(r"M0,[\d.]+L[1-9]", area.get("d"))
