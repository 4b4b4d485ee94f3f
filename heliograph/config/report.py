"""What ``heliograph run`` shows in the terminal: bars for what takes time, and at the end where to look."""

from __future__ import annotations

import threading
from typing import Any

from django.conf import settings
from django.utils import timezone
from tqdm import tqdm

from heliograph.bulletin.models import Issue
from heliograph.delivery.models import Mailing
from heliograph.delivery.progress import progress
from heliograph.delivery.states import MailingState
from heliograph.events.observances.loading import load_observances
from heliograph.network.models import Organization, Person
from heliograph.sample.bulletins import NUMBER
from heliograph.sample.loading import load_network, sample_size
from heliograph.sample.staging import document_path, lead_sample, stage_answers, stage_archive, stage_bulletin

DESK_ADDRESS = "desk@secretariat.example.org"
LONGEST_WATCH_SECONDS = 300.0
_BAR = "{desc:<28}{percentage:3.0f}% |{bar:30}| {n_fmt}/{total_fmt} [{elapsed}]"


def _bar(words: str, total: int) -> tqdm[Any]:
    return tqdm(total=total, desc=words, bar_format=_BAR, leave=True)


def _advance(bar: tqdm[Any], rows: int) -> None:
    bar.update(rows)


def load_sample() -> None:
    """Load the sample network and put the sample's issues on stage; what is there is left as it is.

    International days come first: the bulletin announces some.
    """
    at = timezone.now()
    if Person.objects.filter(email=DESK_ADDRESS).exists() and Issue.objects.filter(number=NUMBER).exists():
        lead_sample()
        return
    load_observances(at)
    with _bar("Sample network", sample_size()) as bar:
        load_network(at, lambda rows: _advance(bar, rows))
    with _bar("Sample bulletins", 3) as bar:
        stage_archive(at)
        bar.update(2)
        stage_bulletin(at)
        bar.update(1)
    stage_answers(at)


def _sample_mailing() -> Mailing | None:
    issue = Issue.objects.published().filter(number=NUMBER).exclude(mailing_key="").first()
    return Mailing.objects.filter(key=issue.mailing_key).first() if issue else None


def sent_so_far() -> int:
    """How many letters of the sample's mailing need nothing more."""
    mailing = _sample_mailing()
    return progress(mailing).done if mailing is not None else 0


#: A mailing in another state waits for a person, or for nobody.
_MOVING = (MailingState.FILLING, MailingState.SENDING)


def watch_mailing(stopping: threading.Event) -> None:
    """Show how the sample's mailing goes until it goes no more, somebody stops the supervisor, or five minutes have
    passed.
    """
    waited = 0.0
    while (mailing := _sample_mailing()) is None and waited < LONGEST_WATCH_SECONDS and not stopping.wait(0.2):
        waited += 0.2
    if mailing is None or mailing.state not in _MOVING:
        return
    with _bar("Sending the bulletin", progress(mailing).total) as bar:
        while waited < LONGEST_WATCH_SECONDS and not stopping.wait(0.2):
            waited += 0.2
            mailing.refresh_from_db()
            counts = progress(mailing)
            bar.total, bar.n = counts.total, counts.done
            bar.refresh()
            if mailing.state not in _MOVING:
                return


#: One of each other role of the sample.
SIGN_IN_AS = (
    ("coordinator@tg.natcom.example.org", "National Coordinator"),
    ("office@africa.regional.example.org", "regional office"),
    ("focal@s0001.tg.schools.example.org", "focal point"),
)


def _facts(url: str, before: int) -> list[tuple[str, str]]:
    facts = [("Read it", f"{url}/"), ("The desk", f"{url}/desk/")]
    if not settings.CATCHER:
        return facts
    coordinators = Person.objects.coordinators(timezone.now().date()).count()
    schools = Organization.objects.schools().count()
    facts.insert(0, ("Sample network", f"{coordinators} coordinators, {schools:,} schools"))
    issue = Issue.objects.published().filter(number=NUMBER).first()
    mailing = Mailing.objects.filter(key=issue.mailing_key).first() if issue else None
    if issue is not None and mailing is not None:
        facts.insert(1, ("Sample bulletin", f"{issue}, {issue.items.count()} items, read from {document_path()}"))
        facts.insert(2, ("Mail", _sent_words(progress(mailing).done, before)))
    caught = f"{url}/mail/caught/"
    facts += [("Caught mail", caught), ("Sign in", f"as {DESK_ADDRESS}; the code arrives in the caught mail")]
    facts += [("", f"or as {address} ({who})") for address, who in SIGN_IN_AS]
    return facts


def _sent_words(done: int, before: int) -> str:
    if before == 0:
        return f"{done} letters sent by SMTP into the catcher"
    if done == before:
        return f"{done} letters were sent at an earlier start; nothing was sent now"
    return f"{done - before} letters sent by SMTP into the catcher, {before} at an earlier start"


def say_where(url: str, before: int = 0) -> None:
    """Say what runs, what is in it and where to look; ``before`` letters of the sample were sent by earlier starts."""
    print("\nHeliograph runs. Ctrl-C stops everything.")
    for name, words in _facts(url, before):
        print(f"  {name:<16} {words}")
    print(flush=True)
