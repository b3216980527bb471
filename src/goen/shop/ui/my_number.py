"""Individual numbers (マイナンバー), which the law forbids to keep: refused, or asked about.

Twelve digits fit by chance once in eleven, so what only looks like one is asked about; what says
itself that it is one is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from goen.japanese import looks_like_my_number, names_my_number, speaks_of_my_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

NOT_ONE = "not_my_number"


def refusal(*, text: str) -> str:
    """Why a text that names its individual number is not kept; "" for any other."""
    if not names_my_number(text=text):
        return ""
    return _(
        "This is a My Number (individual number). The law does not allow keeping it here. Please "
        "delete it."
    )


def refusals(*, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those of several texts, each with its name, that are not kept: name and reason."""
    told = list(texts)
    if speaks_of_my_number(text="\n".join(text for _name, text in told)):
        yield from ((name, words) for name, text in told if (words := refusal(text=text)))


def question(*, text: str) -> str:
    """What is asked, with the tick that answers it, about digits that look like one; "" if none."""
    if not looks_like_my_number(text=text):
        return ""
    asked = _("These twelve digits look like a My Number, which must not be kept here.")
    return with_tick(asked, name=NOT_ONE, answer=_("This is no My Number"))


def with_tick(problem: str, *, name: str, answer: str) -> str:
    """What a form says beside a field, with the tick by which it takes the value all the same."""
    return format_html(
        '{} <label class="choice"><input type="checkbox" name="{}" value="1"> {}</label>',
        problem,
        name,
        answer,
    )


class NoMyNumber(forms.BaseForm):
    """A form whose texts hold no individual number; `other_digits` are fields of numbers."""

    other_digits: ClassVar[Collection[str]] = ()

    def clean(self) -> dict[str, Any]:
        """Refuse an individual number; ask about what looks like one until it is answered."""
        cleaned = super().clean() or self.cleaned_data
        answered = bool(self.data.get(NOT_ONE))
        for name, value in list(cleaned.items()):
            if name in self.other_digits:
                continue
            text = "\n".join(_texts(value))
            problem = refusal(text=text) or ("" if answered else question(text=text))
            if problem:
                self.add_error(name, problem)
        return cleaned


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
