"""The parts of the form of a customer: what is said once, and the rows of what there is more of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from goen import japanese
from goen.shop.customers import comparable
from goen.shop.customers.models import Customer
from goen.shop.customers.normal_form import birthday
from goen.shop.staff.models import Staff
from goen.shop.ui.clock import today
from goen.shop.ui.my_number import NoMyNumber, with_tick

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


PREFECTURES = tuple(
    """北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都
    神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府
    大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県
    福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県""".split()  # noqa: SIM905
)


def _text(label: Any, *, limit: int, **attributes: Any) -> forms.CharField:
    """A line of text; `attributes` go to the input, `help` below it."""
    needed = attributes.pop("needed", False)
    words = attributes.pop("help", "")
    attributes = {"autocomplete": "off", **attributes}
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return forms.CharField(
        label=label,
        max_length=limit,
        required=needed,
        help_text=words,
        widget=forms.TextInput(attrs=named),
    )


class Part(NoMyNumber, forms.Form):
    """A part of a form; while `quiet` (a row was added, an address filled) it tells no errors."""

    quiet = False

    @property
    def errors(self) -> ErrorDict:
        return ErrorDict() if self.quiet else super().errors


class MainPart(Part):
    """What is said once about every customer."""

    other_digits = ("corporate_number", "invoice_number")

    name = _text(_("Name"), limit=200, needed=True, data_normal="name", lang="ja")
    kana = _text(_("Kana"), limit=200, data_normal="kana", lang="ja")
    honorific = _text(
        _("Honorific"),
        limit=20,
        list="honorifics",
        help=_("Left empty: 様 for persons, 御中 for companies."),
    )
    code = _text(
        _("Customer number"),
        limit=40,
        data_normal="code",
        help=_("The number on your cards or in your till, if there is one."),
    )
    stage = forms.ChoiceField(label=_("Stage"), choices=Customer.Stage.choices, required=False)
    owner = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )
    source = _text(_("How they came to us"), limit=100, list="sources")
    tags = _text(_("Tags"), limit=400, help=_("Several are divided by a comma (、)."))
    shelf = _text(_("Place of the paper card"), limit=100)
    invoice_number = _text(
        _("Invoice number"), limit=20, data_normal="invoice_number", inputmode="text"
    )
    memo = forms.CharField(
        label=_("Memo"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Please write nothing about illness, beliefs or other sensitive matters."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101
        owner.queryset = Staff.objects.filter(is_active=True).order_by("name")

    def clean_stage(self) -> str:
        return self.cleaned_data["stage"] or Customer.Stage.CUSTOMER.value

    def clean_invoice_number(self) -> str:
        return comparable.invoice_number(self.cleaned_data["invoice_number"])

    def clean_tags(self) -> list[str]:
        return divided(self.cleaned_data["tags"])

    def values(self) -> dict[str, Any]:
        """What was understood, as plain values."""
        owner = self.cleaned_data["owner"]
        return {**self.cleaned_data, "owner": owner.pk if owner else None}


class PersonPart(MainPart):
    """What is said once about a person."""

    birthday = _text(
        _("Birthday"),
        limit=30,
        data_normal="birthday",
        placeholder=_("e.g. 1960/2/29, 昭和35年2月29日"),
    )

    def clean_birthday(self) -> str | None:
        """The date, however it was written; what is impossible comes with the likely fix."""
        given = self.cleaned_data["birthday"]
        if not given:
            return None
        reading = birthday(given, today=today())
        if reading.value is None:
            words = reading.problem.replace("%", "%%")
            raise ValidationError(words, code="fix", params={"fix": reading.fix})
        return reading.value.isoformat()


class CompanyPart(MainPart):
    """What is said once about a company."""

    corporate_number = _text(
        _("Corporate number"),
        limit=30,
        data_normal="corporate_number",
        inputmode="numeric",
        help=_("Thirteen digits."),
    )

    def clean_corporate_number(self) -> str:
        return comparable.corporate_number(self.cleaned_data["corporate_number"])


class Row(Part):
    """One of several; a row in which nothing was written does not count."""

    telling: ClassVar[tuple[str, ...]] = ()
    kept: frozenset[str] = frozenset()  # what stands in such rows now: it stops no other change

    def is_blank(self) -> bool:
        """Whether nothing was written into it."""
        return not any((self[name].value() or "").strip() for name in self.telling)


class PhoneRow(Row):
    """A telephone number."""

    telling = ("number",)
    other_digits = ("number",)
    number = _text(
        _("Telephone"),
        limit=40,
        type="tel",
        inputmode="tel",
        data_normal="phone",
    )
    label = _text(
        pgettext_lazy("of a telephone or an address", "Label"),
        limit=40,
        list="phone-labels",
        placeholder=_("e.g. mobile"),
    )

    def clean_number(self) -> str:
        return _number(self.cleaned_data["number"], kept=self.kept)


class EmailRow(Row):
    """A mail address; old Japanese ones with dots in odd places are right too."""

    telling = ("address",)
    address = _text(_("E-mail"), limit=254, type="email", inputmode="email", data_normal="email")
    label = _text(
        pgettext_lazy("of a telephone or an address", "Label"),
        limit=40,
        list="email-labels",
        placeholder=_("e.g. office"),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if not address:
            return address
        local, at, domain = comparable.email(address).rpartition("@")
        if not (local and at and "." in domain) or any(char.isspace() for char in address):
            raise ValidationError(gettext("An e-mail address looks like name@example.jp."))
        return address


class AddressRow(Row):
    """A postal address."""

    telling = ("postal_code", "prefecture", "city", "street", "building")
    postal_code = _text(_("Postal code"), limit=20, inputmode="numeric", data_normal="postal")
    prefecture = _text(_("Prefecture"), limit=10, list="prefectures")
    city = _text(_("City or town"), limit=100)
    street = _text(_("Area and number"), limit=200)
    building = _text(_("Building and room"), limit=200)
    label = _text(
        pgettext_lazy("of a telephone or an address", "Label"),
        limit=40,
        list="address-labels",
        placeholder=_("e.g. home"),
    )

    def clean_postal_code(self) -> str:
        """A code that Japan Post has, or that whoever typed it says is right."""
        code: str = self.cleaned_data["postal_code"].strip()
        if not code or code in self.kept:
            return code
        if not comparable.postal(code):
            raise ValidationError(gettext("A postal code has seven digits."))
        sure = self.add_prefix("postal_sure")
        if japanese.address_of_postal_code(code=code) is None and not self.data.get(sure):
            unknown = gettext("Japan Post's list does not have this postal code.")
            answer = gettext("It is right all the same")
            raise ValidationError(with_tick(unknown, name=sure, answer=answer))
        return code

    def clean(self) -> dict[str, Any]:
        """A postal code alone brings the place it stands for."""
        cleaned = super().clean()
        place = japanese.address_of_postal_code(code=cleaned.get("postal_code", ""))
        names = ("prefecture", "city", "street")
        if place is not None and not any(cleaned.get(name) for name in names):
            cleaned |= dict(zip(names, (place.prefecture, place.city, place.town), strict=True))
        return cleaned


class ContactRow(Row):
    """A contact person of a company."""

    telling = ("name", "kana", "department", "title", "phones", "emails")
    other_digits = ("phones",)
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = _text(_("Name"), limit=200, data_normal="name")
    kana = _text(_("Kana"), limit=200, data_normal="kana")
    department = _text(_("Department"), limit=100)
    title = _text(pgettext_lazy("contact person", "Title"), limit=100)
    phones = _text(
        _("Telephones"), limit=200, inputmode="tel", help=_("Several are divided by a comma (、).")
    )
    emails = _text(
        _("E-mails"), limit=600, inputmode="email", help=_("Several are divided by a comma (、).")
    )
    left = forms.BooleanField(label=_("Has left the company"), required=False)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name and not self.is_blank():
            raise ValidationError(gettext("Please enter the name."))
        return name

    def clean_phones(self) -> list[str]:
        numbers = divided(self.cleaned_data["phones"])
        return [_number(number, kept=self.kept) for number in numbers]

    def clean_emails(self) -> list[str]:
        return divided(self.cleaned_data["emails"])


def _number(text: str, *, kept: Collection[str]) -> str:
    """A number that a telephone can have."""
    if text.strip() and text not in kept and not japanese.phone_possible(text=text):
        raise ValidationError(gettext("This is no telephone number."))
    return text


ROWS: Mapping[str, type[Row]] = {
    "phones": PhoneRow,
    "emails": EmailRow,
    "addresses": AddressRow,
    "contacts": ContactRow,
}


def divided(text: str) -> list[str]:
    """The parts of a text divided by commas of any kind or line ends."""
    for mark in "、，､\n":
        text = text.replace(mark, ",")
    return [part.strip() for part in text.split(",") if part.strip()]
