"""What this room adds to the rooms below: rail, 今日やること, settings; what may be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from goen.shop.advice import cards, long_gone
from goen.shop.advice.models import Candidate
from goen.shop.advice.operations import undo as back
from goen.shop.advice.operations.pricing import put_back_price
from goen.shop.advice.reconsidering import listen
from goen.shop.customers import registry as customers
from goen.shop.customers.signals import customers_purged
from goen.shop.figures import pages as figures
from goen.shop.portfolio import vips
from goen.shop.staff import undo
from goen.shop.ui import registry
from goen.shop.ui.registry import HomeCard, NavItem, SettingsPage

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest

    from goen.shop.figures.asked import Asked

_TOP = 3


def register() -> None:
    """Fill the registries; hear of customers who change or leave for ever."""
    registry.nav.add(NavItem("daily", _("What to do next"), "advice", "follow", 50))
    registry.home_cards.add(HomeCard("advice", "main", "advice/_home.html", _home, 60))
    registry.settings_pages.add(
        SettingsPage(
            _("What a contact costs"),
            _("Postage, telephone, visits, and an hour of work, each from a day on"),
            "advice_prices",
            "sales",
            45,
            ability="APPROVE",
        )
    )
    vips.next_steps.add(vips.NextSteps("advice", cards.steps_of, 20))
    vips.next_steps.add(vips.NextSteps("long_gone", long_gone.steps_of, 30))
    figures.cards.add(figures.Card("advice", "advice/_figures.html", _figures, 20))
    customers.belongings.add(customers.Belonging("advice.Candidate"))
    customers_purged.connect(_customers_purged, dispatch_uid="advice")
    undo.register(kind="act", put_back=back.put_back_act, in_words=back.act_in_words)
    undo.register(kind="play", put_back=back.put_back_play)
    undo.register(kind="price", put_back=put_back_price)
    listen()


def _home(request: HttpRequest) -> dict[str, Any] | None:
    found = cards.top(request, _TOP)
    return found if found["cards"] else None


def _figures(request: HttpRequest, asked: Asked) -> dict[str, Any] | None:
    """Below the portfolio as it stands now; of an evening in the past nothing is to be done."""
    return _home(request) if asked.day == asked.newest else None


def _customers_purged(*, customer_ids: Collection[int], **_given: object) -> None:
    Candidate.objects.filter(customer__in=customer_ids).delete()
