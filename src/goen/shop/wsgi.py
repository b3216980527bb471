"""The shop as a WSGI application."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from goen.shop.loading import keep, uncollected

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goen.shop.settings")
with uncollected():
    application = get_wsgi_application()


def settle() -> None:
    """Load all views now, and let the garbage collector forget what was loaded.

    Without this, a full collection halts a page for a tenth of a second, every hundred pages or so.
    """
    with uncollected():
        _ = get_resolver().url_patterns
    gc.collect()
    keep()
