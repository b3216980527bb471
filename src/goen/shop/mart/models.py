"""Which mart shows the ledger, and which of its months are other ones by now."""

from __future__ import annotations

from django.db import models


class StaleMonth(models.Model):
    """A month whose sales changed; written with the change, taken away once the mart shows it.

    A change adds a row of its own, so that it never waits for another, nor for the mart.
    """

    month = models.DateField()  # its first day

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class MartState(models.Model):
    """The one row that says which mart is this ledger's, by the name in the mart's manifest.

    `shown` is the last one that was finished; `coming` the one that is about to be put in place,
    so that a kill between the two leaves a mart that is known. Any other mart belongs to another
    state of the ledger, as after a restore, and is made anew.
    """

    shown = models.CharField(max_length=32, blank=True)
    coming = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return self.shown
