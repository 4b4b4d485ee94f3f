"""Settings: every name that an operator may set is read here, once, from the environment.

``docs/settings.md`` lists them; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from heliograph.texts import languages

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "heliograph"

env = Env(prefix="HELIOGRAPH_")
VAR = Path(env.str("VAR", str(ROOT / "var")))

DEBUG = env.bool("DEBUG", False)
DEVELOPMENT = env.bool("DEVELOPMENT", False)
SECRET_KEY = env.str("SECRET_KEY", "insecure-for-development-only" if DEVELOPMENT or DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_NAME = env.str("SITE_NAME", "Heliograph")
NETWORK_NAME = env.str("NETWORK_NAME", "") or _("the Associated Schools")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "heliograph.home",
    "heliograph.sample",
    "heliograph.bulletin",
    "heliograph.conference",
    "heliograph.events",
    "heliograph.calls",
    "heliograph.library",
    "heliograph.network",
    "heliograph.delivery",
    "heliograph.frame",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "heliograph.frame.arrival.Arrival",
    "heliograph.frame.clients.ClientAddress",
    "heliograph.frame.finished.FinishedPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "heliograph.frame.reader.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "heliograph.network.account.watching.LastSeen",
    "heliograph.network.account.watching.SecondFactorRequired",
]

ROOT_URLCONF = "heliograph.config.urls"
WSGI_APPLICATION = "heliograph.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "heliograph.frame.context.frame",
            ],
            "builtins": ["heliograph.frame.templatetags.colons", "heliograph.frame.templatetags.commas"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_DATABASE = env.str("DATABASE_URL", "") or f"sqlite:///{VAR / 'heliograph.sqlite3'}"
DATABASES: dict[str, dict[str, Any]] = {"default": {**dj_database_url.parse(_DATABASE)}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    # The URL's parser writes 0, a new connection for each request, where the operator says nothing.
    DATABASES["default"]["CONN_MAX_AGE"] = DATABASES["default"].get("CONN_MAX_AGE") or 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if DATABASES["default"]["ENGINE"].endswith(".postgresql"):
        DATABASES["default"]["ENGINE"] = "heliograph.frame.postgresql"
    # Statements here take milliseconds: compiling them takes longer than running them.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

#: Counts of attempts and used codes, which all processes share. Where it is full, a third goes: far more than is met.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "network_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "mail"],
    }
}

AUTH_USER_MODEL = "network.Person"
AUTHENTICATION_BACKENDS = ["heliograph.network.rights.RoleBackend"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "heliograph.network.signin.AccountAdapter"
ACCOUNT_FORMS = {"request_login_code": "heliograph.network.account.signin_forms.AskForm"}
#: So many in so long, per client, key or person; those not named here stand in allauth's own list. The key of signing
#: in, and of links to answer, is an address with a client, an address, or an address with a browser from which it has
#: signed in before.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "60/10m/ip,3/10m/key",
    "request_login_code_address": "12/10m/key",
    "request_login_code_known": "3/10m/key",
    "try_login_code": "60/10m/ip,12/10m/key",
    "try_login_code_known": "12/10m/key",
    "login_failed": "30/5m/ip,5/5m/key,40/1d/key",
    "reauthenticate": "10/5m/user",
    "change_address": "5/1d/user,3/1d/key",
    "erase": "3/1h/user",
    "answer_link": "30/10m/ip,3/10m/key",
    "answer_link_address": "12/10m/key",
    "answer_link_known": "3/10m/key",
    "answer_for": "10/1h/key,30/1d/key",
}
#: Whether the secretariat must have a second factor.
SECOND_FACTOR = env.bool("SECOND_FACTOR", not DEVELOPMENT)
MFA_ADAPTER = "heliograph.network.account.factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "heliograph.network.account.signin_forms.FactorForm",
    "reauthenticate": "heliograph.network.account.signin_forms.FactorAgainForm",
    "activate_totp": "heliograph.network.account.signin_forms.StartAppForm",
}
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
#: How many proxies of one's own a request passes: the address of the client is the last but so many.
PROXIES = env.int("PROXIES", 0)
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

EMAIL_BACKEND = env.str("EMAIL_BACKEND", "heliograph.delivery.smtp.backend.EmailBackend")
_mail = env.dj_email_url("EMAIL_URL", "smtp://127.0.0.1:8025")
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "Heliograph <bulletin@heliograph.example.org>")
MAIL_REPLY_TO = env.str("MAIL_REPLY_TO", "desk@secretariat.example.org")
MAIL_DOMAIN = env.str("MAIL_DOMAIN", "heliograph.example.org")
MAIL_BOUNCES = env.str("MAIL_BOUNCES", "")
BOUNCE_MAILBOX = env.str("BOUNCE_MAILBOX", "")
MAIL_DKIM_SELECTOR = env.str("MAIL_DKIM_SELECTOR", "")
MAIL_DKIM_KEY = env.str("MAIL_DKIM_KEY", "")
MAIL_SENDERS = env.int("MAIL_SENDERS", 1)
MAIL_CONNECTIONS = env.int("MAIL_CONNECTIONS", 4)
MAIL_RATE = env.float("MAIL_RATE", 0.0)
MAIL_DOMAIN_RATES: dict[str, float] = env.dict("MAIL_DOMAIN_RATES", {}, subcast_values=float)
ANYMAIL = env.json("ANYMAIL", {})
if ANYMAIL or EMAIL_BACKEND.startswith("anymail."):
    # It loads an HTTP client, for which every process would wait.
    INSTALLED_APPS.append("anymail")
CATCHER = VAR / "catcher" if DEVELOPMENT else None

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
]
CONTENT_LANGUAGES = list(languages.CONTENT_LANGUAGES)
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
ORGANIZER_ZONE = env.str("ORGANIZER_ZONE", "Europe/Paris")
SAMPLE_DATES_AS_PRINTED = env.bool("SAMPLE_DATES_AS_PRINTED", False)

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 31536000 if not DEBUG else 0
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", 25 * 1024 * 1024)
#: Files of answers: bytes of all of one answer, pages of one PDF, and the virus scanner (``network/files``).
ANSWER_LIMIT = env.int("ANSWER_LIMIT", 100 * 1024 * 1024)
#: So many days after a call has closed its answers are made anonymous, where its organizer says nothing else.
ANSWERS_KEPT_DAYS = env.int("ANSWERS_KEPT_DAYS", 730)
PDF_PAGES = env.int("PDF_PAGES", 200)
CLAMAV = env.str("CLAMAV", "")
#: Whether links outside are asked for now and then, and whether also those to addresses that only this machine reaches.
CHECK_LINKS = env.bool("CHECK_LINKS", not DEVELOPMENT)
CHECK_PRIVATE_LINKS = DEVELOPMENT
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "heliograph.frame.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https:")
LANGUAGE_COOKIE_NAME = "lang"
ZONE_COOKIE_NAME = "zone"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
