"""What this room adds to the pages of the rooms below."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.schemes import settling, trail_words
from goen.shop.staff.action_names import ACTION_NAMES
from goen.shop.staff.trail_words import KIND_NAMES
from goen.shop.ui import registry


def register() -> None:
    """A line in the settings, the names of what is done here, and a look each night."""
    settling.declare()
    trail_words.declare()
    KIND_NAMES.update(
        {
            "rankscheme": _("Rules of the ranks"),
            "period": pgettext_lazy("period of two indicators", "Period"),
        }
    )
    registry.settings_pages.add(
        registry.SettingsPage(
            label=_("Rules of the ranks"),
            help=_("Limits of the ranks: try others, see who would move, publish"),
            url_name="schemes",
            icon="portfolio",
            order=25,
            ability="SEE",
        )
    )
    ACTION_NAMES.update(
        {
            "schemes.targets": _("Targets of ranks were set"),
            "schemes.published": _("A version of the ranks was published"),
            "schemes.withdrawn": _("A version of the ranks was withdrawn"),
        }
    )
