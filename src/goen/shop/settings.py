"""Settings of the shop, read from its data folder and a few environment variables.

`GOEN_HOME` is the data folder, `GOEN_DATABASE_URL` a PostgreSQL address instead of the SQLite file
in that folder, `GOEN_EMAIL_URL` the mail server (see docs/guide/settings.md). `goen serve` and its
sisters set them; a newcomer sets none.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from goen.shop.home import Home, database_settings, email_settings

HOME = Home.find(os.environ)
BASE_DIR = Path(__file__).resolve().parent

SECRET_KEY = HOME.secret_key()
DEBUG = os.environ.get("GOEN_DEBUG") == "1"
# The shop answers under whatever name the office's network gives the machine; only pages of the
# same origin may post (CSRF), and links in mails are built with care (staff/addresses.py).
ALLOWED_HOSTS = ["*"]
SHOP_ADDRESS = os.environ.get("GOEN_ADDRESS", "")
# What works out the standings: duckdb, spark, or the master of a cluster of Spark.
ENGINE = os.environ.get("GOEN_ENGINE", "duckdb")

INSTALLED_APPS = [
    "goen.shop.ui",
    "goen.shop.ui.search",
    "goen.shop.jobs",
    "goen.shop.staff",
    "goen.shop.errands",
    "goen.shop.customers",
    "goen.shop.fields",
    "goen.shop.consent",
    "goen.shop.fit",
    "goen.shop.touches",
    "goen.shop.sales",
    "goen.shop.mart",
    "goen.shop.portfolio",
    "goen.shop.rhythm",
    "goen.shop.sharing",
    "goen.shop.schemes",
    "goen.shop.figures",
    "goen.shop.advice",
    "goen.shop.meeting_sheet",
    "goen.shop.intake",
    "goen.shop.run",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "goen.shop.staff.middleware.StaffMiddleware",
    "goen.shop.ui.middleware.ToastMiddleware",
]

ROOT_URLCONF = "goen.shop.urls"
WSGI_APPLICATION = "goen.shop.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goen.shop.ui.context.frame",
            ],
            "builtins": ["goen.shop.ui.templatetags.goen"],
        },
    }
]

DATABASES = {"default": database_settings(os.environ, home=HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "goen.shop.staff.adapter.StaffAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to people who are not here
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    name: f"goen.shop.staff.sign_in_forms.{form}"
    for name, form in {
        "login": "SignIn",
        "reauthenticate": "Reauthenticate",
        "change_password": "ChangePassword",
        "reset_password": "AskForReset",
        "reset_password_from_key": "ResetPassword",
    }.items()
}
MFA_FORMS = {
    name: f"goen.shop.staff.sign_in_forms.{form}"
    for name, form in {
        "authenticate": "Authenticate",
        "reauthenticate": "ReauthenticateByCode",
        "activate_totp": "ActivateApp",
        "add_webauthn": "AddPasskey",
        "edit_webauthn": "RenamePasskey",
    }.items()
}
MFA_ADAPTER = "goen.shop.staff.adapter.FactorAdapter"
MFA_TOTP_ISSUER = "Goen"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones go wrong by some seconds
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

# Guesses of passwords are counted here, so all processes must share it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(HOME.folder / "cache"),
    }
}

# Sights of long lists are written to the trail so often; 0 writes each at once.
TRAIL_SECONDS = 1

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME.folder / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "goen.shop.run.static.HashedFiles"},
}
MEDIA_ROOT = HOME.folder / "files"  # never served by address: each file goes through a view
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

CSRF_FAILURE_VIEW = "goen.shop.ui.views.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("GOEN_TLS") == "1"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

EMAIL_SETTINGS = email_settings(os.environ, home=HOME)
globals().update(EMAIL_SETTINGS)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
