"""The forms of `run`."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A backup file from elsewhere."""

    file = forms.FileField(
        label=_("Backup file"), help_text=_("A file whose name ends in .goen.zip")
    )
