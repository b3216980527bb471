from __future__ import annotations

from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.shop.intake.commands.refused import Refused
from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Role

if TYPE_CHECKING:
    from goen.shop.staff.roles import Ability


def person(*, email: str | None, ability: Ability) -> Staff:
    """Who does it: the person with this address, else the first president.

    Raises Refused when there is nobody, or the role does not allow it.
    """
    if email is None:
        presidents = Staff.objects.filter(role=Role.PRESIDENT, is_active=True)
        found = presidents.order_by("pk").first()
    else:
        found = Staff.objects.filter(email=email.strip().lower()).first()
    if found is None:
        who = email or "社長"
        raise Refused(
            Text(f"{who} の人はいません", f"there is nobody with {email or 'that role: president'}")
        )
    if not found.may(ability):
        raise Refused(
            Text(
                f"{found.name} の役割では、これはできません",
                f"the role of {found.name} does not allow this",
            )
        )
    return found
