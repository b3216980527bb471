"""The answers of goen.analysis for one evening, worked out once and kept as files.

A file is named by everything it depends on, the sales included: what changes has another name, and
files that nobody asked for in a while are removed.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings

from goen import __version__
from goen.report.answers import GROUPS, OF_AN_EVENING, answer_group, head
from goen.sheets import UnableToWrite, write_text
from goen.shop.figures import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from goen.shop.figures.asked import Asked

Document = dict[str, Any]
# Until so many states a page works out what it needs itself; beyond, a job does.
AT_ONCE = 400_000
_KEPT = 7 * 24 * 3600.0  # seconds since a file was last asked for


class NotYet(Exception):
    """Working this out takes more than a moment: a job has to do it.

    `asked`: the question without an answer; `name`: the answer of our own, if it is one of those.
    """

    def __init__(self, *, asked: Asked, name: str = "") -> None:
        super().__init__(name)
        self.asked, self.name = asked, name


def document(*, asked: Asked, groups: Collection[str], wait: bool = False) -> Document:
    """The answers of these groups (see goen.report.answers), with `notes` about them.

    What is not kept is worked out. Raises NotYet when that takes long and `wait` is False.
    """
    found = {name: told for name in groups if (told := _kept(asked, name)) is not None}
    missing = [name for name in groups if name not in found]
    if missing:
        past = not OF_AN_EVENING.issuperset(missing)
        if past and not wait and asked.history.rows > AT_ONCE:
            raise NotYet(asked=asked)
        found |= _worked_out(asked, missing, past=past)
    return _joined(asked, [found[name] for name in groups])


def known(*, asked: Asked, name: str) -> Document | None:
    """The answers of a group if they are kept."""
    return _kept(asked, name)


def kept(*, asked: Asked, name: str, make: Callable[[], Document]) -> Document:
    """An answer of this room's own, worked out by `make` if it is not kept."""
    found = _kept(asked, name)
    if found is None:
        found = {**make(), "goen_version": __version__}
        _keep(asked, name, found)
    return found


def everything(*, asked: Asked) -> Document:
    """All answers, worked out if need be."""
    return document(asked=asked, groups=GROUPS, wait=True)


def _joined(asked: Asked, parts: Collection[Mapping[str, Any]]) -> Document:
    whole: Document = {"currency": "JPY", "minor_digits": 0, "notes": []}
    for part in parts:
        whole |= {name: told for name, told in part.items() if name != "notes"}
        whole["notes"] += part["notes"]
    return whole


def _worked_out(asked: Asked, groups: Collection[str], *, past: bool) -> dict[str, Document]:
    found = {}
    with tables.opened(asked, past=past) as case:
        for name in groups:
            found[name] = {**answer_group(case, name=name), **head(case)}
            _keep(asked, name, found[name])
    return found


def folder() -> Path:
    """Where answers are kept; everything there can be worked out again."""
    place: Path = settings.HOME.folder / "figures"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _path(asked: Asked, name: str) -> Path:
    return folder() / f"{asked.key}-{name}.json"


def _kept(asked: Asked, name: str) -> Document | None:
    path = _path(asked, name)
    try:
        told: Document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if told.get("goen_version") != __version__:
        return None
    with suppress(OSError):
        os.utime(path)  # asked for now
    return told


def _keep(asked: Asked, name: str, told: Document) -> None:
    with suppress(UnableToWrite):  # a full disk costs time, not the answer
        write_text(_path(asked, name), json.dumps(told, ensure_ascii=False))


def tidy() -> None:
    """Remove answers that nobody asked for in a while."""
    for path in folder().iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _KEPT:
                path.unlink()
