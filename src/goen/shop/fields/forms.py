"""Forms of own fields: the field itself, and the input that asks one customer's value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goen.japanese import fold
from goen.shop.customers.history import LABELS
from goen.shop.fields.models import OwnField
from goen.shop.fields.operations import ASKED
from goen.shop.ui.lists import columns

if TYPE_CHECKING:
    from goen.shop.fields.values import Plain

Kind = OwnField.Kind


class OwnFieldForm(forms.ModelForm):
    """What a field asks, of whom, who enters it and by when."""

    choices_text = forms.CharField(
        label=_("choices"),
        required=False,
        help_text=_("One per line, in the order in which they are offered."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = OwnField
        fields = ASKED
        help_texts: ClassVar[dict[str, Any]] = {
            "group": _("Fields of one group stand together, for example “Taste”."),
            "reason": _("Why everybody should fill it in."),
            "help": _("Stands below the field for whoever fills it in."),
            "required": _("Only “at once” stops a new customer; all else is shown as not entered."),
            "sensitive": _("Only roles that may see sensitive fields see it."),
            "order": _("Smaller numbers come first."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            offered = self.instance.choices.filter(offered=True).order_by("order")
            self.fields["choices_text"].initial = "\n".join(choice.label for choice in offered)

    def clean_choices_text(self) -> list[str]:
        """The choices, without blank lines and repetitions."""
        lines = (line.strip() for line in self.cleaned_data["choices_text"].splitlines())
        found = list(dict.fromkeys(filter(None, lines)))
        if any(len(line) > 60 for line in found):
            raise ValidationError(_("A choice has at most 60 characters."))
        return found

    def clean_label(self) -> str:
        """The name; no other field that is proposed or in use has it."""
        label = str(self.cleaned_data["label"]).strip()
        others = OwnField.objects.filter(label=label, status__in=("PROPOSED", "APPROVED"))
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is already a field of this name."))
        if label != self.instance.label and fold(label) in _built_in():
            raise ValidationError(_("Goen has this field already. Please choose another name."))
        return label

    def clean(self) -> dict[str, Any]:
        """Check what belongs together: a kind with its choices, a duty with its person."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") in (Kind.CHOICE, Kind.CHOICES) and not cleaned.get("choices_text"):
            self.add_error("choices_text", _("Write at least one choice."))
        if cleaned.get("who") == OwnField.Who.STAFF and not cleaned.get("who_staff"):
            self.add_error("who_staff", _("Choose who enters it."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """The answers, as `propose_field` and `change_field` take them."""
        return {name: self.cleaned_data[name] for name in ASKED}

    def choices(self) -> list[str]:
        """The choices offered; none for kinds that have none."""
        chosen = self.cleaned_data["kind"] in (Kind.CHOICE, Kind.CHOICES)
        return self.cleaned_data["choices_text"] if chosen else []


def _built_in() -> set[str]:
    """What forms, lists and the history call the fields that every customer has."""
    labels = [*LABELS.values(), *(column.label for column in columns("customers"))]
    return {fold(str(label)) for label in labels}


def input_for(*, field: OwnField, value: Plain, needed: bool) -> forms.Field:
    """Return the form field that asks for `field`; `value` is what is kept now.

    Nothing is saved while it is empty if `needed`. Its cleaned value is text as typed (or a list of
    choices); `understand` makes it plain.
    """
    missing = field.required and not needed and value in (None, "", [])
    common: dict[str, Any] = {
        "label": field.label,
        "help_text": f"{_('Not entered yet.')} {field.help}" if missing else field.help,
        "required": needed,
    }
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        return _choice(field, value, common)
    if field.kind == Kind.YES_NO:
        answers = [("", "—"), ("1", _("Yes")), ("0", _("No"))]
        shown = "" if value is None else str(int(bool(value)))
        return forms.ChoiceField(choices=answers, initial=shown, **common)
    return forms.CharField(widget=_widget(field), initial=_shown(field, value), **common)


def _choice(field: OwnField, value: Plain, common: dict[str, Any]) -> forms.Field:
    kept = set(value if isinstance(value, list) else [value])
    labels = [
        choice.label
        for choice in sorted(field.choices.all(), key=lambda choice: (choice.order, choice.pk))
        if choice.offered or choice.label in kept
    ]
    answers = [(label, label) for label in labels]
    if field.kind == Kind.CHOICE:
        return forms.ChoiceField(choices=[("", "—"), *answers], initial=value or "", **common)
    return forms.MultipleChoiceField(
        choices=answers, initial=value or [], widget=forms.CheckboxSelectMultiple, **common
    )


def _widget(field: OwnField) -> forms.Widget:
    match field.kind:
        case Kind.LONG_TEXT:
            return forms.Textarea(attrs={"rows": 3})
        case Kind.NUMBER | Kind.YEN:
            return forms.TextInput(attrs={"inputmode": "decimal", "data-num": ""})
        case Kind.LINK:
            return forms.URLInput(attrs={"placeholder": "https://"})
    return forms.TextInput()


def _shown(field: OwnField, value: Plain) -> str:
    if value is None:
        return ""
    if field.kind == Kind.DATE:
        return str(value).replace("-", "/")
    if field.kind in (Kind.NUMBER, Kind.YEN):
        return f"{value:,}"
    return str(value)
