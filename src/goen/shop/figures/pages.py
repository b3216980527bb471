"""The pages of figures: what each asks of goen.analysis, and which sections of the report it shows.

Rooms above and below add pages of their own to the row of tabs, and cards to the first page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.ui.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from goen.shop.figures.asked import Asked
    from goen.shop.ui.registry import Words


# What the tabs are grouped by, in the order in which they stand.
GROUPS: dict[str, Words] = {
    "people": pgettext_lazy("group of analyses", "Customers"),
    "sales": pgettext_lazy("group of analyses", "Sales"),
    "buying": pgettext_lazy("group of analyses", "How they buy"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One page in the row of tabs, in one of `GROUPS`.

    `asks`: whether it understands which evening and of whom.
    """

    label: Words
    url_name: str
    order: int
    asks: bool = True
    group: str = "people"


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A page that is made of sections of the report.

    `groups` are those of goen.report.answers; `compares`: whether the other evening matters.
    """

    key: str
    label: Words
    lead: Words
    groups: tuple[str, ...]
    sections: tuple[str, ...]
    order: int
    compares: bool = False
    group: str = "people"

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return f"figures_{self.key}"


@dataclass(frozen=True, slots=True)
class Card:
    """A part of the portfolio page that another room makes; `context` None leaves it out."""

    name: str
    template: str
    context: Callable[[HttpRequest, Asked], dict[str, Any] | None]
    order: int


SECTION_PAGES = (
    SectionPage(
        "movement",
        _("Movement"),
        _("From where to where between two days, who left and came back, and month by month."),
        ("portfolio", "ledger", "transitions"),
        ("transitions", "monthly", "ledger", "advance"),
        20,
        compares=True,
    ),
    SectionPage(
        "sales_change",
        _("Why sales changed"),
        _("The change of a year's sales, as unit price × frequency × people."),
        ("portfolio", "sales_change", "active_base"),
        ("sales_change", "active_base"),
        30,
        group="sales",
    ),
    SectionPage(
        "repeat",
        _("Coming back"),
        _("How many of the first-time customers buy a second time, and when."),
        ("portfolio", "repeat", "f2"),
        ("repeat", "f2"),
        40,
        group="buying",
    ),
    SectionPage(
        "rfm",
        pgettext_lazy("figures", "RFM"),
        _("Who bought lately, who buys often, who buys much."),
        ("portfolio", "rfm"),
        ("rfm",),
        50,
        group="buying",
    ),
    SectionPage(
        "shares",
        _("Deciles and ABC"),
        _("How much of the sales comes from how many of the customers."),
        ("portfolio", "shares"),
        ("decile", "abc"),
        60,
        group="buying",
    ),
)


# Pages with a view of their own.
OWN_TABS = (
    Tab(_("Ledger of moves"), "figures_ledger", 25),
    Tab(_("Simulator"), "figures_simulator", 35, group="sales"),
    Tab(_("Cross table"), "figures_cross", 65, group="buying"),
    Tab(_("Products together"), "figures_products", 70, group="buying"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A button beside the heading of the portfolio page, to another room."""

    label: Words
    url_name: str
    icon: str
    order: int


tabs: Registry[Tab] = Registry()
ways: Registry[Way] = Registry()
cards: Registry[Card] = Registry()


def register() -> None:
    """Put the pages of this room into the row of tabs."""
    tabs.add(Tab(_("Portfolio"), "portfolio", 10))
    for one in SECTION_PAGES:
        tabs.add(Tab(one.label, one.url_name, one.order, group=one.group))
    for tab in OWN_TABS:
        tabs.add(tab)
