"""Addresses in one comparable form, with building and room apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from goen.japanese._itaiji import fold_itaiji
from goen.japanese._kanji_numbers import with_digits
from goen.japanese._text import fold

_KANJI_NUMBER = re.compile(
    r"[〇一二三四五六七八九十百]+(?=丁目|番地|番(?:[0-9〇一二三四五六七八九十]|$)|号(?!線))"
)
_BETWEEN_NUMBERS = re.compile(r"(?<=[0-9])(?:丁目の?|番地の?|番の?|号(?![室線棟])|の|ノ)(?=[0-9])")
_END_OF_NUMBER = re.compile(r"(?<=[0-9])(?:丁目|番地|番(?![町館])|号(?![室線棟館]))")
_SECTION = re.compile(r"大字(?P<name>[^0-9]*?)字|大字|(?<=[市区町村郡])字")
# Small kana between kanji that are written in several ways: 霞ヶ関, 一ノ宮, 三ツ沢.
_KANJI = "一-鿿々"
_SMALL = [
    (re.compile(f"(?<=[{_KANJI}])[ヶケヵガが](?=[{_KANJI}])"), "ケ"),
    (re.compile(f"(?<=[{_KANJI}])[ノ之の](?=[{_KANJI}])"), "ノ"),
    (re.compile(f"(?<=[{_KANJI}])[ツっッつ](?=[{_KANJI}])"), "ツ"),
]
# The number of the block: the first digits that are not part of a name (北1条, 第3工区, 国道8号線).
_BLOCK = re.compile(
    r"(?<![第0-9])[0-9]+(?:-[0-9]+)*(?![0-9]|-[0-9]|条|線|号線|区|番町|番館|階|号室|棟)"
)
_ROOM = re.compile(r"([0-9]+(?:-[0-9]+)*|[0-9]*[a-z][0-9]*)(?:号室|号|室|階|f)?$")
_KYOTO = re.compile("上る|下る|上ル|下ル|東入|西入")


class Address(NamedTuple):
    """An address taken apart: the place down to its number, the building, the room."""

    place: str
    building: str = ""
    room: str = ""

    @property
    def key(self) -> str:
        """Place and room; the building's name is often left out, so it is not compared."""
        return f"{self.place}/{self.room}" if self.room else self.place


@lru_cache(maxsize=1 << 13)  # one address is asked for several times in a row
def read_address(*, text: str) -> Address:
    """The address `text` in the form addresses are compared in.

    N丁目M番地K号 becomes N-M-K, ヶ/ケ/が one form, 大字 and 字 are dropped. Kanji numbers become
    digits only before 丁目, 番地 and 号: 三条 and 六本木 stay. Kyoto's 上る and 東入 stay.

    >>> read_address(text="長岡市大手通二丁目３番地５　みどりビル２０１号室")
    Address(place='長岡市大手通2-3-5', building='みどりビル', room='201')
    """
    written = fold_itaiji(text=fold(text))
    written = _KANJI_NUMBER.sub(lambda found: with_digits(found[0]), written)
    joined = _BETWEEN_NUMBERS.sub("-", re.sub(r"(?<=[0-9丁目番地号]) (?=[0-9])", "", written))
    folded = _END_OF_NUMBER.sub("", _SECTION.sub(lambda found: found["name"] or "", joined))
    for pattern, by in _SMALL:
        folded = pattern.sub(by, folded)
    block = None if _KYOTO.search(folded) else _BLOCK.search(folded)
    if block is None:
        return Address(folded.replace(" ", ""))
    place, number = folded[: block.start()].replace(" ", ""), block[0]
    building, room = _building(folded[block.end() :].strip(" -,"))
    if not building and not room and number.count("-") == 3:
        number, room = number.rsplit("-", 1)  # 1-2-3-405 without the building's name
    return Address(place + number, building, room)


def address_key(*, text: str) -> str:
    """The address `text` as addresses are compared: place, number and room.

    >>> address_key(text="霞が関1丁目2番地3") == address_key(text="霞ヶ関１－２－３")
    True
    """
    return read_address(text=text).key


def _building(rest: str) -> tuple[str, str]:
    found = _ROOM.search(rest)
    if not found:
        return rest.replace(" ", ""), ""
    return rest[: found.start()].strip(" -").replace(" ", ""), found[1]
