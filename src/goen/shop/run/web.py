"""The shop as the web server's worker processes load it: they end with the process above them."""

from __future__ import annotations

import multiprocessing
import os
import threading

from goen.shop.wsgi import application, settle

__all__ = ["application"]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


settle()
threading.Thread(target=_end_with_parent, daemon=True).start()
