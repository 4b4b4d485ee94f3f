"""The letter that a message is: one for each language, with the organizer's words as Markdown has them."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.letters import page_of, title_of
from heliograph.calls.lifecycle.verbs import contact_of
from heliograph.calls.writing.models import CallMessage
from heliograph.delivery.desk.wording import language_name
from heliograph.delivery.letters import Letter, Mark
from heliograph.moments.locales import isolate
from heliograph.network.letters import supported
from heliograph.texts.languages import base, direction, is_right_to_left
from heliograph.texts.markdown import parse
from heliograph.texts.multilingual import pick
from heliograph.texts.render_html import render_html
from heliograph.texts.render_plain import render_plain


def write(message: CallMessage, language: str) -> Letter:
    """The letter for the readers of a language; what is not there in it comes in another, and says so.

    What is not the organizer's is in the nearest language of the interface.
    """
    call = message.call
    wanted = [language, message.source_language]
    (subject, _in), (text, said_in) = pick(message.subject, wanted), pick(message.text, wanted)
    document = parse(text)
    spoken, language = language, supported(language)
    with translation.override(language):
        name = f"\u2068{Mark.NAME}\u2069" if is_right_to_left(language) else str(Mark.NAME)
        other = _("The organizer writes in %(language)s:") % {"language": language_name(said_in)}
        title = isolate(title_of(call, language), language)
        parts = {
            "subject": subject,
            "greeting": _("Dear %(name)s,") % {"name": name},
            "other": "" if base(said_in) == base(spoken) else other,
            "body": render_html(document, under=1, pictures=f"{settings.SITE_URL}{settings.MEDIA_URL}"),
            "plain": render_plain(document).strip(),
            "said_in": said_in,
            "said_direction": direction(said_in),
            "why": _(
                "The organizer of “%(title)s” writes to you because you have answered this call, or somebody has "
                "answered it for you. Answer this letter: it goes to the organizer."
            )
            % {"title": title},
            "button": _("Look at the call"),
            "link": page_of(call),
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }
        html = render_to_string("calls/desk/writing/letter.html", parts)
        text = render_to_string("calls/desk/writing/letter.txt", parts)
        return Letter(subject, html, text, _("colleague"), contact_of(call), page_of(call))
