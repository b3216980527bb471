"""Sending a file through all steps of an import, as the wizard and the command do."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from goen.shop.intake import driving, operations
from goen.shop.intake.kinds import kind_of
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff


def checked(
    *,
    by: Staff,
    kind: str,
    text: str | bytes,
    name: str = "file.csv",
    columns: Mapping[str, int] | None = None,
    encoding: str = "",
    **options: Any,
) -> Batch:
    """A batch whose rows are checked; what is not given is as it is guessed."""
    content = text.encode() if isinstance(text, str) else text
    batch = operations.send(by=by, kind=kind, name=name, stream=io.BytesIO(content), now=now())
    batch = operations.read(batch_id=batch.pk, told_by_person={"encoding": encoding})
    form = kind_of(kind).form({**batch.options, **options})
    assert form.is_valid(), form.errors
    return operations.map_columns(
        batch_id=batch.pk,
        columns=batch.columns if columns is None else columns,
        options=form.cleaned_data,
        now=now(),
    )


def taken(**given: Any) -> Batch:
    """A batch that was taken over."""
    return take_over(checked(**given))


def take_over(batch: Batch) -> Batch:
    """Take a checked batch over."""
    return driving.take_over(batch_id=batch.pk, clock=now, progress=nothing)


def take_back(batch: Batch, *, by: Staff) -> Batch:
    """Take a batch back."""
    return driving.take_back(batch_id=batch.pk, by=by, clock=now, progress=nothing)


def nothing(_done: int, _total: int) -> None:
    """Nobody looks at the progress."""
