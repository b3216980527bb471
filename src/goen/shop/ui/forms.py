"""Parts of forms that every room uses: days, and what happens when two people save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms

from goen.shop.ui.my_number import NoMyNumber

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import Model
    from django.http import QueryDict


class Day(forms.DateInput):
    """A date, picked on the device's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class VersionedForm(NoMyNumber, forms.ModelForm):
    """A form that knows which version of the row it shows."""

    other_digits: ClassVar[Collection[str]] = ("who",)

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = getattr(self.instance, "version", None)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and not field.required:
                field.empty_label = "—"

    def values(self) -> Any:
        """The values of the fields of the row."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        # The row behind the form is only shown; the operation checks and writes its own.
        return


def differing(*, form: forms.ModelForm, current: Model) -> list[dict[str, Any]]:
    """What someone else saved meanwhile beside what stands in this form, field by field."""
    kept = type(form)(instance=current)
    rows = []
    for field in form.visible_fields():
        if field.name not in kept.fields or field.name == "who":
            continue
        theirs, ours = _shown(kept[field.name]), _shown(field)
        if theirs != ours:
            rows.append({"label": field.label, "theirs": theirs, "ours": ours})
    return rows


def _shown(field: forms.BoundField) -> str:
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if choices:
        return str(next((label for key, label in choices if str(key) == str(value or "")), "—"))
    if isinstance(value, bool) or value is None:
        return {True: "✓", False: "—", None: "—"}[value]
    return str(field.field.widget.format_value(value) or "—")


def with_new_version(form: forms.BaseForm, *, current: Any) -> None:
    """Let the next saving of this form be made upon what is kept now."""
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(current.version)
    form.data = data
