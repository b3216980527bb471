"""Which column is which field: by what was chosen last time, by a named reader, by the headers."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from goen import japanese
from goen.shop.intake.models import Mapping

if TYPE_CHECKING:
    from collections.abc import Mapping as Of
    from collections.abc import Sequence

    from goen.shop.intake.fields import Field

_MARKS = re.compile(r"[\s\u3000()（）\[\]［］【】*＊※:：・_\-./／]")


def folded(header: str) -> str:
    """A header as it is compared: width, case, blanks and marks do not count."""
    return _MARKS.sub("", japanese.fold(header))


# The column that is added to rows which go back to be mended; it is never read.
REASON = _("Why it was not taken over")
_REASONS = {folded(word) for word in ("取り込めなかった理由", "Why it was not taken over")}


def is_reason(header: str) -> bool:
    """Whether a column is the one that tells why its row came back."""
    return folded(header) in _REASONS


def fingerprint(header: Sequence[str]) -> str:
    """The name of a header: files with the same one are read alike, mended rows as their file."""
    heads = list(header)
    while heads and (is_reason(heads[-1]) or not heads[-1].strip()):
        heads.pop()
    text = "\x1f".join(map(folded, heads))
    return hashlib.sha256(text.encode()).hexdigest()


def remembered(*, kind: str, header: Sequence[str]) -> Mapping | None:
    """How a file with this header was read last."""
    return Mapping.objects.filter(kind=kind, fingerprint=fingerprint(header)).first()


def labels_of(field: Field) -> list[str]:
    """What a field is called, in every language: files go out in that of who wrote them."""
    found = dict.fromkeys([str(field.label)])
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[str(field.label)] = None
    return list(found)


def words_of(fields: Sequence[Field]) -> set[str]:
    """All headers that name a field of a kind."""
    return {word for field in fields for word in (*labels_of(field), *field.words)}


def guess(*, fields: Sequence[Field], header: Sequence[str]) -> dict[str, int]:
    """The column of each field whose name or one of whose words is a header; the first one wins.

    A field takes the column of its earliest word, so that 顧客番号 goes before 番号. In files from
    here, names go before words: one of their columns may have been taken out.
    """
    columns: dict[str, int] = {}
    heads = [folded(cell) for cell in header]
    names = {field.name: labels_of(field) for field in fields}
    if _went_out(fields, heads):
        _find(columns, heads, names)
    _find(columns, heads, {one.name: [*names[one.name], *one.words] for one in fields})
    return columns


def _went_out(fields: Sequence[Field], heads: Sequence[str]) -> bool:
    numbers = {folded(word) for one in fields if one.name == "id" for word in one.words}
    return not numbers.isdisjoint(heads)


def _find(columns: dict[str, int], heads: Sequence[str], words: Of[str, Sequence[str]]) -> None:
    for name, known in words.items():
        if name in columns:
            continue
        for word in known:
            column = next((n for n, head in enumerate(heads) if head and head == folded(word)), -1)
            if column >= 0 and column not in columns.values():
                columns[name] = column
                break
