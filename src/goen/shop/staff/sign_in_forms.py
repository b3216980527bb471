"""The forms of signing in, in our own words; what they do is allauth's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django.utils.translation import gettext_lazy as _

from goen.shop.staff.forms import NEW_PASSWORD_HELP, new_password_attributes

if TYPE_CHECKING:
    from django import forms

    from goen.shop.ui.registry import Words

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}


def _say(form: forms.Form, **labels: Words) -> None:
    """Call the fields by our own words; a label in the field itself would vanish with typing."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
    for name, label in labels.items():
        if name in form.fields:
            form.fields[name].label = label


def _choose_password(form: forms.Form) -> None:
    form.fields["password1"].help_text = NEW_PASSWORD_HELP
    form.fields["password1"].widget.attrs.update(new_password_attributes())


class SignIn(account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            login=_("E-mail"),
            password=_("Password"),
            remember=_("Stay signed in when the browser is closed"),
        )


class Reauthenticate(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=_("Password"))


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            oldpassword=_("Password until now"),
            password1=_("New password"),
            password2=_("New password once more"),
        )
        _choose_password(self)


class AskForReset(account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which the letter goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=_("E-mail"))


class ResetPassword(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link of a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=_("New password"), password2=_("New password once more"))
        _choose_password(self)


class Authenticate(factor.AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("Code of the app, or a recovery code"))
        self.fields["code"].widget.attrs.update(_CODE)


class ReauthenticateByCode(factor.ReauthenticateForm):  # type: ignore[misc]
    """The code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("Code of the app, or a recovery code"))
        self.fields["code"].widget.attrs.update(_CODE)


class ActivateApp(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("The 6 digits that the app shows"))
        attrs = {key: value for key, value in _CODE.items() if key != "autofocus"}
        self.fields["code"].widget.attrs.update(attrs)


class AddPasskey(passkey.AddWebAuthnForm):  # type: ignore[misc]
    """A name for the passkey, and whether it does without a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            name=_("Name, to tell it from others"),
            passwordless=_("Sign in by it alone, without a password"),
        )


class RenamePasskey(passkey.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name, to tell it from others"))
