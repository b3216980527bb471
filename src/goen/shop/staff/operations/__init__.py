"""What is done with staff and the company itself."""

from __future__ import annotations

from goen.shop.staff.operations.company import (
    AlreadySetUp,
    add_department,
    change_company,
    change_safety,
    set_up_company,
)
from goen.shop.staff.operations.people import (
    InvitationGone,
    LastPresident,
    accept_invitation,
    change_myself,
    change_role,
    find_invitation,
    invite,
    let_in,
    reset_second_factor,
    shut_out,
)

__all__ = [
    "AlreadySetUp",
    "InvitationGone",
    "LastPresident",
    "accept_invitation",
    "add_department",
    "change_company",
    "change_myself",
    "change_role",
    "change_safety",
    "find_invitation",
    "invite",
    "let_in",
    "reset_second_factor",
    "set_up_company",
    "shut_out",
]
