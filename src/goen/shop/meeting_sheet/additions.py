"""What this room adds to the rooms below: the way from the portfolio, and the sheet by mail."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from goen.shop.figures import pages
from goen.shop.meeting_sheet import mailing
from goen.shop.staff.action_names import ACTION_NAMES
from goen.shop.staff.trail_words import KIND_NAMES
from goen.shop.ui import registry


def register() -> None:
    """Fill the registries, and look every hour whether mails are due."""
    pages.ways.add(pages.Way(_("Sheet for the meeting"), "meeting_sheet", "print", 10))
    registry.settings_pages.add(
        registry.SettingsPage(
            _("Sheet for the meeting by mail"),
            _("On which day it goes to whom, once a month"),
            mailing.PAGE,
            "letter",
            47,
            "APPROVE",
        )
    )
    ACTION_NAMES["meeting_sheet.mail.set"] = _("When the sheet for the meeting is mailed was set")
    KIND_NAMES["sheetmail"] = _("Sheet for the meeting by mail")
    mailing.declare(every=timedelta(hours=1))
