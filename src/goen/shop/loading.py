"""Loading the web framework with all rooms of the shop, which stay as long as the process."""

from __future__ import annotations

import atexit
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def load() -> None:
    """Load the rooms; they are known by `django.apps` afterwards."""
    import django

    with uncollected():
        django.setup()
    keep()


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector rest: nothing that is being loaded is garbage.

    It would look through it time and again, a sixth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keep() -> None:
    """Let the garbage collector never look at what has been loaded until now.

    Otherwise each full collection looks through the whole framework.
    """
    gc.freeze()
    atexit.register(gc.unfreeze)  # libraries in C take what is left at the end for a leak
    gc.set_threshold(20_000, 20, 50)
