"""Bringing the mart up to the ledger: the months that changed, or all of it."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, transaction
from filelock import FileLock, Timeout

from goen.japanese import Text
from goen.sheets import UnableToWrite
from goen.shop.mart import manifest, reading
from goen.shop.mart.copying import is_full
from goen.shop.mart.manifest import Manifest, Part
from goen.shop.mart.models import MartState, StaleMonth

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from goen.shop.mart.copying import Order

_CHUNK = 500
# Beyond this share of the months, reading the whole ledger once is quicker than by its index.
_MOST = 0.25


class MartNotMade(Exception):
    """The mart could not be brought up to the ledger; the one before is whole. `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The mart as it stands now, and how many of its months were written anew."""

    mart: Manifest
    folder: Path
    written: int


def folder() -> Path:
    """Where the mart of this shop is."""
    place: Path = settings.HOME.folder / "mart"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def refresh(*, wait: float = 600, everything: bool = False) -> Refreshed:
    """Make the mart show the ledger as it is now: the stale months, or all when it is another's.

    Only one at a time; `wait`: seconds for another to end. Raises MartNotMade.
    """
    try:
        with _alone(folder(), wait):
            return _refresh(folder(), everything=everything)
    except (UnableToWrite, OSError, DatabaseError) as error:
        raise MartNotMade(_unwritten(error)) from error


@contextmanager
def _alone(place: Path, wait: float) -> Iterator[None]:
    try:
        with FileLock(place / "lock", timeout=wait):
            yield
    except Timeout as busy:
        raise MartNotMade(
            Text(
                "集計用の写しを、いまほかの処理が書いています。少し待ってからお試しください",
                "another process is writing the copy for analysis; try again in a while",
            )
        ) from busy


def _refresh(place: Path, *, everything: bool) -> Refreshed:
    known = None if everything else _known(place)
    stale = dict(StaleMonth.objects.values_list("pk", "month"))
    if known is not None and not stale:
        return Refreshed(known, place, 0)
    months = set(stale.values())
    few = known is not None and len(months) <= max(2, _MOST * len(known.months))
    name = uuid.uuid4().hex
    written = _copied(place, name, months if few else None)
    kept = _kept(known, months) if known is not None and few else {}
    mart = Manifest(name, {**kept, **written})
    _put_in_place(mart, place=place, before=known, stale=list(stale))
    return Refreshed(mart, place, len(written))


def _known(place: Path) -> Manifest | None:
    """The mart that stands there, if it shows this very ledger."""
    found, state = manifest.read(folder=place), MartState.objects.first()
    if found is None or state is None or found.name not in (state.shown, state.coming):
        return None
    return found


def _kept(known: Manifest, months: Collection[date]) -> Mapping[str, Part]:
    left = {f"{month:%Y-%m}" for month in months}
    return {month: part for month, part in known.months.items() if month not in left}


def _copied(place: Path, name: str, months: Collection[date] | None) -> Mapping[str, Part]:
    """Write new files of these months, or of all; a month without sales has none."""
    order = reading.order_of_sales(folder=place, name=name[:8], months=months)
    try:
        rows = copy(order)
    except BaseException:
        for path in place.glob(f"{reading.SALES}-{name[:8]}-*"):
            with suppress(OSError):
                path.unlink()
        raise
    return {file[-7:]: Part(f"{file}.parquet", count) for file, count in rows.items()}


def copy(order: Order) -> dict[str, int]:
    """Have the copier do an order; gives the rows of each file. Raises MartNotMade."""
    done = subprocess.run(
        [sys.executable, "-m", "goen.shop.mart.copying"],
        input=json.dumps(asdict(order)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = {"state": "failed", "error": (done.stderr.strip().splitlines() or ["?"])[-1]}
    if answer["state"] == "done":
        return dict(answer["rows"])
    raise MartNotMade(_FULL if answer["state"] == "disk_full" else _failed(answer["error"]))


def _put_in_place(
    mart: Manifest, *, place: Path, before: Manifest | None, stale: Collection[int]
) -> None:
    """Announce the mart, put it in place, and let the ledger know: a kill between is harmless.

    Until the last step the months are stale, so that they are written once more.
    """
    with transaction.atomic():
        state, _made = MartState.objects.select_for_update().get_or_create(pk=1)
        state.coming = mart.name
        state.save()
    manifest.write(mart, folder=place)
    ids = list(stale)
    for start in range(0, len(ids), _CHUNK):
        StaleMonth.objects.filter(pk__in=ids[start : start + _CHUNK]).delete()
    MartState.objects.filter(pk=1).update(shown=mart.name, coming="")
    manifest.leave(folder=place, before=before, after=mart)


_FULL = Text(
    "ディスクの空きが足りず、集計用の写しを書けませんでした。前の写しは残っています",
    "the disk is full, so the copy for analysis could not be written; the one before is kept",
)


def _failed(why: str) -> Text:
    first = (why.strip().splitlines() or ["?"])[0]
    return Text(
        f"集計用の写しを作れませんでした（{first}）。前の写しは残っています",
        f"the copy for analysis could not be made ({first}); the one before is kept",
    )


def _unwritten(error: Exception) -> Text:
    if isinstance(error, UnableToWrite):
        return error.message()
    return _FULL if is_full(error) else _failed(str(error))
