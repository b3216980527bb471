"""What staff are told, what they say to each other, what they decide, and who must look when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from goen.shop.staff.models import Department, Staff
from goen.shop.staff.roles import Role
from goen.shop.touches.models import Action


class How(models.TextChoices):
    """How somebody is told, beside the bell."""

    SCREEN = "SCREEN", _("On screen only")
    NOW = "NOW", _("By mail at once")
    DAILY = "DAILY", _("In the mail of the day")
    WEEKLY = "WEEKLY", _("In the mail of the week")


class Notice(models.Model):
    """One thing that one member of staff is told; it is also the receipt of the reading.

    `key` names the event: nobody is told of one event twice.
    """

    class Kind(models.TextChoices):
        PRESSING = "PRESSING", _("Urgent or important voice")
        VOICE = "VOICE", pgettext_lazy("notice", "Voice")
        CUSTOMER = "CUSTOMER", _("Customer changed")
        TOUCH = "TOUCH", pgettext_lazy("notice", "Touch")
        MENTION = "MENTION", _("Mentioned")
        COMMENT = "COMMENT", _("Comment")
        DUTY = "DUTY", _("Duty overdue")
        RULE = "RULE", _("Rule of sharing")
        IMPORT = "IMPORT", pgettext_lazy("notice", "Import")
        SCHEME = "SCHEME", pgettext_lazy("notice", "Rules of the ranks")
        SHEET = "SHEET", pgettext_lazy("notice", "Sheet for the meeting")

    to = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=120)
    url_name = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    anchor = models.CharField(max_length=40, blank=True)
    line = models.CharField(max_length=200)
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(max_length=6, choices=How.choices, default=How.SCREEN)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["to", "key"], name="notice_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["to", "-created_at", "-id"], name="notice_newest"),
            models.Index(
                fields=["to", "kind"], condition=models.Q(read_at=None), name="notice_unread"
            ),
            models.Index(fields=["url_name", "object_id"], name="notice_object"),
            models.Index(
                fields=["how", "to"], condition=models.Q(mailed_at=None), name="notice_unmailed"
            ),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def address(self) -> str:
        """Where it is read: the page, and the very part of it."""
        path = reverse(self.url_name, args=[self.object_id] if self.object_id else [])
        return f"{path}#{self.anchor}" if self.anchor else path


class Digest(models.Model):
    """One mail to one person for one period; there is never a second."""

    to = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=6, choices=How.choices)
    day = models.DateField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["to", "how", "day"], name="digest_once")
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.day}"


class ScreenOnly(models.Model):
    """Someone who wants no mail about what is not pressing."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.staff)


class Comment(models.Model):
    """What someone of the staff said about a customer, a touch or a voice."""

    class On(models.TextChoices):
        CUSTOMER = "customer", _("Customer")
        TOUCH = "touch", _("Touch")
        VOICE = "voice", _("Voice")

    kind = models.CharField(max_length=8, choices=On.choices)
    object_id = models.BigIntegerField()
    text = models.TextField(_("comment"), max_length=2000)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="comments")
    advice = models.BooleanField(_("advice"), default=False)
    mentions = models.ManyToManyField(Staff, related_name="mentioned_in")
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "object_id", "at"], name="comment_object")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Meeting(models.Model):
    """A meeting about customers."""

    title = models.CharField(_("title"), max_length=120)
    on = models.DateField(_("day"))
    attendees = models.ManyToManyField(Staff, verbose_name=_("attendees"), related_name="meetings")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class Point(models.Model):
    """One point of an agenda, in its order, with what was noted."""

    class Kind(models.TextChoices):
        VOICE = "VOICE", _("Voice")
        MENTION = "MENTION", _("Mention")
        ACTION = "ACTION", _("Next action")
        IMPROVEMENT = "IMPROVE", _("Improvement")
        OWN = "OWN", pgettext_lazy("point of an agenda", "Other")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    object_id = models.BigIntegerField(null=True)
    text = models.CharField(_("point"), max_length=200)
    note = models.TextField(_("note"), blank=True, max_length=4000)
    position = models.PositiveSmallIntegerField()
    # Only while a late form is compared: what was saved first, and whether the form says otherwise.
    kept: str
    differs: bool
    # Only while it is shown: where what it is about is read, and who said it.
    address: str
    said_by: str

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "object_id"],
                condition=models.Q(object_id__isnull=False),
                name="point_once",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Decision(models.Model):
    """What a meeting decided; the action says what, by whom and until when."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    point = models.ForeignKey(Point, null=True, on_delete=models.SET_NULL, related_name="decisions")
    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="decision")

    def __str__(self) -> str:
        return str(self.action)


class Agreed(models.Model):
    """What the company agreed on: proposed by anybody, in force once somebody accepted it."""

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", pgettext_lazy("rule of sharing", "Waits for an answer")
        COUNTS = "COUNTS", pgettext_lazy("rule of sharing", "In force")
        REFUSED = "REFUSED", pgettext_lazy("rule of sharing", "Not taken up")
        STOPPED = "STOPPED", pgettext_lazy("rule of sharing", "Stopped")

    state = models.CharField(max_length=8, choices=State.choices, default=State.COUNTS)
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Rule(Agreed):
    """Who is told of what, and how. An `own` one tells only the `person` who wants it."""

    class What(models.TextChoices):
        OWN_CUSTOMER = "OWN", pgettext_lazy("what a rule tells of", "A customer was changed")
        VOICE = "VOICE", pgettext_lazy("what a rule tells of", "A voice was recorded")
        VIP = "VIP", _("A VIP was touched")
        PRAISE = "PRAISE", _("Praise was recorded")
        DUTY = "DUTY", _("A duty is overdue")

    class Who(models.TextChoices):
        OWNER = "OWNER", _("The owner of the customer")
        ROLE = "ROLE", _("Everybody with a role")
        ACTING = "ACTING", _("Those of the department to act")
        DEPARTMENT = "DEPT", _("Those of a department")
        PERSON = "PERSON", _("One person")

    what = models.CharField(_("of what"), max_length=8, choices=What.choices)
    who = models.CharField(_("who is told"), max_length=8, choices=Who.choices)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, blank=True)
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.CASCADE
    )
    person = models.ForeignKey(
        Staff, verbose_name=_("person"), null=True, blank=True, on_delete=models.CASCADE
    )
    how = models.CharField(
        pgettext_lazy("rule of sharing", "how"),
        max_length=6,
        choices=How.choices,
        default=How.SCREEN,
    )
    own = models.BooleanField(default=False)

    def __str__(self) -> str:
        own = gettext("%(what)s, for %(who)s (%(how)s)")
        said = own if self.own else gettext("%(what)s: tells %(who)s (%(how)s)")
        return said % {
            "what": self.get_what_display(),
            "who": self.whom,
            "how": self.get_how_display(),
        }

    @property
    def whom(self) -> str:
        """Who is told, in words."""
        if self.own:
            return str(OWN_SCOPES[self.Who(self.who)])
        if self.who == self.Who.ROLE:
            return gettext("everybody with the role %(role)s") % {"role": self.get_role_display()}
        if self.who == self.Who.DEPARTMENT and self.department:
            return gettext("those of %(department)s") % {"department": self.department.name}
        if self.who == self.Who.PERSON and self.person:
            return self.person.name
        return str(self.get_who_display())

    @classmethod
    def reaches(cls, *, what: str, who: str) -> bool:
        """Whether such a rule can name anybody: a duty has no owner, only a voice a department."""
        if who == cls.Who.OWNER:
            return what != cls.What.DUTY
        return who != cls.Who.ACTING or what in (cls.What.VOICE, cls.What.PRAISE)


# Of what somebody wants to be told who asks for oneself only.
OWN_SCOPES = {
    Rule.Who.OWNER: _("me, of the customers I am in charge of"),
    Rule.Who.ACTING: _("me, of what my department is to act on"),
    Rule.Who.PERSON: _("me, of all"),
}


class Duty(Agreed):
    """Who must look at a page once in each period."""

    class Page(models.TextChoices):
        VOICES = "voices", _("Voices of customers")
        CUSTOMERS = "customers", _("Customers")
        ACTIONS = "actions", _("Next actions")

    class Every(models.TextChoices):
        DAY = "DAY", _("every day")
        WEEK = "WEEK", _("every week")
        MONTH = "MONTH", _("every month")

    page = models.CharField(_("page"), max_length=10, choices=Page.choices)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    every = models.CharField(_("how often"), max_length=5, choices=Every.choices)
    since = models.DateField(null=True)

    def __str__(self) -> str:
        return gettext("%(role)s: looks at “%(page)s” %(every)s") % {
            "role": self.get_role_display(),
            "page": self.get_page_display(),
            "every": self.get_every_display(),
        }


class Look(models.Model):
    """One row of the read log: someone looked at a page of a duty on a day."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=10, choices=Duty.Page.choices)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["staff", "page", "day"], name="look_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.day}"
