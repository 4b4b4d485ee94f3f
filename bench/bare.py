"""A bare Django site to compare with: a page, a form with CSRF, one row written, a page that says so.

Settings and addresses in one module; the middleware is what such a form needs, and no more.
"""

from __future__ import annotations

from bench.site import *  # noqa: F403
from heliograph.config.settings import TEMPLATES

ROOT_URLCONF = "bench.bare_addresses"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # The app registry does not load without it.
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        **TEMPLATES[0],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
