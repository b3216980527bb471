"""The ways in which a company turns to a customer, each with what it needs and leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping


class Channel(TextChoices):
    """A way to turn to somebody; a postcard and a letter both go by post."""

    PHONE = "PHONE", pgettext_lazy("way to turn to somebody", "Telephone")
    LETTER = "LETTER", pgettext_lazy("way to turn to somebody", "Letter")
    POSTCARD = "POSTCARD", pgettext_lazy("way to turn to somebody", "Postcard")
    MAIL = "MAIL", pgettext_lazy("way to turn to somebody", "E-mail")
    VISIT = "VISIT", pgettext_lazy("way to turn to somebody", "Visit")


# What a customer has to have and must not have refused: the channels of consent.
WAYS: Mapping[str, str] = {
    Channel.PHONE: "phone",
    Channel.LETTER: "post",
    Channel.POSTCARD: "post",
    Channel.MAIL: "mail",
    Channel.VISIT: "visit",
}

# The kind of the next action that each leads to.
ACTIONS: Mapping[str, str] = {
    Channel.PHONE: "CALL",
    Channel.LETTER: "LETTER",
    Channel.POSTCARD: "LETTER",
    Channel.MAIL: "MAIL",
    Channel.VISIT: "VISIT",
}

ICONS: Mapping[str, str] = {
    Channel.PHONE: "phone",
    Channel.LETTER: "letter",
    Channel.POSTCARD: "letter",
    Channel.MAIL: "mail",
    Channel.VISIT: "visit",
}
