"""Issues for tests, with items of every kind of date around Monday 12 January 2026 (``tests.conftest.NOW``)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from i18nfield.strings import LazyI18nString

from heliograph.bulletin.models import Attachment, Issue, IssueEntry, Item, ItemMoment, Label

AT = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)

BODY = """Bring **one practice** to the meeting and [read the guide](https://example.org/guide).

- Who: teachers and principals
- What: a poster, a workshop, a question
"""


def make_label(key="invitation", **names):
    label, _made = Label.objects.get_or_create(
        key=key, defaults={"name": LazyI18nString(names or {"en": key.upper().replace("-", " ")})}
    )
    return label


def make_item(issue, position, *, label=True, **more):
    given = {
        "issue": issue,
        "slug": f"item-{position}",
        "position": position,
        "label": make_label() if label else None,
        "title": LazyI18nString({"en": f"Meeting number {position}", "fr": f"Réunion numéro {position}"}),
        "body": LazyI18nString({"en": BODY}),
        "contact": "desk@secretariat.example.org",
        "action_url": "https://example.org/register",
    }
    return Item.objects.create(**{**given, **more})


def make_moment(item, kind="deadline", days=5, *, precision="day", **more):
    start = (AT + timedelta(days=days)).replace(hour=23 if precision == "day" else 9)
    given = {
        "item": item,
        "kind": kind,
        "what": "register" if kind == "deadline" else "",
        "start": start,
        "zone": "Europe/Paris",
        "precision": precision,
    }
    return ItemMoment.objects.create(**{**given, **more})


def make_issue(number=22, items=3, state="published", *, complete=True, **more):
    """An issue with ``items`` items; each has a deadline, an event, an attachment, where ``complete``."""
    given = {
        "number": number,
        "date": date(2026, 1, 12) + timedelta(weeks=2 * (number - 22)),
        "title": LazyI18nString({"en": f"Bulletin {number}", "fr": f"Bulletin français {number}"}),
        "introduction": LazyI18nString({"en": "What is asked in these two weeks."}),
        "state": state,
        "created_at": AT,
        "saved_at": AT,
        "published_at": AT if state == "published" else None,
    }
    issue = Issue.objects.create(**{**given, **more})
    IssueEntry.objects.create(issue=issue, at=AT, verb="create")
    for position in range(1, items + 1):
        item = make_item(issue, position)
        if complete:
            make_moment(item, "deadline", days=3 * position)
            make_moment(item, "event", days=7 * position, precision="minute")
            Attachment.objects.create(item=item, title="Guidelines", file="bulletin/2026/guidelines.pdf")
    return issue
