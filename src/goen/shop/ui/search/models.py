"""The tables of search: what is indexed, and where each few characters occur."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Indexed(models.Model):
    """One object as search knows it. Indexing it anew gives it a new, higher id: newest first."""

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    texts = models.TextField()  # a line per text: the digit of its weight, then its form
    # Not in the blocks yet: one of many that came at once. Searches read the texts of these.
    waits = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_indexed_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["kind", "id"], condition=models.Q(waits=True), name="search_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Block(models.Model):
    """Ids of `Indexed` whose texts hold a term, packed (see packing.py).

    `key` is kind, shelf and term in one number (see keys.py). Each key has one open block, to which
    new ids are added; full ones are closed, with their last id, negated, as `place`: in the order
    of `place` the newest come first.
    """

    OPEN = -(2**62)

    key = models.BigIntegerField()
    place = models.BigIntegerField()
    docs = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "place"], name="search_block_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.place}"
