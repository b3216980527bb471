"""The comparable forms in which texts are indexed and queries are looked for.

A form keeps single spaces where words begin; comparing goes without them.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from goen import japanese as ja

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 500  # characters of one text that are indexed


class Weight(IntEnum):
    """What a text is; of two hits that are equally good, that with the smaller weight is first."""

    NAME = 0
    CODE = 1
    PHONE = 2
    KANA = 3
    EMAIL = 4
    ADDRESS = 5
    OTHER = 6


NAME, CODE, PHONE, KANA, EMAIL, ADDRESS, OTHER = Weight


class Words(NamedTuple):
    """A text that an object is found by."""

    weight: Weight
    text: str


class Found(NamedTuple):
    """One hit: what it is and which one."""

    kind: str
    object_id: int


_WEIGHTS = {str(int(weight)): weight for weight in Weight}
_DIGITS_OF = {weight: digit for digit, weight in _WEIGHTS.items()}
_BREAKS = re.compile(r"[\s・･,、。/()\[\]「」『』'’\"]+")
_DIGITS = re.compile(r"\+?[0-9() .-]+")
_LATIN = re.compile(r"[a-zāâīîūûēêōô' -]+")


def indexed_forms(*, words: Words) -> list[str]:
    """The forms in which `words` are indexed: usually one; a company also without 株式会社."""
    text = words.text[:LONGEST]
    if words.weight == PHONE:
        forms = [ja.phone_key(text=text)]
    elif words.weight == CODE:
        forms = [_code(text)]
    elif words.weight == EMAIL:
        forms = [_spaced_mail(text)]
    elif words.weight == ADDRESS:
        forms = [ja.postal_key(text=text) or _address(text)]
    elif words.weight == KANA:
        forms = [_spoken(text), ja.romaji_key(text=text)]
    else:
        company = ja.read_company(text=text) if words.weight == NAME else None
        forms = _of_company(company) if company and company.legal_form else [_spoken(text)]
    return [form for form in dict.fromkeys(forms) if form]


def lines_of(*, texts: Iterable[Words]) -> str:
    """All forms of an object as they are kept: a line each, the digit of its weight first."""
    lines = {
        f"{_DIGITS_OF[words.weight]}{form}"
        for words in texts
        if words.text
        for form in indexed_forms(words=words)
    }
    return "\n".join(sorted(lines))


def of_lines(lines: str) -> Iterator[tuple[Weight, str]]:
    """The forms that `lines_of` keeps, with their weights."""
    for line in lines.split("\n"):
        yield _WEIGHTS[line[0]], line[1:]


def query_forms(*, word: str) -> dict[Weight, str]:
    """In which form one word of a query is looked for among the texts of each weight.

    A weight in which it cannot occur is left out: 田中 is not looked for among phone numbers.
    """
    folded = ja.plain(word).casefold()
    spoken = _joined(_spoken(word))
    name = spoken
    if (company := ja.read_company(text=word)).legal_form:
        name = _joined(_spoken(company.key)) or spoken
    forms = {
        NAME: name,
        CODE: _joined(_code(word)),
        PHONE: _digits(folded),
        KANA: _joined(ja.romaji_key(text=word)) if _LATIN.fullmatch(folded) else spoken,
        EMAIL: _joined(_spaced_mail(word)),
        ADDRESS: _digits(folded) if _looks_postal(folded) else _joined(_address(word)),
        OTHER: spoken,
    }
    return {weight: form for weight, form in forms.items() if form}


def query_words(*, query: str) -> list[str]:
    """The words of a query, all of which a hit must hold; a phone number with spaces is one."""
    plain = ja.plain(query)[:100]
    if _DIGITS.fullmatch(plain):
        return [plain] if any(character.isdigit() for character in plain) else []
    return [word for word in plain.split(" ") if _spoken(word)][:5]


def joined(form: str) -> str:
    """A form without the marks of where its words begin, as it is compared."""
    return _joined(form)


def word_starts(form: str) -> set[int]:
    """The places in the joined form where words begin."""
    starts, place = set(), 0
    for word in form.split(" "):
        starts.add(place)
        place += len(word)
    return starts


def _of_company(company: ja.Company) -> list[str]:
    """(株)田中商店 is found by 田中, 株式会社田中 and 商店."""
    before = company.position == "before"
    whole = [company.legal_form, company.key] if before else [company.key, company.legal_form]
    return [_spoken(company.key), _spoken(" ".join(whole))]


def _joined(form: str) -> str:
    return form.replace(" ", "")


def _spoken(text: str) -> str:
    folded = ja.katakana(text=ja.fold_itaiji(text=ja.fold(text), weak=True))
    return _BREAKS.sub(" ", folded).strip()


def _code(text: str) -> str:
    return re.sub(r"[-_ ]+", " ", ja.fold(text)).strip()


def _spaced_mail(text: str) -> str:
    """taro.yamada@example.jp → "taro. yamada@ example. jp": words begin behind what parts them."""
    form = ja.plain(text).casefold().replace(" ", "")
    return re.sub(r"(?<=[._@+-])(?=[a-z0-9])", " ", form)


def _address(text: str) -> str:
    address = ja.read_address(text=text)
    return " ".join(ja.katakana(text=part) for part in address if part)


def _digits(folded: str) -> str:
    if not _DIGITS.fullmatch(folded):
        return ""
    digits = re.sub("[^0-9]", "", folded)
    return "0" + digits[2:].lstrip("0") if folded.startswith("+81") else digits


def _looks_postal(folded: str) -> bool:
    return re.fullmatch("[0-9]{3}-?[0-9]{0,4}", folded) is not None
