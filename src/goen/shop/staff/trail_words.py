"""The trail in words: what fields are called, who is behind an id, values as people read them.

What the models say of their fields is enough for most; rooms add what only they know with `say`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from goen.shop.staff.models import ERASED
from goen.shop.ui.lists import declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.models import Field, Model

    from goen.shop.staff.models import Trail
    from goen.shop.ui.registry import Words

LONGEST = 200
NOTHING = "—"
Names = dict[tuple[type["Model"], int], str]


@dataclass(frozen=True, slots=True)
class Saying:
    """How a field of a kind of object is called, and how its values are written.

    `label` may be a function of the field's name; it gives the name itself for a field that it does
    not know either. `written` gets the field's name and a value, and gives "" for one that is
    written as any other.
    """

    label: Words | Callable[[str], Words]
    written: Callable[[str, Any], str] | None = None


_SAID: dict[tuple[str, str], Saying] = {}


def say(*, kind: str, field: str, saying: Saying) -> None:
    """Let `saying` name a field of a kind; a field that ends with ":" or "." stands for all such.

    Kind "" means every kind, field "" every field of the kind.
    """
    _SAID[kind, field] = saying


_LANGUAGES = {"ja": "日本語", "en": "English"}
for _field, _label in {
    "action": pgettext_lazy("trail", "What was done"),
    "by": pgettext_lazy("trail", "Asked by"),
    "comment": pgettext_lazy("trail", "Comment"),
    "conditions": pgettext_lazy("trail", "Conditions"),
    "count": pgettext_lazy("trail", "How many"),
    "deleted_at": pgettext_lazy("trail", "In the trash since"),
    "file": pgettext_lazy("trail", "File"),
    "fit": pgettext_lazy("trail", "How well it fits"),
    "form": pgettext_lazy("trail", "Kind of file"),
    "idle_minutes": pgettext_lazy("trail", "Minutes until an unused sign-in ends"),
    "point.": pgettext_lazy("trail", "Note on a point"),
    "purpose": pgettext_lazy("trail", "For what"),
    "request": pgettext_lazy("trail", "What was asked"),
    "rows": pgettext_lazy("trail", "Entries of the trail"),
    "text": pgettext_lazy("trail", "Text"),
}.items():
    say(kind="", field=_field, saying=Saying(_label))
say(
    kind="",
    field="language",
    saying=Saying(
        pgettext_lazy("trail", "Language"), lambda _name, value: _LANGUAGES.get(value, "")
    ),
)

KIND_NAMES: dict[str, Words] = {
    "action": pgettext_lazy("trail", "Next action"),
    "backup": pgettext_lazy("trail", "Backup"),
    "customer": pgettext_lazy("trail", "Customer"),
    "department": pgettext_lazy("trail", "Department"),
    "group": pgettext_lazy("trail", "Something undone"),
    "improvement": pgettext_lazy("trail", "Improvement"),
    "invitation": pgettext_lazy("trail", "Invitation"),
    "list": pgettext_lazy("trail", "List"),
    "meeting": pgettext_lazy("trail", "Meeting"),
    "owncompany": pgettext_lazy("trail", "Company"),
    "ownfield": pgettext_lazy("trail", "Own field"),
    "purpose": pgettext_lazy("trail", "Purpose of contact"),
    "rule": pgettext_lazy("trail", "Sharing rule"),
    "savedtext": pgettext_lazy("trail", "Ready text"),
    "staff": pgettext_lazy("trail", "Staff"),
    "touch": pgettext_lazy("trail", "Touch"),
    "voice": pgettext_lazy("trail", "Voice"),
    "wording": pgettext_lazy("trail", "Wording of consent"),
}

# What people are seen in without one of the lists that are declared: rooms add theirs.
LIST_NAMES: dict[str, Words] = {}


class Line(str):
    """A change in words; `raw` is how the trail keeps it."""

    __slots__ = ("raw",)
    raw: str


def lines_of(rows: Sequence[Trail]) -> dict[int, list[Line]]:
    """The changes of many rows in words, by row; one query per kind of thing they point to."""
    names = _names(rows)
    labels: dict[tuple[str, str], str] = {}
    return {row.pk: [_line(row, change, names, labels) for change in row.changes] for row in rows}


def _line(
    row: Trail, change: dict[str, Any], names: Names, labels: dict[tuple[str, str], str]
) -> Line:
    key = (row.kind, change["field"])
    if key not in labels:
        labels[key] = label_of(kind=row.kind, field=change["field"])
    label = str(change.get("label") or labels[key])
    before, after = change.get("from"), change.get("to")
    told = [_bulk(row, change, value) or _written(*key, value, names) for value in (before, after)]
    facts = {"field": label, "from": told[0], "to": told[1]}
    line = Line(
        _("%(field)s: %(to)s") % facts
        if told[0] == NOTHING
        else _("%(field)s: %(from)s → %(to)s") % facts
    )
    values = "" if ERASED in (before, after) else f": {_short(before)} → {_short(after)}"
    line.raw = change["field"] + values
    return line


def _bulk(row: Trail, change: dict[str, Any], value: Any) -> str:
    """What was done to many rows of a list, as its button says it."""
    if row.kind != "list" or change["field"] != "action" or not isinstance(value, str):
        return ""
    found = declared.bulk_action(row.label, value)
    return str(found.label) if found else ""


def _list_title(name: str) -> str:
    try:
        return str(declared.declared_list(name).title)
    except LookupError:
        return str(LIST_NAMES.get(name, name))


def label_of(*, kind: str, field: str) -> str:
    """The name of a field as people know it; the raw one when nobody knows it."""
    for saying in _sayings(kind, field):
        label = saying.label(field) if callable(saying.label) else saying.label
        if label and str(label) != field:
            return str(label)
    found = _model_field(kind, field)
    return str(found.verbose_name) if found is not None else field


def _sayings(kind: str, field: str) -> Iterable[Saying]:
    heads = [field, *(field.partition(mark)[0] + mark for mark in (":", ".") if mark in field), ""]
    for key in ((one, head) for head in heads for one in (kind, "")):
        if key in _SAID:
            yield _SAID[key]


def _model_field(kind: str, field: str) -> Field[Any, Any] | None:
    model = _models().get(kind)
    try:
        found = model._meta.get_field(field) if model else None
    except FieldDoesNotExist:
        return None
    return found if hasattr(found, "verbose_name") else None  # type: ignore[return-value]


def _models() -> dict[str, type[Model]]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("goen.shop."))
    return {model._meta.model_name or "": model for model in ours}


def _points_to(kind: str, field: str) -> type[Model] | None:
    found = _model_field(kind, field)
    related = getattr(found, "related_model", None)
    return related if isinstance(related, type) else None


def _names(rows: Iterable[Trail]) -> Names:
    ids: dict[type[Model], set[int]] = defaultdict(set)
    for row in rows:
        for change in row.changes:
            values = [one for one in (change.get("from"), change.get("to")) if _is_id(one)]
            if values and (model := _points_to(row.kind, change["field"])):
                ids[model].update(values)
    return {
        (model, found.pk): str(found)
        for model, wanted in ids.items()
        for found in model._default_manager.filter(pk__in=wanted)
    }


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _written(kind: str, field: str, value: Any, names: Names) -> str:
    """A value as people read it."""
    if value in (None, "", [], {}):
        return NOTHING
    if value == ERASED:
        return _("(erased)")
    for saying in _sayings(kind, field):
        if saying.written and (words := saying.written(field, value)):
            return words
    if _is_id(value) and (model := _points_to(kind, field)):
        return names.get((model, value)) or _("no longer there")
    found = _model_field(kind, field)
    choices = dict(getattr(found, "flatchoices", None) or ())
    known = isinstance(value, (str, int)) and value in choices
    return str(choices[value]) if known else _short(_worded(value))


def _worded(value: Any) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int() | float():
            return f"{value:,}"
        case list():
            return "、".join(_worded(one) for one in value)
        case dict():
            inner = [one for key, one in value.items() if key not in ("id", "primary")]
            return " ".join(_worded(one) for one in inner if one not in (None, "", [], False))
        case str():
            return _moment(value)
    return str(value)


def _moment(text: str) -> str:
    """A day or a moment as it is written here; any other text as it is."""
    try:
        if len(text) == len("2026-11-22"):
            return f"{date.fromisoformat(text):%Y/%m/%d}"
        if len(text) >= len("2026-11-22T10:00:00") and text[10] in "T ":
            moment = datetime.fromisoformat(text)
            local = timezone.localtime(moment) if moment.tzinfo else moment
            return f"{local:%Y/%m/%d %H:%M}"
    except ValueError:
        pass
    return text


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def subject_words(row: Trail) -> str:
    """To whom or what something was done, as people call it."""
    if row.kind == "list":
        return _list_title(row.label)
    if row.kind == "group":
        return ""
    if not row.label and row.is_redacted:
        return _("(erased)")
    return row.label
