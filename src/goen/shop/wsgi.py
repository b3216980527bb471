"""The shop as a WSGI application."""

from __future__ import annotations

import atexit
import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goen.shop.settings")
application = get_wsgi_application()


def settle() -> None:
    """Load all views now, and let the garbage collector forget what was loaded.

    Without this, a full collection looks through the whole framework and halts a page for a tenth
    of a second, every hundred pages or so.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # libraries in C take what is left at the end for a leak
    gc.set_threshold(20_000, 20, 50)
