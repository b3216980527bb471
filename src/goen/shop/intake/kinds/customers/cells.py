"""How the cells of a file of customers are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.customers import normal_form
from goen.shop.intake import reading
from goen.shop.intake.fields import Value
from goen.shop.intake.kinds.customers import own
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Read = Callable[[str], Value]

_REFUSED = {"不可", "拒否", "停止", "ng", "希望しない", "不要", "お断り", "配信停止", "no thanks"}
_NOT_REFUSED = {"ok", "可", "希望する", "許可", "希望", "配信", "-", "ー"}


def in_both(choices: Mapping[Any, Sequence[str]], labels: Mapping[str, object]) -> Read:
    """A reader of one of several; each as it is called in both languages, so that it comes back."""
    words = {str(value): list(known) for value, known in choices.items()}
    for language in ("ja", "en"):
        with translation.override(language):
            for value, label in labels.items():
                words[str(value)].append(str(label))
    return reading.choice(words)


def normal(kind: str, *, longest: int) -> Read:
    """Cells as the form of a customer reads them, with what is doubtful and the likely fix."""
    day = today()

    def read(cell: str) -> Value:
        found = normal_form.normal_form(kind=kind, text=cell, today=day)
        if len(found.value) > longest:
            words = _("This is too long: at most %(limit)s characters.")
            return Value(None, problem=words % {"limit": longest})
        return Value(found.value or None, doubt=found.problem, fix=found.fix)

    return read


def strict(kind: str) -> Read:
    """The same where what is doubtful cannot be kept."""

    def read(cell: str) -> Value:
        found = normal_form.normal_form(kind=kind, text=cell, today=today())
        if found.problem:
            return Value(None, problem=found.problem, fix=found.fix)
        return Value(found.value or None)

    return read


def birthday(cell: str) -> Value:
    read = normal_form.birthday(cell, today=today())
    value = read.value.isoformat() if read.value else None
    return Value(value, problem=read.problem, fix=read.fix)


def on_one_line(*, longest: int) -> Read:
    read = reading.text(longest=longest)
    return lambda cell: read(" ".join(cell.split()))


def refused(cell: str) -> Value:
    folded = japanese.fold(cell)
    if folded in _REFUSED:
        return Value("1")
    if folded in _NOT_REFUSED:
        return Value(None)
    read = reading.yes_no(cell)
    return Value(None) if read.value == "0" else read


def tags(cell: str) -> Value:
    names: dict[str, str] = {}
    for part in own.BETWEEN.split(cell):
        name = " ".join(part.split())
        if len(name) > 40:
            words = _("This is too long: at most %(limit)s characters.")
            return Value(None, problem=words % {"limit": 40})
        if name:
            names.setdefault(japanese.fold(name), name)
    return Value("、".join(sorted(names.values())) or None)
