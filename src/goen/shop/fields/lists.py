"""Own fields in lists of customers: a column and a fact for each field in use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from goen.japanese import fold
from goen.shop.fields.models import OwnField, OwnValue
from goen.shop.fields.queries import plain_values_of_many
from goen.shop.fields.search import words_of
from goen.shop.staff.access import member
from goen.shop.staff.roles import Ability
from goen.shop.ui.lists import Asking, Column, Comparison, Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.http import HttpRequest

    from goen.shop.ui.lists.column import Shown

Kind = OwnField.Kind
_SHOWN: dict[str, Shown] = {Kind.NUMBER: "num", Kind.YEN: "yen", Kind.DATE: "day"}
_ORDER = 500  # after everything built in


def _fields(request: HttpRequest) -> list[OwnField]:
    """The fields that this person may see; a page asks for them several times, we once."""
    kept: list[OwnField] | None = vars(request).get("own_fields")
    if kept is None:
        fields = OwnField.objects.in_use().prefetch_related("choices")
        sensitive = member(request).may(Ability.SENSITIVE)
        kept = list(fields if sensitive else fields.filter(sensitive=False))
        vars(request)["own_fields"] = kept
    return kept


def own_columns(request: HttpRequest) -> Iterator[Column]:
    """A column per field; none is shown until somebody chooses it."""
    for field in _fields(request):
        yield Column(
            key=field.input_name,
            label=field.label,
            value=_value(field),
            shown=_SHOWN.get(field.kind, "text"),
            order=_ORDER,
            default=False,
            gather=_gather(field),
        )


def _gather(field: OwnField) -> Callable[[Sequence[Any]], Any]:
    def gather(rows: Sequence[Any]) -> Any:
        return plain_values_of_many(customer_ids=[row.pk for row in rows], fields=[field])

    return gather


def _value(field: OwnField) -> Callable[[Any, Any], Any]:
    def value(row: Any, gathered: Any) -> Any:
        plain = gathered.get(row.pk, {}).get(field.pk)
        if field.kind == Kind.DATE and plain:
            return date.fromisoformat(str(plain))
        if field.kind == Kind.YES_NO and plain is not None:
            return str(_("Yes")) if plain else str(_("No"))
        return plain if field.kind in _SHOWN or plain is None else words_of(plain)

    return value


def own_facts(request: HttpRequest) -> Iterator[Fact]:
    """A fact per field, with the comparisons of its kind."""
    for field in _fields(request):
        yield Fact(
            key=field.input_name,
            label=field.label,
            kind="own",
            choices=_choices(field),
            own=_comparisons(field),
            order=_ORDER,
        )


def _choices(field: OwnField) -> Callable[[], Sequence[tuple[str, str]]]:
    return lambda: [(str(choice.pk), choice.label) for choice in field.choices.all()]


def _has(field: OwnField, **condition: Any) -> Q:
    values = OwnValue.objects.filter(field=field, customer=OuterRef("pk"))
    return Q(Exists(values.filter(**condition)))


def _own(
    field: OwnField,
    make: Callable[[Sequence[Any], Asking], dict[str, Any]],
    *,
    negated: bool = False,
) -> Callable[[Fact, Sequence[Any], Asking], Q]:
    def q(_fact: Fact, values: Sequence[Any], asking: Asking) -> Q:
        found = _has(field, **make(values, asking))
        return ~found if negated else found

    return q


def _comparisons(field: OwnField) -> tuple[Comparison, ...]:
    there = Comparison("filled", _("is filled"), "", _own(field, lambda _v, _a: {}))
    empty = Comparison("empty", _("is empty"), "", _own(field, lambda _v, _a: {}, negated=True))
    return (*_OF_KIND[Kind(field.kind)](field), there, empty)


def _text(field: OwnField) -> tuple[Comparison, ...]:
    return (
        Comparison(
            "contains", _("contains"), "text", _own(field, lambda v, _a: {"text__icontains": v[0]})
        ),
        Comparison(
            "is", _("is"), "text", _own(field, lambda v, _a: {"text_key": fold(v[0])[:100]})
        ),
    )


def _number(field: OwnField) -> tuple[Comparison, ...]:
    return (
        Comparison("ge", _("at least"), "number", _own(field, lambda v, _a: {"number__gte": v[0]})),
        Comparison("le", _("at most"), "number", _own(field, lambda v, _a: {"number__lte": v[0]})),
        Comparison(
            "between",
            _("from – to"),
            "number2",
            _own(field, lambda v, _a: {"number__gte": v[0], "number__lte": v[1]}),
        ),
    )


def _date(field: OwnField) -> tuple[Comparison, ...]:
    def older(values: Sequence[Any], asking: Asking) -> dict[str, Any]:
        return {"date__lt": asking.today - timedelta(days=int(values[0]))}

    def coming(values: Sequence[Any], asking: Asking) -> dict[str, Any]:
        last = asking.today + timedelta(days=int(values[0]))
        return {"date__gte": asking.today, "date__lte": last}

    return (
        Comparison("older", _("more than … days ago"), "days", _own(field, older)),
        Comparison("next", _("in the next … days"), "days", _own(field, coming)),
        Comparison("from", _("on or after"), "day", _own(field, lambda v, _a: {"date__gte": v[0]})),
        Comparison(
            "until", _("on or before"), "day", _own(field, lambda v, _a: {"date__lte": v[0]})
        ),
    )


def _choice(field: OwnField) -> tuple[Comparison, ...]:
    def among(values: Sequence[Any], _asking: Asking) -> dict[str, Any]:
        return {"choice_id__in": list(values)}

    return (
        Comparison("in", _("is one of"), "choices", _own(field, among)),
        Comparison("not_in", _("is none of"), "choices", _own(field, among, negated=True)),
    )


def _yes_no(field: OwnField) -> tuple[Comparison, ...]:
    return (
        Comparison("yes", _("yes"), "", _own(field, lambda _v, _a: {"number": 1})),
        Comparison("no", _("no"), "", _own(field, lambda _v, _a: {"number": 0})),
    )


_OF_KIND: dict[OwnField.Kind, Callable[[OwnField], tuple[Comparison, ...]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.LINK: _text,
    Kind.NUMBER: _number,
    Kind.YEN: _number,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choice,
    Kind.YES_NO: _yes_no,
}
