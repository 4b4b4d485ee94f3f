"""What the measuring of mail runs in processes of their own: ``python -m bench.mailing WORD [NUMBER]``."""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator

import django

django.setup()

from django.core.mail import EmailMultiAlternatives, get_connection  # noqa: E402 (the apps have to be ready first)
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from heliograph.delivery.letters import Letter, Mark  # noqa: E402
from heliograph.delivery.mailings import Recipient, add_body, fill, open_mailing  # noqa: E402
from heliograph.delivery.models import Mailing  # noqa: E402
from heliograph.delivery.states import MailingState  # noqa: E402
from heliograph.delivery.steering import start  # noqa: E402
from heliograph.delivery.writing.composing import Script, To, whole  # noqa: E402

LANGUAGES = ("en", "fr", "es", "ar")
ZONES = ("UTC", "Europe/Paris", "Africa/Lome", "Asia/Tokyo", "America/Lima", "Asia/Amman", "Pacific/Auckland")
#: Letters of HTML and of text, so that a whole message has some 30 KB.
HTML, TEXT = 19_000, 8_500


def _words(count: int, seed: str) -> str:
    dice = random.Random(seed)
    words = ("register", "by", "Friday", "conference", "of", "the", "Associated", "Schools", "deadline", "poster", "—")
    found: list[str] = []
    while sum(map(len, found)) + len(found) < count:
        found.append(dice.choice(words))
    return " ".join(found)


def letter(language: str, zone: str) -> Letter:
    """A letter of the size of a bulletin, with a name, an address and two links of the reader's own."""
    text = f"Dear {Mark.NAME},\n\n{_words(TEXT, zone)}\n\nStop: {Mark.UNSUBSCRIBE}\n{Mark.PREFERENCES}\n"
    paragraphs = "".join(f"<p>{_words(900, f'{zone}{n}')}</p>\n" for n in range(HTML // 900))
    html = (
        f"<!doctype html><html lang={language}><body><p>Dear {Mark.NAME},</p>{paragraphs}"
        f'<p>{Mark.ADDRESS} <a href="{Mark.UNSUBSCRIBE}">x</a> <a href="{Mark.PREFERENCES}">y</a></p></body></html>'
    )
    return Letter(f"Issue 22: register by Friday ({language}, {zone})", html, text, nameless="colleague")


def recipients(count: int) -> Iterator[Recipient]:
    for n in range(count):
        name = f"School {n}" if n % 3 else f"École n° {n}"
        yield Recipient(f"school{n}@c{n % 180}.example.org", name, LANGUAGES[n % 4], ZONES[n % 7])


def prepare(count: int, number: int) -> None:
    """A filled mailing of so many messages, the one of this number; its database is made with the first."""
    call_command("migrate", verbosity=0)
    at = timezone.now()
    mailing = open_mailing(f"bench-{number}", "bulletin", "Bench", at)
    for language in LANGUAGES:
        for zone in ZONES:
            add_body(mailing, language, zone, letter(language, zone), at)
    fill(mailing, recipients(count))


def begin(number: int) -> None:
    """Start a mailing; print the seconds to the first message recorded and to the last."""
    mailing = Mailing.objects.get(key=f"bench-{number}")
    began = time.monotonic()
    start(mailing.pk, timezone.now(), "bench")
    first = 0.0
    while Mailing.objects.get(pk=mailing.pk).state != MailingState.SENT:
        if not first and mailing.messages.filter(state="sent").exists():
            first = time.monotonic() - began
        time.sleep(0.02 if not first else 0.1)
    print(f"{first:.3f} {time.monotonic() - began:.3f}")


def django_backend(count: int) -> None:
    """Send with Django's own SMTP backend over one kept connection; print seconds and CPU seconds."""
    mailing = Mailing.objects.get(key="bench-1")
    scripts = [Script.of(mailing, body) for body in mailing.bodies.all()]
    people = list(mailing.messages.order_by("pk").values_list("pk", "address", "name")[:count])
    post = get_connection("django.core.mail.backends.smtp.EmailBackend")
    post.open()
    began, used = time.monotonic(), time.process_time()
    for number, (pk, address, name) in enumerate(people):
        mail: EmailMultiAlternatives = whole(scripts[number % len(scripts)], To(pk, address, name))
        post.send_messages([mail])
        mailing.messages.filter(pk=pk).update(answer="250")
    post.close()
    print(f"{time.monotonic() - began:.3f} {time.process_time() - used:.3f}")


def size() -> None:
    """Print the octets of one message as it is sent, and the peak of this process in KiB."""
    mailing = Mailing.objects.get(key="bench-1")
    body = mailing.bodies.order_by("pk").first()
    assert body is not None
    from heliograph.delivery.writing.composing import Framed  # noqa: PLC0415 (needed here only)

    content = Framed(Script.of(mailing, body)).content(To(1, "school1@c1.example.org", "School 1"))
    print(len(content), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, connection.vendor)


if __name__ == "__main__":
    word, *numbers = sys.argv[1:]
    {"prepare": prepare, "begin": begin, "django": django_backend, "size": size}[word](*map(int, numbers))
