"""From a Vega-Lite definition to an SVG that a page can hold: small, titled, without styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from goen.pictures.theme import TEXT_SIZE, config

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Layer = dict[str, Any]

# Vega writes labels of marks as aria attributes; inside one image they are tooltips: <title>.
_TIP = re.compile(
    r'<(path|line) aria-label="([^"]*)" role="[^"]*" aria-roledescription="[^"]*"([^>]*?)/>'
)
_TAG = re.compile(r"<[^>]+>")
_NOISE = re.compile(
    r' (?:class|role|aria-[a-z]+|pointer-events|stroke-miterlimit|font-family)="[^"]*"'
    rf'| opacity="1"| font-size="{TEXT_SIZE}px"| stroke-width="0"'
)
_NOTHING = re.compile(r'<path (?:d="(?:M0,0h0v0h0Z)?"|display="none"| )*/>|<g[^>]*></g>')
_BARE_GROUP = re.compile(r"<g>(<(?:path|line|text)[^>]*(?:/>|>[^<]*</(?:path|line|text)>))</g>")
_NUMBERED = re.compile(r">~(\d+)~<")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")


@dataclass(frozen=True, slots=True)
class Box:
    """The outer size of a drawing in px, and the room left around its plot."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def plot_width(self) -> int:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def plot_height(self) -> int:
        """The height between the margins."""
        return self.height - self.top - self.bottom


def draw(*, key: str, title: str, finding: str, box: Box, layers: list[Layer]) -> str:
    """The chart as inline SVG; `key` must be its own on the page, `finding` says what it shows."""
    import vl_convert  # starts a JavaScript engine: half a second, paid by those who draw

    numbered, words = _without_words(layers)
    svg: str = vl_convert.vegalite_to_svg(definition(box=box, layers=numbered))
    return (
        f'<svg class="chart" viewBox="0 0 {box.width} {box.height}" width="{box.width}" '
        f'height="{box.height}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(finding)}</desc>'
        f"{_with_words(_inside(svg), words)}</svg>"
    )


def definition(*, box: Box, layers: list[Layer]) -> dict[str, Any]:
    """The whole Vega-Lite specification of layers that share one plot."""
    return {
        "$schema": SCHEMA,
        "width": box.plot_width,
        "height": box.plot_height,
        "autosize": {"type": "none"},
        "padding": {"left": box.left, "right": box.right, "top": box.top, "bottom": box.bottom},
        "background": "transparent",
        "config": config(),
        "layer": layers,
    }


def layer(
    mark: str, rows: list[dict[str, Any]], /, *, encoding: dict[str, Any], **look: Any
) -> Layer:
    """One layer of marks. A field named `tip` becomes the marks' tooltip."""
    tips = bool(rows) and "tip" in rows[0]
    if tips:
        encoding = {**encoding, "description": {"field": "tip", "type": "nominal"}}
    return {
        "data": {"values": rows},
        "mark": {"type": mark, "aria": tips, "tooltip": None, **look},
        "encoding": encoding,
    }


def number(field: str, domain: tuple[float, float], /, **more: Any) -> dict[str, Any]:
    """An encoding of a number on a scale with exactly this domain, without an axis."""
    scale = {"domain": list(domain), "nice": False, "zero": False, **more.pop("scale", {})}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None, **more}


def pixels(field: str) -> dict[str, Any]:
    """An encoding of a place that the rows give in px."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def painted(field: str = "fill") -> dict[str, Any]:
    """An encoding of a colour that the rows name themselves."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def _without_words(layers: list[Layer]) -> tuple[list[Layer], list[str]]:
    """Layers whose words are numbers in tildes, and the words.

    Every place is decided before drawing, yet the engine shapes each word to measure it: 3 ms for a
    Japanese one, half of the whole page's time. It gets numbers instead, and never sees a name.
    """
    found: list[str] = []
    made = []
    for item in layers:
        field = item["encoding"].get("text", {}).get("field")
        rows = item["data"]["values"]
        if field:
            start = len(found)
            found += [str(row[field]) for row in rows]
            rows = [{**row, field: f"~{start + at}~"} for at, row in enumerate(rows)]
        made.append({**item, "data": {"values": rows}})
    return made, found


def _with_words(body: str, words: list[str]) -> str:
    return _NUMBERED.sub(lambda number: f">{escape(words[int(number[1])])}<", body)


def _inside(svg: str) -> str:
    body = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    body = _TIP.sub(r"<\1\3><title>\2</title></\1>", body)
    body = _TAG.sub(lambda tag: _LONG_NUMBER.sub(_short, _NOISE.sub("", tag[0])), body)
    for pattern, kept in ((_NOTHING, ""), (_BARE_GROUP, r"\1"), (_NOTHING, "")):
        before = ""
        while before != body:
            before, body = body, pattern.sub(kept, body)
    return body


def _short(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")
