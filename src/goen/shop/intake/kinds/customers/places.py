"""An address in one cell, divided into the parts in which it is kept."""

from __future__ import annotations

import re
from typing import NamedTuple

from goen.japanese import read_address

_PREFECTURE = re.compile("東京都|北海道|(?:京都|大阪)府|(?:神奈川|和歌山|鹿児島|.{2})県")
# Cities whose names hold one of the signs 市 区 町 村 郡 before their end come first.
_CITY = re.compile(
    "(?:旭川|伊達|石狩|盛岡|奥州|田村|南相馬|那須塩原|東村山|武蔵村山|羽村|十日町|上越|富山|野々市"
    "|大町|蒲郡|四日市|姫路|大和郡山|廿日市|下松|岩国|田川|大村|宮古|富良野|別府|佐伯|黒部|小諸|塩尻"
    "|玉野|周南|市川|市原|余市|高市|町田|村上|村山|郡山|郡上|小郡)市"
    "|(?:余市|高市|[^市]{2,3}?)郡(?:玉村|大町|.{1,5}?)[町村]"
    "|(?:[^0-9０-９]{1,4}市)?[^町0-9０-９]{1,4}?区|[^0-9０-９]{1,7}?[市町村]"
)
# Everything down to the number of the block; what stands behind is the building.
_NUMBERED = re.compile(
    r"(.*?[0-9０-９](?:[0-9０-９\-－ー‐−―–]|丁目|番地?|号(?!室)|の(?=[0-9０-９]))*)"
    r"[\s　,、]*(\D.*)",
    re.DOTALL,
)


class Place(NamedTuple):
    """An address as the ledger keeps it."""

    prefecture: str
    city: str
    street: str
    building: str


def divided(text: str) -> Place:
    """The parts of an address; what cannot be told apart stays in the street.

    >>> tuple(divided("新潟県長岡市大手通２−３−５　みどりビル２０１号室"))
    ('新潟県', '長岡市', '大手通２−３−５', 'みどりビル２０１号室')
    """
    rest = " ".join(text.split())
    found = _PREFECTURE.match(rest)
    prefecture = found[0] if found else ""
    rest = rest[len(prefecture) :].lstrip()
    city = _CITY.match(rest)
    town = city[0] if city and (prefecture or len(city[0]) > 1) else ""
    street, building = _without_building(rest[len(town) :].lstrip())
    return Place(prefecture, town[:100], street[:200], building[:200])


def _without_building(rest: str) -> tuple[str, str]:
    behind = _NUMBERED.fullmatch(rest)
    if behind is None:
        return rest, ""
    read = read_address(text=rest)
    return (behind[1], behind[2].strip()) if read.building or read.room else (rest, "")
