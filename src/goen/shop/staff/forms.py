"""Forms of set-up, people, the company and oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goen.analysis import PRESETS
from goen.shop.staff.models import Department, OwnCompany, Staff
from goen.shop.staff.roles import Demand, Role
from goen.shop.staff.safety import IDLE_CHOICES

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES = (("ja", "日本語"), ("en", "English"))
DENSITIES = (
    ("relaxed", _("Relaxed")),
    ("regular", _("Regular")),
    ("compact", _("Compact")),
)
INDUSTRIES = {
    "mail_order": _("Mail order"),
    "retail": _("Shop"),
    "salon": _("Salon"),
    "restaurant": _("Restaurant"),
    "wholesale": _("Wholesale"),
}


def industries() -> Sequence[tuple[str, Any]]:
    """The presets of the analysis with their names."""
    return [(name, INDUSTRIES.get(name, name)) for name in PRESETS]


NEW_PASSWORD_HELP = _("At least 12 characters. Three or four words in a row are easy to remember.")


def new_password_attributes() -> dict[str, Any]:
    """What a field for a new password has, to show it and to say how strong it is."""
    return {
        "autocomplete": "new-password",
        "data-show": _("Show the password"),
        "data-hide": _("Hide the password"),
        "data-strength": _("Strength of the password"),
    }


def _new_password(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        help_text=NEW_PASSWORD_HELP,
        widget=forms.PasswordInput(attrs=new_password_attributes()),
    )


class SetUpForm(forms.Form):
    """The first visit: the company, its purpose, its president."""

    company = forms.CharField(label=_("Company name"), max_length=200)
    purpose = forms.CharField(
        label=_("What customer management is for, in one sentence"),
        max_length=400,
        help_text=_("Everybody sees it on the first page."),
    )
    preset = forms.ChoiceField(label=_("Industry"), choices=industries)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    president = forms.CharField(label=_("President's name"), max_length=100)
    email = forms.EmailField(
        label=_("President's e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = _new_password(_("Password"))

    def clean(self) -> dict[str, Any]:
        """The password is tried against the name and the address it belongs to."""
        cleaned = super().clean() or self.cleaned_data
        member = Staff(email=cleaned.get("email", ""), name=cleaned.get("president", ""))
        _try_password(self, cleaned, member)
        return cleaned


class InviteForm(forms.Form):
    """Who is invited, as what."""

    name = forms.CharField(label=_("Name"), max_length=100)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.STAFF)
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_departments(self)

    def clean_email(self) -> str:
        """An address that nobody here has yet."""
        email = str(self.cleaned_data["email"]).lower()
        if Staff.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody here has this address already."))
        return email


class RoleForm(forms.Form):
    """The role and department of a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_departments(self)


class DepartmentForm(forms.Form):
    """A new department."""

    name = forms.CharField(label=_("New department"), max_length=100)


class JoinForm(forms.Form):
    """What the invited fills in."""

    name = forms.CharField(label=_("Your name"), max_length=100)
    password = _new_password(_("Password"))

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """The password is tried against the name and the address it belongs to."""
        cleaned = super().clean() or self.cleaned_data
        _try_password(self, cleaned, Staff(email=self.email, name=cleaned.get("name", "")))
        return cleaned


class MyselfForm(forms.ModelForm):
    """One's own name, language and how lists look."""

    class Meta:
        model = Staff
        fields = ("name", "language", "density", "single_keys")
        widgets = {  # noqa: RUF012
            "language": forms.Select(choices=LANGUAGES),
            "density": forms.Select(choices=DENSITIES),
        }


class CompanyForm(forms.ModelForm):
    """What the company says of itself."""

    class Meta:
        model = OwnCompany
        fields = ("name", "purpose", "preset", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preset"] = forms.ChoiceField(label=_("Industry"), choices=industries)
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class SafetyForm(forms.ModelForm):
    """How long a sign-in lasts without use, and of whom a second factor is demanded."""

    class Meta:
        model = OwnCompany
        fields = ("idle_minutes", "second_factor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["idle_minutes"] = forms.TypedChoiceField(
            label=_("A sign-in ends when it was not used for"),
            choices=[(minutes, _span(minutes)) for minutes in IDLE_CHOICES],
            coerce=int,
        )
        self.fields["second_factor"] = forms.ChoiceField(
            label=_("A second factor is demanded of"), choices=Demand.choices
        )


def _span(minutes: int) -> str:
    if minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}


def _offer_departments(form: forms.Form) -> None:
    field = form.fields["department"]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
    field.queryset = Department.objects.order_by("name")


def _try_password(form: forms.Form, cleaned: dict[str, Any], member: Staff) -> None:
    if not cleaned.get("password"):
        return
    try:
        validate_password(cleaned["password"], member)
    except forms.ValidationError as problem:
        form.add_error("password", problem)
