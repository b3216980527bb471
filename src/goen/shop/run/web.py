"""The shop as the web server's worker processes load it: they end with the process above them."""

from __future__ import annotations

import multiprocessing
import os
import threading
from importlib import import_module

from goen.shop.wsgi import application, settle

__all__ = ["application"]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


# Otherwise the first search of each process would wait until this is loaded.
import_module("goen.shop.ui.search.finding")
settle()
threading.Thread(target=_end_with_parent, daemon=True).start()
