"""Forms of comments, meetings, rules and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goen.shop.sharing.comments import mentioned
from goen.shop.sharing.models import OWN_SCOPES, Duty, Meeting, Rule
from goen.shop.staff.models import Staff
from goen.shop.ui.clock import today
from goen.shop.ui.my_number import NoMyNumber

if TYPE_CHECKING:
    from datetime import date

LONGEST = 2000
_WANTS = {Rule.Who.ROLE: "role", Rule.Who.DEPARTMENT: "department", Rule.Who.PERSON: "person"}


class _Said(forms.CharField):
    """A text whose line ends count once, as the browser counts them."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n")))


class CorrectionForm(NoMyNumber, forms.Form):
    """One comment, corrected."""

    text = _Said(
        label=gettext_lazy("Write a comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Write @ and a name to tell that person. Others read it too."),
        error_messages={"required": gettext_lazy("Write what you want to say.")},
    )


class CommentForm(CorrectionForm):
    """One comment, and by choice one name that is put before it."""

    to = forms.CharField(
        label=gettext_lazy("Tell this person"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "mention-names", "autocomplete": "off"}),
    )
    field_order = ["to", "text"]  # noqa: RUF012

    def clean(self) -> dict[str, Any]:
        """Put the chosen name before the text unless the text mentions it already."""
        given = super().clean() or {}
        name, text = given.get("to", "").lstrip("@＠").strip(), given.get("text", "")
        if not name or not text:
            return given
        staff = list(Staff.objects.filter(is_active=True))
        meant = mentioned(text=f"@{name}", staff=staff)
        if not meant:
            self.add_error("to", _("Nobody here has this name. Choose one of the list."))
        elif not set(meant) <= set(mentioned(text=text, staff=staff)):
            given["text"] = _("@%(name)s: %(text)s") % {"name": meant[0].name, "text": text}
            if len(given["text"]) > LONGEST:
                self.add_error("text", _("With the name this is too long. Shorten it a little."))
        return given


class MeetingForm(NoMyNumber, forms.ModelForm):
    """What a meeting is called, when it is and who comes."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Meeting
        fields = ("title", "on", "attendees")
        widgets = {  # noqa: RUF012
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "attendees": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["attendees"]
        assert isinstance(people, forms.ModelMultipleChoiceField)  # noqa: S101
        rows = Staff.objects.filter(is_active=True)
        if self.instance.pk:  # who came and has left since stays among those who came
            rows |= Staff.objects.filter(pk__in=self.instance.attendees.values("pk"))
        people.queryset = rows


class DecisionForm(NoMyNumber, forms.Form):
    """What was decided."""

    what = forms.CharField(label=gettext_lazy("What was decided"), max_length=200)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who does it"), queryset=Staff.objects.filter(is_active=True)
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_due_on(self) -> date:
        """The day, unless it is over."""
        due_on: date = self.cleaned_data["due_on"]
        if due_on < today():
            raise ValidationError(_("This day is over. Please choose today or a later one."))
        return due_on


class _Agreed(forms.ModelForm):
    """What a rule or a duty says."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What it is to say, as the operation takes it."""
        names = [self.instance._meta.get_field(name).attname for name in self._meta.fields or ()]
        return {name: getattr(self.instance, name) for name in names}


class RuleForm(_Agreed):
    """Who is told of what."""

    class Meta:
        model = Rule
        fields = ("what", "who", "role", "department", "person", "how")

    def clean(self) -> dict[str, Any]:
        """Refuse a rule that names nobody, and forget what does not belong to it."""
        given = super().clean() or {}
        who, what = given.get("who"), given.get("what")
        wanted = _WANTS.get(who) if who else None
        if wanted and wanted not in self.errors and not given.get(wanted):
            self.add_error(wanted, _("Say who is meant."))
        for name in set(_WANTS.values()) - {wanted}:
            given[name] = "" if name == "role" else None
        if what and who and not Rule.reaches(what=what, who=who):
            self.add_error("who", _("This names nobody for what is chosen above."))
        return given


class OwnRuleForm(_Agreed):
    """Of what somebody wants to be told for oneself."""

    who = forms.ChoiceField(label=gettext_lazy("how much of it"), choices=OWN_SCOPES.items)

    class Meta:
        model = Rule
        fields = ("what", "who", "how")

    def clean(self) -> dict[str, Any]:
        """Refuse a wish that can never be met."""
        given = super().clean() or {}
        who, what = given.get("who"), given.get("what")
        if what and who and not Rule.reaches(what=what, who=who):
            self.add_error("who", _("This names nobody for what is chosen above."))
        return given


class DutyForm(_Agreed):
    """Who must look when."""

    class Meta:
        model = Duty
        fields = ("role", "page", "every")


class RefusalForm(forms.Form):
    """Why a proposal is not taken up."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Who proposed it reads this."),
        error_messages={"required": gettext_lazy("Say in a few words why not.")},
    )
