"""The customer on paper: the card for the shelf and the front of an envelope, as PDF by Typst."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.customers import registry
from goen.shop.customers.history import visible_fields, written

if TYPE_CHECKING:
    from datetime import date

    from goen.shop.customers.models import Address, ContactPerson, Customer
    from goen.shop.staff.models import Staff

_FOLDER = Path(__file__).resolve().parent / "typst"
# The first that is installed is taken; the others fill in characters it lacks.
_FAMILIES = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic",
    "BIZ UDPGothic",
    "Meiryo",
    "IPAexGothic",
    "IPAGothic",
    "TakaoGothic",
    "MS Gothic",
)
_MOST_MEMO = 700  # characters: more would not fit one sheet
_MOST_ROWS = 6
_MOST_OWN = 18


class NoJapaneseFont(Exception):
    """No Japanese font is installed: the paper would be full of empty boxes."""


@lru_cache(maxsize=1)
def _fonts() -> tuple[typst.Fonts, tuple[str, ...]]:
    """All fonts of the machine and the Japanese families among them, looked for once."""
    fonts = typst.Fonts()
    installed = set(fonts.families())
    return fonts, tuple(family for family in _FAMILIES if family in installed)


def card(*, customer: Customer, by: Staff, company: str, today: date) -> bytes:
    """One A4 with all about `customer` that `by` may see, as PDF. Raises NoJapaneseFont."""
    return _made("card", {**_head(customer, company, today), **_body(customer, by)})


def envelope(*, customer: Customer, address: Address, company: str) -> bytes:
    """The front of a long envelope, as PDF. Raises NoJapaneseFont."""
    first = next((c for c in customer.contacts.all() if c.is_primary and not c.has_left), None)
    before, name = _addressee(customer, first)
    data = {
        "title": customer.name,
        "company": company,
        "postal": address.postal_shown,
        "address": address.line,
        "building": address.building,
        "before-name": before,
        "name": name,
        "sender": company,
    }
    return _made("envelope", data)


def _addressee(customer: Customer, person: ContactPerson | None) -> tuple[list[str], str]:
    """The lines above the name and the name with its honorific: never 御中 and 様 together."""
    if person is None or not customer.is_company:
        return [], japanese.addressed(
            name=customer.name, organisation=customer.is_company, chosen=customer.honorific
        )
    office = " ".join(filter(None, (person.department, person.title)))
    return [customer.name, *([office] if office else [])], japanese.addressed(
        name=person.name, organisation=False
    )


def _made(template: str, data: dict[str, Any]) -> bytes:
    return compiled(template=_FOLDER / f"{template}.typ", data=data)


def compiled(*, template: Path, data: dict[str, Any]) -> bytes:
    """A Typst template with its data as PDF. Raises NoJapaneseFont."""
    fonts, families = _fonts()
    if not families:
        raise NoJapaneseFont
    data |= {"fonts": list(families), "language": get_language() or "ja"}
    made = typst.compile(
        template,
        root=template.parent,
        font_paths=fonts,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)  # noqa: S101
    return made


def _head(customer: Customer, company: str, today: date) -> dict[str, Any]:
    """Who it is, and when the card was true and printed."""
    sub = [str(customer.get_kind_display()), str(customer.get_stage_display())]
    sub += [customer.code] if customer.code else []
    told = date_format(localdate(customer.updated_at), "Y/m/d", use_l10n=False)
    printed = date_format(today, "Y/m/d", use_l10n=False)
    return {
        "title": customer.name,
        "company": company,
        "kana": customer.kana,
        "name": japanese.addressed(
            name=customer.name, organisation=customer.is_company, chosen=customer.honorific
        ),
        "sub": "・".join(sub),
        "printed": _("Printed on %(day)s") % {"day": printed},
        "filing": [
            [pgettext("paper card", "As of"), told],
            [_("Printed"), printed],
            [pgettext("paper card", "Place"), customer.shelf or "—"],
        ],
        "refused-title": _("Refused: "),
        "refused": [channel_name(channel) for channel in customer.refused],
        "divider": _(", "),
    }


def _body(customer: Customer, by: Staff) -> dict[str, Any]:
    memo = customer.memo
    if len(memo) > _MOST_MEMO:
        memo = memo[:_MOST_MEMO] + _("… (more on the screen)")
    return {
        "halves": [
            {"title": _("How to reach"), "rows": _reach(customer)},
            {"title": pgettext("heading", "About"), "rows": _about(customer)},
        ],
        "wholes": [
            {"title": _("Addresses"), "rows": _addresses(customer)},
            *_own(customer, by),
        ],
        "contacts-title": _("Contact persons"),
        "contacts": _first([_contact(row) for row in customer.contacts.all()]),
        "memo-title": _("Memo"),
        "memo": memo or "—",
        "room-title": _("Written by hand"),
    }


def _reach(customer: Customer) -> list[list[str]]:
    rows = _first([[row.label or _("Telephone"), row.shown] for row in customer.own_phones])
    # An address may be broken before its @ and its dots, where the column is too narrow for it.
    rows += _first(
        [
            [row.label or _("E-mail"), re.sub(r"(?=[@.])", "\u200b", row.address)]
            for row in customer.own_emails
        ]
    )
    return rows or [[_("Telephone"), "—"]]


def _first(rows: list[list[str]], *, most: int = _MOST_ROWS) -> list[list[str]]:
    """As many rows as the card has room for; it says how many are left out."""
    if len(rows) <= most:
        return rows
    left = len(rows) - most
    words = ngettext("and %(n)s more on the screen", "and %(n)s more on the screen", left)
    return [*rows[:most], ["", words % {"n": left}, *[""] * (len(rows[0]) - 2)]]


def _about(customer: Customer) -> list[list[str]]:
    born = date_format(customer.birthday, "Y/m/d", use_l10n=False) if customer.birthday else ""
    rows = [
        (_("Owner"), customer.owner.name if customer.owner else ""),
        (_("Birthday"), born),
        (_("How they came to us"), customer.source),
        (_("Introduced by"), customer.introduced_by.name if customer.introduced_by else ""),
        (_("Head office"), customer.parent.name if customer.parent else ""),
        (_("Corporate number"), customer.corporate_number),
        (_("Invoice number"), customer.invoice_number),
        (_("Tags"), "、".join(tag.name for tag in customer.tags.all())),
    ]
    return [[label, value] for label, value in rows if value] or [[_("Owner"), "—"]]


def _addresses(customer: Customer) -> list[list[str]]:
    rows = [
        [
            row.label or _("Address"),
            " ".join(filter(None, (row.postal_shown, str(row)))),
        ]
        for row in customer.addresses.all()
    ]
    return _first(rows, most=3) or [[_("Address"), "—"]]


def _contact(row: ContactPerson) -> list[str]:
    """Four cells of one contact person."""
    left = _("(has left)") if row.has_left else ""
    phones = " ".join(phone.shown for phone in row.phones.all()[:2])
    return [f"{row.name}{left}", row.department, row.title, phones]


def _own(customer: Customer, by: Staff) -> list[dict[str, Any]]:
    """The values of the sections of other rooms: own fields."""
    found = []
    seen = visible_fields(customer=customer, by=by)
    for section in registry.form_sections:
        values = section.values(customer=customer)
        rows = [
            [str(section.label(name)), written(f"{section.name}.{name}", value, {})]
            for name, value in values.items()
            if value not in (None, "", []) and f"{section.name}.{name}" in seen
        ]
        if rows:
            found.append({"title": str(section.title), "rows": rows[:_MOST_OWN]})
    return found


def channel_name(channel: str) -> str:
    """The name of a channel of contact."""
    names = {
        "mail": pgettext("channel", "E-mail"),
        "post": pgettext("channel", "Post"),
        "phone": pgettext("channel", "Telephone"),
        "sms": pgettext("channel", "SMS"),
        "line": pgettext("channel", "LINE"),
        "visit": pgettext("channel", "Visit"),
    }
    return names.get(channel, channel)
