"""Where customers stand: the rank schemes and their versions, and the standing of each customer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from goen.analysis import entries_of, thresholds_of
from goen.shop.customers.models import Customer
from goen.shop.staff.models import Staff

if TYPE_CHECKING:
    from goen.analysis import Thresholds

# From when the first version counts: before anybody bought anything.
ALWAYS = date(1900, 1, 1)


class RankScheme(models.Model):
    """One version of the limits and rules by which customers are ranked; never changed later.

    The version that counts on a day is the last one whose `effective_on` is not after it
    (`schemes.version_on`).
    """

    class Scoring(models.TextChoices):
        FIXED = "fixed"  # R, F and M by the cuts of the limits
        QUANTILE = "quantile"  # by those that part the customers of the day in five

    name = models.CharField(_("name"), max_length=60)
    limits = models.JSONField(_("limits"))  # as in a thresholds file
    scoring = models.CharField(max_length=8, choices=Scoring.choices, default=Scoring.FIXED)
    reason = models.CharField(max_length=400, blank=True)
    owner = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField(_("counts from"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["effective_on", "id"], name="rank_scheme_by_day")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def begins(self) -> str:
        """From when it counts, in words."""
        if self.effective_on == ALWAYS:
            return pgettext("from when a version counts", "from the start")
        return gettext("from %(day)s") % {"day": f"{self.effective_on:%Y/%m/%d}"}

    @property
    def thresholds(self) -> Thresholds:
        """The limits as the analysis takes them."""
        return thresholds_of(entries=self.limits)

    @thresholds.setter
    def thresholds(self, limits: Thresholds) -> None:
        self.limits = entries_of(thresholds=limits)


class Standing(models.Model):
    """Where one customer stands; dates and amounts alone, days of silence are told on reading.

    Rows of an update in the making are there beside those that it takes the place of, in another
    `layer`; which layers are to be seen, the one row of `PortfolioState` says. So all change over
    in one moment, however many they are.
    """

    # What leaves the ledger takes its standing along; see `additions`.
    customer = models.ForeignKey(
        Customer,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="portfolio_standings",
    )
    layer = models.PositiveSmallIntegerField()
    occasions = models.PositiveIntegerField(_("purchases"))
    first_on = models.DateField(_("first purchase"))
    last_on = models.DateField(_("last purchase"))
    amount = models.BigIntegerField(_("total"))
    amount_12m = models.BigIntegerField(_("last 12 months"))
    rank = models.PositiveSmallIntegerField(_("rank"))  # its place in the scheme, from 1
    lapses_on = models.DateField(_("lapses on"))
    r = models.PositiveSmallIntegerField("R")
    f = models.PositiveSmallIntegerField("F")
    m = models.PositiveSmallIntegerField("M")
    decile = models.PositiveSmallIntegerField(_("decile"), null=True)
    # Its place among RANKS of the analysis, from 1 (VIP); empty: nothing bought in its period.
    two_axis = models.PositiveSmallIntegerField(_("two-indicator rank"), null=True)
    # Empty: no sale of these months tells its profit.
    profit_12m = models.BigIntegerField(_("gross profit of 12 months"), null=True)

    class Meta:
        # Every index is written for every customer when a scheme is published.
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["customer", "layer"], name="standing_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["layer", "rank", "lapses_on", "customer"], name="standing_by_rank"
            ),
            models.Index(fields=["layer", "amount_12m", "customer"], name="standing_by_amount"),
            models.Index(fields=["layer", "amount", "customer"], name="standing_by_total"),
            models.Index(fields=["layer", "last_on", "customer"], name="standing_by_last"),
            models.Index(
                fields=["layer", "customer"],
                condition=models.Q(two_axis=1),
                name="standing_of_vips",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.rank}"


class Closing(models.Model):
    """What was published about one month, after its end: never changed later."""

    month = models.DateField(unique=True)  # its first day
    closed_at = models.DateTimeField()
    # One line per segment: rank, status, opening, restated, in_… and out_… by cause, closing.
    lines = models.JSONField()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Restatement(models.Model):
    """The standing of one customer at the end of a closed month, which is another one by now.

    What was published plus these is what is known today. Empty ends: had not bought yet.
    """

    class Cause(models.TextChoices):
        IMPORT = "import", _("late import")
        UNDO = "undo", _("import taken back")
        CORRECTION = "correction", _("correction")
        UNKNOWN = "unknown", _("not known")  # found without the history that was published

    month = models.DateField()
    customer = models.BigIntegerField(null=True)  # who leaves for ever is named no more
    before = models.CharField(max_length=40, blank=True)  # rank/status
    after = models.CharField(max_length=40, blank=True)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    found_at = models.DateTimeField()
    update = models.PositiveIntegerField()  # the update that found it; shown with its standings

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["month", "update"], name="restatement_of_month"),
            models.Index(fields=["customer"], name="restatement_of_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.before} → {self.after}"


class Change(models.Model):
    """Sales of a month became other ones, and why; taken away by the update that took it in."""

    month = models.DateField()  # its first day
    cause = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.cause}"


class PortfolioState(models.Model):
    """The one row that says which standings are shown, and how far an update has come.

    `base` is the layer of the rows that stay. While an update is written, rows that leave for good
    are in `base` + 1 and those that come in `base` + 2, which is not seen. When `phase` turns to
    FOLDING it is seen the other way round, and who came is seen in `base` + 2 alone, until the
    layers are folded into the base.
    """

    class Phase(models.TextChoices):
        IDLE = "IDLE"
        WRITING = "WRITING"
        FOLDING = "FOLDING"

    base = models.PositiveSmallIntegerField(default=0)
    phase = models.CharField(max_length=7, choices=Phase.choices, default=Phase.IDLE)
    cursor = models.BigIntegerField(default=0)  # rows of the plan that were written
    number = models.PositiveIntegerField(default=0)  # updates that were shown
    whole = models.BooleanField(default=False)  # the update writes everybody into a new base
    # Of the standings shown: history, values, on, limits, money.
    shown = models.JSONField(default=dict)
    coming = models.JSONField(default=dict)  # the same of those that are being written
    # From how many yen earnings are high; empty: as the update worked it out.
    money_cut = models.BigIntegerField(null=True)
    begun_on = models.DateField(null=True)  # months before that of this day are never closed
    updated_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.phase} {self.shown.get('on', '')}"
