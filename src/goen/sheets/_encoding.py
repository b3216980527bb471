"""In which encoding a text file is written, decided on the whole file, not on its first lines.

Order: byte order mark, NUL pattern of UTF-16, strict UTF-8, then CP932 against EUC-JP. A file that
fits none is refused and the user asked for `--encoding`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.sheets import _scan
from goen.sheets._errors import UnableToRead, UnknownEncoding

if TYPE_CHECKING:
    from pathlib import Path

_BOM = b"\xef\xbb\xbf"
_HALF_KANA = re.compile("[｡-ﾟ]")
# A voiced mark after a letter that has none, a long vowel or small letter at the start of a word:
# what the bytes of other text look like when read as half-width kana.
_BROKEN_KANA = re.compile("(?<![ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<![ﾊ-ﾎ])ﾟ|(?<![ｦ-ﾝ])[ｧ-ｰ]|[｡-･][ｧ-ｰﾞﾟ]")
_COMMON_JAPANESE = re.compile("[ぁ-ゖァ-ヺー、。「」・々〇年月日円店様名計売上金額商品番号]")
_RUN = re.compile(r"[^\x00-\x7f]+")
# One lonely kanji inside a Latin word: not Japanese, but "ö" of another code page.
_LATIN = re.compile(
    r"(?<=[A-Za-z])[^\x00-\x7f](?![^\x00-\x7f])|(?<![^\x00-\x7f])[^\x00-\x7f](?=[a-z])"
)
# What people call Shift JIS is, from Windows, CP932: ①, ㈱ and 髙 are in it.
_WINDOWS = {"shift-jis": "cp932", "shiftjis": "cp932", "sjis": "cp932", "s-jis": "cp932"}
_JIS = (b"\x1b$B", b"\x1b$@", b"\x1b(J")


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` of the codec, `skip` bytes of byte order mark, and what the file holds if scanned."""

    name: str
    skip: int = 0
    facts: _scan.Scan | None = None

    @property
    def codec(self) -> str:
        """The name for Python's decoders, which see the bytes after the mark."""
        return self.name.removesuffix("-sig")


def find_encoding(path: Path, *, name: str, given: str | None) -> Encoding:
    """The encoding of the file at `path`, or `given` when it fits; raises UnableToRead."""
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
    if given is not None:
        return _checked(path, name=name, given=given, head=head)
    marked = _by_mark(head) or _by_nuls(head)
    if marked is None:
        _refuse_binary(head, name=name)
        marked = Encoding("utf-8")
        facts = _scan.scan(path, codec="utf-8")
        if facts.failure is not None:
            return _japanese(path, name=name, utf8_failure=facts.failure)
        return Encoding("utf-8", facts=facts)
    return _verified(path, name=name, encoding=marked)


def _verified(path: Path, *, name: str, encoding: Encoding) -> Encoding:
    if encoding.codec == "utf-8":
        facts = _scan.scan(path, codec="utf-8", skip=encoding.skip)
        failure = facts.failure
        encoding = Encoding(encoding.name, encoding.skip, facts)
    else:
        failure = _scan.failure(path, codec=encoding.codec, skip=encoding.skip)
    if failure is None:
        return encoding
    line = _scan.line_at(path, failure)
    raise UnableToRead(
        name,
        Text(
            f"{encoding.name} では読めない文字が {line} 行目あたりにあります",
            f"Not {encoding.name}: a byte near line {line} does not fit",
        ),
    )


def _by_mark(head: bytes) -> Encoding | None:
    if head.startswith(_BOM):
        skip = 0
        while head.startswith(_BOM, skip):  # files that went through two tools carry two marks
            skip += len(_BOM)
        return Encoding("utf-8-sig", skip=skip)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return Encoding("utf-32")
    if head.startswith(codecs.BOM_UTF16_LE):
        return Encoding("utf-16-le", skip=2)
    if head.startswith(codecs.BOM_UTF16_BE):
        return Encoding("utf-16-be", skip=2)
    if any(escape in head for escape in _JIS):
        return Encoding("iso2022_jp_ext")
    return None


def _by_nuls(head: bytes) -> Encoding | None:
    """UTF-16 without a mark: digits, commas and line ends have a NUL in every other byte."""
    if head.count(0) < len(head) // 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 8 * even:
        return Encoding("utf-16-le")
    if even > 8 * odd:
        return Encoding("utf-16-be")
    return None


def _refuse_binary(head: bytes, *, name: str) -> None:
    controls = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
    if controls > max(8, len(head) // 50):
        raise UnableToRead(
            name,
            Text(
                "文字のファイル（CSVなど）でも、Excelのブックでもないようです",
                "This is neither a text file (CSV and the like) nor a workbook",
            ),
        )


def _checked(path: Path, *, name: str, given: str, head: bytes) -> Encoding:
    try:
        codec = codecs.lookup(_WINDOWS.get(given.casefold().replace("_", "-"), given)).name
        "".encode(codec)
    except (LookupError, TypeError, ValueError) as problem:
        reason = Text(f"文字コード {given} はわかりません", f"The encoding {given} is not known")
        raise UnableToRead(name, reason) from problem
    mark = _by_mark(head)
    if mark is not None and mark.codec.startswith(codec.removesuffix("-sig")):
        return _verified(path, name=name, encoding=mark)
    if codec == "utf-16":
        return _verified(path, name=name, encoding=_by_nuls(head) or Encoding("utf-16-le"))
    return _verified(path, name=name, encoding=Encoding(codec))


def _japanese(path: Path, *, name: str, utf8_failure: int) -> Encoding:
    failures = {codec: _scan.failure(path, codec=codec) for codec in ("cp932", "euc_jp")}
    if failures["euc_jp"] is not None and failures["cp932"] is not None:
        # ① and ㈱ in EUC-JP, as Unix systems of the time wrote them
        failures["euc_jis_2004"] = _scan.failure(path, codec="euc_jis_2004")
    fitting = [codec for codec, failure in failures.items() if failure is None]
    sample = _sample(path)
    if not fitting or _is_latin(sample.decode(fitting[0], "ignore")):
        furthest = max([utf8_failure, *(failure or 0 for failure in failures.values())])
        raise UnknownEncoding(name, _unknown(_scan.line_at(path, furthest)))
    if len(fitting) == 2 and _reads_as_euc(sample):
        return Encoding("euc_jp")
    return Encoding(fitting[0])


def _is_latin(text: str) -> bool:
    return 2 * len(_LATIN.findall(text)) > len(_RUN.findall(text))


def _reads_as_euc(sample: bytes) -> bool:
    """Whether bytes that fit both are EUC-JP: as CP932 they would be broken half-width kana."""
    as_cp932 = sample.decode("cp932", "ignore")
    as_euc = sample.decode("euc_jp", "ignore")
    kana = len(_HALF_KANA.findall(as_cp932))
    others = sum(not character.isascii() for character in as_cp932) - kana
    broken = len(_BROKEN_KANA.findall(as_cp932))
    likely = len(_COMMON_JAPANESE.findall(as_euc)) + 10 * broken
    unlikely = len(_COMMON_JAPANESE.findall(as_cp932)) + 2 * others
    return kana > others and likely > unlikely


def _sample(path: Path) -> bytes:
    """The lines that hold bytes outside ASCII, up to 64 KiB of them."""
    found = bytearray()
    with path.open("rb") as stream:
        while (line := stream.readline(1 << 16)) and len(found) < 1 << 16:
            if not line.isascii():
                found += line[:4096]
    return bytes(found)


def _unknown(line: int) -> Text:
    return Text(
        f"文字コードがわかりません（UTF-8、CP932、EUC-JPのどれでもない部分が {line} 行目あたりに"
        "あります）",
        f"The encoding is not known: near line {line} it is not UTF-8, CP932 or EUC-JP",
    )
