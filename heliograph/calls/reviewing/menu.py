"""What this room adds elsewhere: a page of one's own, what waits, the words of the log, a panel of one response."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.calls.desk.entries import say
from heliograph.calls.responses.panels import Panel
from heliograph.calls.responses.panels import register as register_panel
from heliograph.calls.reviewing.columns import register_columns
from heliograph.calls.reviewing.desk.scores import panel
from heliograph.calls.reviewing.held import register_reviews
from heliograph.calls.reviewing.waiting import lacking_needs, review_needs
from heliograph.frame.menu import SiteEntry, register_own_page
from heliograph.frame.needs import register as register_need


def register_reviewing() -> None:
    """For ``ready()``."""
    register_own_page(SiteEntry(_("My reviews"), "calls:reviews", 110))
    register_reviews()
    register_columns()
    register_panel(Panel("reviews", "calls/desk/reviewing/panel.html", panel, 200))
    register_need("reviews", review_needs, 200)
    register_need("reviews-lacking", lacking_needs, 320)
    say("review-plan", pgettext_lazy("log", "plan of the reviews saved"))
    say("reviews-closed", pgettext_lazy("log", "reviews closed"))
    say("reviews-opened", pgettext_lazy("log", "reviews opened again"))
    say("reviewer", pgettext_lazy("log", "reviewer added"))
    say("reviewer-limits", pgettext_lazy("log", "limits of a reviewer saved"))
    say("reviewer-removed", pgettext_lazy("log", "reviewer taken out"))
    say("review-assign", pgettext_lazy("log", "reviews assigned"))
    say("review-take-back", pgettext_lazy("log", "unfinished reviews taken back"))
    say("review-remind", pgettext_lazy("log", "reviewers reminded"))
