"""The shop's settings under test: quick password hashes, a scratch folder, mail kept in memory."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# Each process has a folder of its own: guesses counted in one test must not lock out another's.
os.environ["GOEN_HOME"] = tempfile.mkdtemp(prefix="goen-test-")
atexit.register(shutil.rmtree, os.environ["GOEN_HOME"], ignore_errors=True)

from goen.shop.settings import *  # noqa: E402, F403

# Tests serve files from the apps themselves.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TRAIL_SECONDS = 0
