"""Who may do what: five roles, each a set of abilities. The guide's table is made from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(TextChoices):
    """The role of one staff member."""

    PRESIDENT = "PRESIDENT", _("President")
    MANAGER = "MANAGER", _("Manager")
    STAFF = "STAFF", _("Staff")
    CLERK = "CLERK", _("Clerk")
    VIEWER = "VIEWER", _("Viewer")


class Ability(TextChoices):
    """One thing that a role may or may not do."""

    SEE = "SEE", _("See customers, touches and voices")
    RECORD = "RECORD", _("Record touches and voices, comment")
    EDIT = "EDIT", _("Enter and edit customers")
    PROPOSE = "PROPOSE", _("Propose own fields")
    IMPORT = "IMPORT", _("Import files")
    EXPORT = "EXPORT", _("Export lists")
    BULK = "BULK", _("Change many customers at once")
    SENSITIVE = "SENSITIVE", _("See sensitive fields")
    APPROVE = "APPROVE", _("Approve own fields, sharing rules and shared filters")
    DISCLOSE = "DISCLOSE", _("Answer requests of customers: disclose, stop, erase")
    TRAIL = "TRAIL", _("Read the audit trail")
    SETTINGS = "SETTINGS", _("Change settings, invite staff, back up and restore")


_VIEWER = frozenset({Ability.SEE})
_CLERK = _VIEWER | {Ability.RECORD, Ability.EDIT, Ability.PROPOSE, Ability.IMPORT}
_STAFF = _VIEWER | {Ability.RECORD, Ability.EDIT, Ability.PROPOSE, Ability.EXPORT}
_MANAGER = (
    _CLERK
    | _STAFF
    | {Ability.BULK, Ability.SENSITIVE, Ability.APPROVE, Ability.DISCLOSE, Ability.TRAIL}
)

ABILITIES: Mapping[str, frozenset[Ability]] = {
    Role.PRESIDENT: frozenset(Ability),
    Role.MANAGER: _MANAGER,
    Role.STAFF: _STAFF,
    Role.CLERK: _CLERK,
    Role.VIEWER: _VIEWER,
}


class Demand(TextChoices):
    """Of whom the company demands a second factor; everybody else may have one."""

    NOBODY = "NOBODY", _("Nobody (everybody may have one)")
    SETTINGS = "SETTINGS", _("Those who may change settings")
    LEADERS = "LEADERS", _("Presidents and managers")
    ALL = "ALL", _("Everybody")


DEMANDED: Mapping[str, frozenset[str]] = {
    Demand.NOBODY: frozenset(),
    Demand.SETTINGS: frozenset(role for role in Role if Ability.SETTINGS in ABILITIES[role]),
    Demand.LEADERS: frozenset({Role.PRESIDENT, Role.MANAGER}),
    Demand.ALL: frozenset(Role),
}
