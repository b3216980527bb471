"""A customer as a row of a file says it, and back: what the ledger keeps ↔ texts by field.

Texts are the values of `Field.read`. A row says one number of each sort, one address and one
contact person; what a customer has besides stays as it is.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goen import japanese
from goen.shop.customers import comparable
from goen.shop.customers.models import Customer
from goen.shop.intake.kinds.customers import own
from goen.shop.intake.kinds.customers.places import divided

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.customers.snapshot import Values

    Texts = Mapping[str, str | None]

PLAIN = (
    *("code", "name", "kana", "kind", "honorific", "stage", "birthday", "source", "shelf"),
    *("corporate_number", "invoice_number", "memo"),
)
PLACE = ("postal_code", "prefecture", "city", "street", "building")
CONTACT = ("name", "kana", "department", "title")
# Fields of a customer → the columns that say them, where that is not the one of the same name.
SAID_BY = {
    "name": ("name", "family_name", "given_name"),
    "kana": ("kana", "family_kana", "given_kana"),
    "phones": ("phone", "mobile", "fax"),
    "emails": ("email", "email2"),
    "addresses": (*PLACE, "address"),
    "contacts": tuple(f"contact_{name}" for name in (*CONTACT, "phone", "email")),
}
_KINDS, _STAGES = dict(Customer.Kind.choices), dict(Customer.Stage.choices)
_MOBILE = {"携帯", "携帯電話", "ケータイ", "mobile", "mobile phone", "cell"}
_FAX = {"fax", "ファックス", "ファクス", "ファクシミリ"}


def joined(texts: Texts) -> dict[str, str | None]:
    """What a row says, with names and addresses in several columns put together."""
    row = dict(texts)
    for whole, first, second in (
        ("name", "family_name", "given_name"),
        ("kana", "family_kana", "given_kana"),
    ):
        parts = [row.pop(name, None) for name in (first, second)]
        if (first in texts or second in texts) and not row.get(whole):
            row[whole] = " ".join(filter(None, parts)) or None
    if "address" in row:
        _divide(row)
    return row


def _divide(row: dict[str, str | None]) -> None:
    """An address in one cell fills those parts that have no cell of their own."""
    whole = row.pop("address")
    alone = not {"prefecture", "city", "street"} & row.keys()
    place = divided(whole or "")
    if alone:
        for name in ("prefecture", "city", "street"):
            row[name] = getattr(place, name) or None
        if not row.get("building"):
            row["building"] = place.building or None
        return
    known = [row.get(name) for name in ("prefecture", "city") if row.get(name)]
    rest = whole or ""
    for part in known:
        rest = rest.removeprefix(part or "")
    row["street"] = " ".join(filter(None, (rest.strip() or None, row.get("street")))) or None


def said_by(values: Values, *, refused: set[str], parents: Mapping[int, str]) -> dict[str, str]:
    """What the ledger says of a customer, by field."""
    said = {name: values.get(name) or "" for name in PLAIN}
    said["owner"] = str(values.get("owner") or "")
    said["parent"] = parents.get(values.get("parent") or 0, "")
    said["tags"] = "、".join(values.get("tags", ()))
    for sort, row in _phones(values).items():
        said[sort] = row["number"] if row else ""
    emails = _first_primary(values.get("emails", ()))
    said["email"] = emails[0]["address"] if emails else ""
    said["email2"] = emails[1]["address"] if len(emails) > 1 else ""
    place = next(iter(_first_primary(values.get("addresses", ()))), {})
    said |= {name: place.get(name, "") for name in PLACE}
    said |= _contact_said(next(iter(_first_primary(values.get("contacts", ()))), {}))
    for name, plain in values.get("sections", {}).get(own.SECTION, {}).items():
        said[name] = own.packed(plain) or ""
    said |= {f"no_{channel}": "1" for channel in refused}
    return said


def _contact_said(contact: Mapping[str, Any]) -> dict[str, str]:
    said = {f"contact_{name}": contact.get(name, "") for name in CONTACT}
    for name, several in (("phone", "phones"), ("email", "emails")):
        said[f"contact_{name}"] = next(iter(contact.get(several, ())), "")
    return said


def _first_primary(rows: Any) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: not row.get("primary"))


@lru_cache  # people use few labels
def _sort_of(label: str) -> str:
    label = japanese.fold(label)
    return "mobile" if label in _MOBILE else "fax" if label in _FAX else "phone"


def _phones(values: Values) -> dict[str, dict[str, Any] | None]:
    """The telephone that stands for each sort: the primary one goes first."""
    found: dict[str, dict[str, Any] | None] = {"phone": None, "mobile": None, "fax": None}
    for row in _first_primary(values.get("phones", ())):
        sort = _sort_of(row.get("label") or "")
        found[sort] = found[sort] or row
    return found


def same(name: str, ours: str, theirs: str) -> bool:
    """Whether two texts of a field say the same."""
    if ours == theirs:
        return True
    if name == "name":
        return ours == japanese.without_honorific(name=theirs)
    if name in ("phone", "mobile", "fax", "contact_phone"):
        return comparable.phone(ours) == comparable.phone(theirs) != ""
    if name in ("email", "email2", "contact_email"):
        return comparable.email(ours) == comparable.email(theirs) != ""
    if name == "postal_code":
        return comparable.postal(ours) == comparable.postal(theirs) != ""
    if name == "tags":
        return {japanese.fold(one) for one in ours.split("、")} == {
            japanese.fold(one) for one in theirs.split("、")
        }
    if name.startswith("own_") and ours[:1] == theirs[:1] == "[":
        return sorted(own.unpacked(ours)) == sorted(own.unpacked(theirs))  # type: ignore[arg-type]
    if name == "memo":
        return ours.split() == theirs.split()
    return False


def applied(values: Values, texts: Texts) -> Values:
    """The values of a customer after a row was taken over (None: emptied)."""
    new: Values = deepcopy(values)
    for name in PLAIN:
        if name in texts:
            new[name] = texts[name] or ("" if name != "birthday" else None)
    if "owner" in texts:
        new["owner"] = int(texts["owner"]) if texts["owner"] else None
    if "tags" in texts:
        new["tags"] = sorted(filter(None, (texts["tags"] or "").split("、")))
    _apply_phones(new, texts)
    _apply_emails(new, texts)
    _apply_place(new, texts)
    _apply_contact(new, texts)
    given = {name: own.unpacked(text) for name, text in texts.items() if name.startswith("own_")}
    if given:
        new.setdefault("sections", {}).setdefault(own.SECTION, {}).update(given)
    return new


def _apply_phones(values: Values, texts: Texts) -> None:
    for sort in ("phone", "mobile", "fax"):
        if sort not in texts:
            continue
        rows = values.setdefault("phones", [])
        row, number = _phones(values)[sort], texts[sort]
        if row is not None and number:
            row["number"] = number
        elif row is not None:
            rows.remove(row)
        elif number:
            rows.append({"label": _label_of(sort), "number": number, "primary": not rows})


def _label_of(sort: str) -> str:
    if sort == "mobile":
        return pgettext("suggestion", "Mobile")
    return "FAX" if sort == "fax" else ""


def _apply_emails(values: Values, texts: Texts) -> None:
    for place, name in enumerate(("email", "email2")):
        if name not in texts:
            continue
        rows = values.setdefault("emails", [])
        known, address = _first_primary(rows), texts[name]
        if len(known) > place and address:
            known[place]["address"] = address
        elif len(known) > place:
            rows.remove(known[place])
        elif address:
            rows.append({"label": "", "address": address, "primary": not rows})


def _apply_place(values: Values, texts: Texts) -> None:
    given = {name: texts[name] or "" for name in PLACE if name in texts}
    if not given:
        return
    rows = values.setdefault("addresses", [])
    if not rows and any(given.values()):
        rows.append({"label": "", **dict.fromkeys(PLACE, ""), "primary": True})
    for row in _first_primary(rows)[:1]:
        row.update(given)
        if not any(row[name] for name in PLACE):
            rows.remove(row)


def _apply_contact(values: Values, texts: Texts) -> None:
    """A contact person with another name is another one, whom one asks first from now on."""
    given = {name: texts[f"contact_{name}"] or "" for name in CONTACT if f"contact_{name}" in texts}
    lists = {
        several: [texts[name]] if texts[name] else []
        for name, several in (("contact_phone", "phones"), ("contact_email", "emails"))
        if name in texts
    }
    rows = values.setdefault("contacts", [])
    known = _first_primary(rows)
    if given.get("name"):
        key = comparable.person(given["name"])
        found = next((row for row in known if comparable.person(row["name"]) == key), None)
        if found is None:
            found = {"name": "", "kana": "", "department": "", "title": "", "left": False}
            found |= {"phones": [], "emails": []}
            rows.insert(0, found)
        for row in rows:
            row["primary"] = row is found
        found.update(given)
        known = [found]
    for row in known[:1]:
        row.update({name: text for name, text in given.items() if name != "name"})
        for several, first in lists.items():
            row[several] = first + row.get(several, [])[1:]


def shown(name: str, text: str, *, staff: Mapping[str, str]) -> str:
    """A text as people write it in a file, so that it is read again as the same."""
    if not text:
        return ""
    if name == "kind":
        return str(_KINDS[text])
    if name == "stage":
        return str(_STAGES[text])
    if name == "owner":
        return staff.get(text, "")
    if name == "birthday":
        return text.replace("-", "/")
    if name.startswith("own_"):
        return own.shown(text)
    if name.startswith("no_"):
        return _("Yes")
    return text
