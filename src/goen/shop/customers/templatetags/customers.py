"""Tags of the pages of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from goen.shop.customers import registry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms import BoundField
    from django.template.context import Context
    from django.utils.safestring import SafeString

    Marks = Sequence[tuple[str, Any]]

register = template.Library()


@register.simple_tag(takes_context=True)
def piece(context: Context, name: str, values: Mapping[str, Any]) -> SafeString:
    """The template `name` of another room with its `values`, inside this page's context."""
    found = context.template.engine.get_template(name)  # type: ignore[union-attr]
    with context.push(**values):
        return found.render(context)


@register.simple_tag
def marks_among(gathered: Mapping[int, Marks], customer_id: int) -> Marks:
    """The marks of one customer, among those of a page."""
    return gathered.get(customer_id, ())


@register.simple_tag
def marks_of_customer(customer_id: int) -> Marks:
    """The marks beside the name at the head of a page."""
    return registry.marks_of([customer_id], in_list=True).get(customer_id, ())


@register.simple_tag
def fix_of(bound: BoundField) -> str:
    """What was probably meant by the value of a field, when an error offers it."""
    if not bound.form.is_bound or getattr(bound.form, "quiet", False):
        return ""
    for error in bound.errors.as_data():
        if error.code == "fix" and error.params and error.params.get("fix"):
            return str(error.params["fix"])
    return ""
