"""What the pages of this room ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.customers.forms.who import WhoMixin
from goen.shop.staff.models import Staff
from goen.shop.touches.models import Action, Feeling, Improvement, Level, SavedText, Touch, Voice
from goen.shop.touches.moments import MomentField
from goen.shop.touches.queries.home import postponed_to
from goen.shop.ui.forms import Day, VersionedForm
from goen.shop.ui.my_number import NoMyNumber

if TYPE_CHECKING:
    from datetime import date

    from goen.shop.touches.operations import ActionValues, TouchValues, VoiceValues

VOICE = "VOICE"
FIRST_KINDS = ("CALL", "VISIT", "MAIL", "SHOP", VOICE, "NOTE")
_INWARD = (Touch.Kind.SHOP, Touch.Kind.RESERVATION)


def colleagues() -> Any:
    """The staff who may log in, by name."""
    return Staff.objects.filter(is_active=True).order_by("name", "pk")


class FollowingMixin(forms.Form):
    """The next action, one tick away."""

    WHEN: ClassVar[list[tuple[str, Any]]] = [
        ("tomorrow", _("Tomorrow")),
        ("week", _("In a week")),
        ("month", _("In a month")),
        ("date", _("On a day")),
    ]
    following = forms.BooleanField(label=_("Plan what comes next"), required=False)
    next_kind = forms.ChoiceField(
        label=_("What"), choices=Action.Kind.choices, required=False, initial=Action.Kind.CALL
    )
    next_what = forms.CharField(label=_("What to do"), max_length=200, required=False)
    next_when = forms.ChoiceField(label=_("Until"), choices=WHEN, required=False, initial="week")
    next_on = forms.DateField(label=_("Day"), required=False, widget=Day)

    def following_values(self, *, by: Staff, today: date) -> ActionValues | None:
        """The next action that was asked for, if any."""
        cleaned = self.cleaned_data
        if not cleaned.get("following"):
            return None
        kind = Action.Kind(cleaned.get("next_kind") or Action.Kind.CALL)
        when = cleaned.get("next_when") or "week"
        on = cleaned.get("next_on")
        due = on if on and when == "date" else postponed_to(when=when, today=today)
        return {
            "kind": kind,
            "what": cleaned.get("next_what") or str(kind.label),
            "due_on": due,
            "owner": by,
        }

    def clean(self) -> dict[str, Any]:
        """A day must be given when a day was chosen."""
        cleaned = super().clean() or {}
        if (
            cleaned.get("following")
            and cleaned.get("next_when") == "date"
            and not cleaned.get("next_on")
            and "next_on" not in self.errors
        ):
            self.add_error("next_on", _("Choose the day."))
        return cleaned


class QuickForm(WhoMixin, FollowingMixin, NoMyNumber):
    """Three things: what kind, who, one line; all else is folded away."""

    other_digits = ("who",)

    KINDS: ClassVar[list[tuple[str, Any]]] = [
        *Touch.Kind.choices,
        (VOICE, pgettext_lazy("kind of touch", "Voice")),
    ]
    kind = forms.ChoiceField(label=_("What was it?"), choices=KINDS, initial="CALL")
    line = forms.CharField(label=_("In a line"), max_length=200)
    at = MomentField(label=_("When"), required=False)
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[("", _("as usual")), *Touch.Direction.choices],
        required=False,
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=6000)
    feeling = forms.TypedChoiceField(
        label=_("How it felt"),
        choices=[("", _("not said")), *Feeling.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    text = forms.CharField(label=_("More about it"), required=False, widget=forms.Textarea)
    bulk = forms.BooleanField(label=_("Sent to many at once"), required=False)
    absent = forms.BooleanField(label=_("Did not come (event)"), required=False)
    action = forms.IntegerField(required=False, widget=forms.HiddenInput)
    voice_kind = forms.ChoiceField(
        label=_("Kind of voice"), choices=Voice.Kind.choices, required=False
    )
    important = forms.BooleanField(label=_("Important"), required=False)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    channel = forms.ChoiceField(label=_("How it came"), choices=Touch.Kind.choices, required=False)

    @property
    def is_voice(self) -> bool:
        """Whether a voice is recorded."""
        return bool(self.cleaned_data.get("kind") == VOICE)

    def touch_values(self) -> TouchValues:
        """What the touch says."""
        cleaned = self.cleaned_data
        kind = cleaned["kind"]
        usual = Touch.Direction.IN if kind in _INWARD else Touch.Direction.OUT
        values: TouchValues = {
            "customer": cleaned["customer"],
            "kind": kind,
            "line": cleaned["line"],
            "text": cleaned["text"],
            "direction": cleaned["direction"] or usual,
            "minutes": cleaned["minutes"],
            "feeling": cleaned["feeling"],
            "bulk": cleaned["bulk"],
            "attended": not cleaned["absent"] if kind == Touch.Kind.EVENT else None,
        }
        if cleaned["at"]:
            values["at"] = cleaned["at"]
        return values

    def voice_values(self) -> VoiceValues:
        """What the voice says."""
        cleaned = self.cleaned_data
        values: VoiceValues = {
            "customer": cleaned["customer"],
            "kind": cleaned["voice_kind"] or Voice.Kind.REQUEST,
            "title": cleaned["line"],
            "words": cleaned["text"],
            "channel": cleaned["channel"] or Touch.Kind.CALL,
            "importance": Level.HIGH if cleaned["important"] else Level.MIDDLE,
            "urgency": Level.HIGH if cleaned["urgent"] else Level.LOW,
        }
        if cleaned["at"]:
            values["received_at"] = cleaned["at"]
        return values


class StaffedForm(VersionedForm):
    """A form in which staff are chosen among those who may log in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"staff", "taken_by", "owner"} & set(self.fields):
            self.fields[name].queryset = colleagues()  # type: ignore[attr-defined]


class TouchForm(StaffedForm):
    """All that a touch says."""

    class Meta:
        model = Touch
        fields: ClassVar[list[str]] = [
            "kind",
            "direction",
            "at",
            "line",
            "text",
            "staff",
            "contact",
            "minutes",
            "feeling",
            "attended",
            "bulk",
        ]
        field_classes: ClassVar[dict[str, Any]] = {"at": MomentField}
        widgets: ClassVar[dict[str, Any]] = {
            "attended": forms.NullBooleanSelect,
            "feeling": forms.Select,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_customer = self.instance.customer.contacts.all()
        self.fields["contact"].queryset = of_customer  # type: ignore[attr-defined]
        if not of_customer and not self.instance.contact_id:
            del self.fields["contact"]

    def values(self) -> Any:
        """The values of the fields shown."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}


class VoiceForm(WhoMixin, StaffedForm):
    """All that is known of a voice."""

    needs_customer = False
    who_help = _("Empty when the name is not known")

    class Meta:
        model = Voice
        fields: ClassVar[list[str]] = [
            "kind",
            "title",
            "words",
            "importance",
            "urgency",
            "channel",
            "received_at",
            "taken_by",
            "product",
            "department",
            "owner",
            "due_on",
            "improvement",
            "may_publish",
        ]
        field_classes: ClassVar[dict[str, Any]] = {"received_at": MomentField}
        widgets: ClassVar[dict[str, Any]] = {
            "kind": forms.RadioSelect,
            "importance": forms.RadioSelect,
            "urgency": forms.RadioSelect,
            "due_on": Day,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("received_at", "taken_by"):
            self.fields[name].required = False
        self.fields["received_at"].help_text = _("Empty means now")
        for name in ("kind", "importance", "urgency"):
            choices = type(self.instance)._meta.get_field(name).choices
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def values(self) -> Any:
        """The values of the fields; empty moments and people are left to the operation."""
        values = super().values()
        for name in ("received_at", "taken_by"):
            if values[name] is None:
                del values[name]
        return {**values, "customer": self.cleaned_data["customer"]}


class MoveForm(NoMyNumber, forms.Form):
    """The state of a voice, what was done, and what is to be said about it."""

    status = forms.ChoiceField(label=_("State"), choices=Voice.Status.choices)
    what_was_done = forms.CharField(label=_("What was done"), required=False, widget=forms.Textarea)
    note = forms.CharField(label=_("Note for the history"), required=False, max_length=400)
    at = MomentField(label=_("When"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ActionForm(WhoMixin, StaffedForm):
    """What is to be done, until when, by whom."""

    needs_customer = False
    who_help = _("Empty when it concerns no customer")

    class Meta:
        model = Action
        fields: ClassVar[list[str]] = ["kind", "what", "due_on", "owner"]
        widgets: ClassVar[dict[str, Any]] = {"due_on": Day}

    def values(self) -> Any:
        """The values of the fields and the customer."""
        return {**super().values(), "customer": self.cleaned_data["customer"]}


class LaterForm(forms.Form):
    """Until when it can wait."""

    when = forms.ChoiceField(choices=FollowingMixin.WHEN, required=False)
    on = forms.DateField(required=False)

    def day(self, *, today: date) -> date:
        """The day that was meant. Raises ValidationError when none was."""
        if not self.is_valid():
            raise ValidationError(_("Choose the day."))
        when, on = self.cleaned_data.get("when"), self.cleaned_data.get("on")
        if when and when != "date":
            return postponed_to(when=when, today=today)
        if on is None:
            raise ValidationError(_("Choose the day."))
        return on  # type: ignore[no-any-return]


class ImprovementForm(StaffedForm):
    """What the company changes."""

    class Meta:
        model = Improvement
        fields: ClassVar[list[str]] = ["title", "what", "status", "owner", "due_on", "done_on"]
        widgets: ClassVar[dict[str, Any]] = {"due_on": Day, "done_on": Day}


class SavedTextForm(NoMyNumber, forms.ModelForm):
    """A text to use again."""

    class Meta:
        model = SavedText
        fields: ClassVar[list[str]] = ["kind", "title", "line", "text"]

    def _post_clean(self) -> None:
        # The same name is no mistake here: it replaces the text.
        return


class FileForm(forms.Form):
    """A file and the day it speaks of."""

    file = forms.FileField(label=_("File"))
    document_on = forms.DateField(label=_("Date of the document"), widget=Day)


class SpanForm(forms.Form):
    """The days that the list for the meeting covers."""

    start = forms.DateField(
        label=pgettext_lazy("span", "From"), required=False, widget=Day({"class": "input"})
    )
    end = forms.DateField(
        label=pgettext_lazy("span", "To"), required=False, widget=Day({"class": "input"})
    )
