"""Drawings that stand alone: with their colours, patterns and fonts inside, for paper and mail."""

from __future__ import annotations

import re

from goen.pictures.theme import FONT, RANK_SLOTS, TEXT_SIZE, TOKENS

_NAME = re.compile(r"var\(--([a-z0-9-]+)\)")
_NAMESPACE = "http://www.w3.org/2000/svg"


def paper(*, svg: str, dark: bool = False) -> str:
    """A drawing of this room as a whole SVG document, in light colours unless `dark`.

    Raises:
        KeyError: the drawing names a colour that the theme does not have.
    """
    head, _, rest = svg.partition(">")
    alone = (
        f'{head} xmlns="{_NAMESPACE}" font-family="{FONT}" font-size="{TEXT_SIZE}px">'
        f"<defs>{patterns()}</defs>{rest}"
    )
    return _NAME.sub(lambda found: TOKENS[found[1]][int(dark)], alone)


def patterns() -> str:
    """The hatchings of the ranks, as a page or a drawing defines them once."""
    return "".join(_pattern(slot) for slot in range(RANK_SLOTS + 1))


def _pattern(slot: int) -> str:
    return (
        f'<pattern id="h{slot}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--r{slot}-soft)"/>'
        f'<path d="M0 0V6" stroke="var(--r{slot}-ink)" stroke-width="2"/></pattern>'
    )
