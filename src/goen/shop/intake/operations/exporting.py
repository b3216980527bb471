"""Rows of the ledger leave as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.errands.operations import order_file
from goen.shop.intake.queries.exports import list_of
from goen.shop.intake.writing import EXPORT
from goen.shop.ui.signals import list_exported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from goen.shop.errands.models import Errand
    from goen.shop.intake.kinds.base import Kind
    from goen.shop.staff.models import Staff


def tell_export(
    *, by: Staff, kind: str, count: int, form: str, conditions: Sequence[str] = ()
) -> None:
    """Put on the trail that rows of a kind left as a file."""
    list_exported.send(
        sender=None, staff=by, name=kind, count=count, form=form, conditions=list(conditions)
    )


@transaction.atomic
def order_export(
    *,
    by: Staff,
    kind: Kind,
    form: str,
    look: Mapping[str, Any],
    words: Sequence[str],
    count: int,
    now: datetime,
) -> Errand:
    """Have a long file of a kind made in the background."""
    abilities = {one.ability for one in kind.fields() if one.ability and by.may(one.ability)}
    return order_file(
        by=by,
        list_name=list_of(kind.name),
        form=form,
        look=look,
        words=words,
        count=count,
        now=now,
        job=EXPORT,
        more={"kind": kind.name, "abilities": sorted(abilities)},
    )
