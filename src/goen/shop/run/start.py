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
    """Make the company and its president in one transaction. Raises AlreadyOpen, UnfitPassword."""
    # Late: the web framework is loaded only once the data folder is known.
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from goen.shop.staff.models import OwnCompany, Staff
    from goen.shop.staff.roles import Role
    from goen.shop.staff.trail import Subject, record

    president = Staff(
        email=Staff.objects.normalize_email(opening.email).lower(),
        name=opening.name,
        role=Role.PRESIDENT,
        language=opening.language,
    )
    with transaction.atomic():
        if OwnCompany.objects.exists():
            raise AlreadyOpen
        try:
            validate_password(opening.password, president)
        except ValidationError as unfit:
            raise UnfitPassword(" ".join(unfit.messages)) from unfit
        president.set_password(opening.password)
        president.save()
        company = OwnCompany.objects.create(
            name=opening.company,
            purpose=opening.purpose,
            preset=opening.preset,
            language=opening.language,
        )
        record(by=president, action="staff.company.opened", subject=Subject.of(company))
