"""People who log in, the company they work for, and the trail of what they did."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.shop.staff.roles import ABILITIES, Ability, Demand, Role

if TYPE_CHECKING:
    from collections.abc import Iterable


class OwnCompany(models.Model):
    """The company whose shop this is; there is one row, made at set-up."""

    name = models.CharField(_("company name"), max_length=200)
    purpose = models.CharField(_("purpose of customer management"), max_length=400, blank=True)
    preset = models.CharField(_("industry"), max_length=40, default="mail_order")
    language = models.CharField(_("language"), max_length=5, default="ja")
    sample = models.BooleanField(_("sample company"), default=False)
    idle_minutes = models.PositiveIntegerField(_("sign-in ends when not used for"), default=720)
    second_factor = models.CharField(
        _("second factor is demanded of"),
        max_length=8,
        choices=Demand.choices,
        default=Demand.NOBODY,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of the company: a shop, an office, a section."""

    name = models.CharField(_("name"), max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    """Makes staff members; passwords are hashed here and nowhere else."""

    def create_user(self, *, email: str, name: str, role: str, password: str | None) -> Staff:
        """Make a member; without a password the member cannot log in with one."""
        member = self.model(email=self.normalize_email(email).lower(), name=name, role=role)
        member.set_password(password)
        member.save()
        return member


class Staff(AbstractBaseUser):
    """Someone who logs in."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.STAFF)
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.SET_NULL
    )
    is_active = models.BooleanField(_("may log in"), default=True)
    language = models.CharField(_("language"), max_length=5, default="ja")
    density = models.CharField(_("density of lists"), max_length=10, default="regular")
    single_keys = models.BooleanField(_("single-key shortcuts"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = StaffManager()

    def __str__(self) -> str:
        return self.name

    def may(self, ability: Ability | str) -> bool:
        """Whether the role of this member has `ability`."""
        return self.is_active and ability in ABILITIES[self.role]


class Invitation(models.Model):
    """A link that lets one person set a password and come in, once and for seven days."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=100)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.STAFF)
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.SET_NULL
    )
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        Staff, null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class AppendOnly(Exception):
    """Someone tried to change or delete a row of the trail."""


class TrailRows(models.QuerySet["Trail"]):
    """Rows of the trail: read and added, nothing else."""

    def update(self, **_values: Any) -> int:
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly

    def bulk_update(
        self, objs: Iterable[Trail], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        raise AppendOnly


# What stands in the trail instead of the values of a person who was erased (migration 0006).
ERASED = "goen:erased"


class Trail(models.Model):
    """One row per thing done: who, when, what, to which object, from what to what.

    `action` is dotted and unique in the code: `customers.customer.updated`. `changes` is a list of
    {"field", "from", "to"}. `group` binds the rows of one user intent, so that it can be undone
    whole. Triggers of the database refuse deletions and changes, but for the blanking of values of
    an erased person (`redaction`).
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=40, blank=True)  # the kind of object: "customer"
    object_id = models.BigIntegerField(null=True)
    label = models.CharField(max_length=200, blank=True)  # its name at that time
    changes = models.JSONField(default=list)
    group = models.UUIDField(default=uuid.uuid4, db_index=True)
    row = models.PositiveIntegerField(null=True)  # of the file it came from; its batch is the group

    objects = TrailRows.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "object_id", "-at"], name="trail_object")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.label}"

    @property
    def is_redacted(self) -> bool:
        """Whether its values were blanked; there is no way back to them."""
        return any(ERASED in (change.get("from"), change.get("to")) for change in self.changes)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class SampleRow(models.Model):
    """The mark on something that came with the sample company, so that it can go again."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="sample_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
