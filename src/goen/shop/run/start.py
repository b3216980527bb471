"""Opening a company without a screen: `goen init`."""

from __future__ import annotations

from dataclasses import dataclass

from goen.japanese import Text


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new company and its president are."""

    company: str
    email: str
    password: str
    name: str
    purpose: str
    preset: str
    language: str


class AlreadyOpen(Exception):
    """There is a company in the folder already."""

    text = Text(
        "このフォルダーには、もう会社があります。goen serve で開けます",
        "there is a company in this folder already; goen serve opens it",
    )


class UnfitPassword(Exception):
    """The password is too easy to guess; `text` says why."""

    def __init__(self, reasons: str) -> None:
        super().__init__(reasons)
        self.text = Text(
            f"このパスワードは使えません：{reasons}", f"this password cannot be used: {reasons}"
        )


def open_company(*, opening: Opening) -> None:
    """Make the company and its president. Raises AlreadyOpen, UnfitPassword."""
    # Late: the web framework is loaded only once the data folder is known.
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils.translation import override

    from goen.shop.staff.models import Staff
    from goen.shop.staff.operations import AlreadySetUp, set_up_company

    try:
        with override(opening.language):
            validate_password(opening.password, Staff(email=opening.email, name=opening.name))
        set_up_company(
            company=opening.company,
            purpose=opening.purpose,
            preset=opening.preset,
            language=opening.language,
            president=opening.name,
            email=opening.email,
            password=opening.password,
        )
    except AlreadySetUp as there:
        raise AlreadyOpen from there
    except ValidationError as unfit:
        raise UnfitPassword(" ".join(unfit.messages)) from unfit
