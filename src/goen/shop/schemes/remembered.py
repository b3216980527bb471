"""Answers about a history that take seconds, kept as files until the history is another one."""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from goen.sheets import UnableToWrite, write_text
from goen.shop.portfolio import history

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Whoever tries limits tries many; of yesterday's nobody asks again.
_KEPT = 24 * 60 * 60


def remembered(make: Callable[[], Any], *asked: object) -> Any:
    """The answer to what was `asked`, which `make` works out the first time; plain JSON."""
    path = _path(asked)
    with suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    answer = json.loads(json.dumps(make()))
    with suppress(OSError, UnableToWrite):
        _tidy(path.parent)
        write_text(path, json.dumps(answer))
    return answer


def is_remembered(*asked: object) -> bool:
    """Whether the answer is there without work."""
    return _path(asked).is_file()


def _path(asked: tuple[object, ...]) -> Path:
    place = history.folder() / "schemes"
    place.mkdir(mode=0o700, exist_ok=True)
    name = hashlib.sha256(json.dumps(asked, default=str, sort_keys=True).encode()).hexdigest()
    return place / f"{name[:32]}.json"


def _tidy(place: Path) -> None:
    for path in place.iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _KEPT:
                path.unlink()
