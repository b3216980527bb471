"""What consent says elsewhere: on the strip, about refusals, to the customer who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goen.shop.consent.models import Channel, Consent, PersonRequest
from goen.shop.consent.queries import standing_shown
from goen.shop.customers.registry import Refusal, TrailField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

    from goen.shop.customers.models import Customer

COLUMNS = (
    gettext_lazy("Day"),
    gettext_lazy("Channel"),
    gettext_lazy("Purpose"),
    gettext_lazy("What was said"),
    gettext_lazy("Said by"),
    gettext_lazy("Basis"),
    gettext_lazy("Wording they read"),
    gettext_lazy("Note"),
)

REQUESTS = (
    gettext_lazy("Received on"),
    gettext_lazy("What they ask"),
    gettext_lazy("How the person was identified"),
    gettext_lazy("What they said"),
    gettext_lazy("State"),
    gettext_lazy("Answered on"),
    gettext_lazy("What was done"),
)

_CHANNEL = gettext_lazy("May be reached: {channel}")


def strip(_request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """The channels by which the customer may be reached, and those refused."""
    standings = standing_shown(customer=customer).values()
    labels = dict(Channel.choices)
    return {
        "allowed": [labels[one.channel] for one in standings if one.state == "allowed"],
        "refused": [labels[one.channel] for one in standings if one.state == "refused"],
    }


def refusals(customer: Customer) -> Mapping[str, Refusal]:
    """Why each refused channel must not be used, by channel."""
    found: dict[str, Refusal] = {}
    for one in standing_shown(customer=customer).values():
        if one.state == "refused" and one.whole.word:
            found[one.channel] = Refusal(_("Refused"), one.whole.word.day)
    return found


def requests(customer: Customer) -> Sequence[Sequence[str | int | None]]:
    """What the customer asked about their own data, and what came of it."""
    rows = PersonRequest.objects.filter(customer=customer).order_by("received_on", "pk")
    return [
        (
            row.received_on.isoformat(),
            str(row.get_kind_display()),
            row.identity,
            row.words,
            str(row.get_status_display()),
            row.done_on.isoformat() if row.done_on else "",
            row.answer,
        )
        for row in rows
    ]


def trail_fields() -> Sequence[TrailField]:
    """How the history of a customer says what this room wrote on the trail."""
    channels = [
        TrailField(f"consent:{value}", format_lazy(_CHANNEL, channel=label), _said)
        for value, label in Channel.choices
    ]
    request = TrailField("request", gettext_lazy("What was asked"), _asked)
    return [*channels, TrailField("purpose", gettext_lazy("Purpose")), request]


def _said(given: Any) -> str:
    return _("You may") if given else _("Please do not")


def _asked(kind: Any) -> str:
    return str(dict(PersonRequest.Kind.choices).get(kind, kind))


def disclosed(customer: Customer) -> Sequence[Sequence[str | int | None]]:
    """Everything one customer said about being reached."""
    rows = Consent.objects.filter(customer=customer).select_related("purpose", "wording")
    return [
        (
            row.day.isoformat(),
            str(row.get_channel_display()),
            row.purpose.name if row.purpose else _("Everything"),
            _("You may") if row.given else _("Please do not"),
            str(row.get_way_display()),
            str(row.get_basis_display()) if row.basis else "",
            str(row.wording) if row.wording else "",
            row.note,
        )
        for row in rows.order_by("day", "pk")
    ]
