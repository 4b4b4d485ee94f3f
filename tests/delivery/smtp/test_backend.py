"""The fast path behind Django's seam: the arguments and errors of Django's own backend."""

from __future__ import annotations

import smtplib

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection

from tests.delivery.smtp.scripted import EHLO, Scripted
from tests.delivery.smtp.servers import PipeliningServer
from tests.delivery.smtp_server import DROP

pytestmark = pytest.mark.smtp
PATH = "heliograph.delivery.smtp.backend.EmailBackend"


@pytest.fixture
def backend_to():
    def make(port, **options):
        return get_connection(PATH, host="127.0.0.1", port=port, **{"timeout": 5} | options)

    return make


def mail(*to, **options):
    options = {
        "subject": "Answer by Friday",
        "body": "Dear all,\n.\nHello",
        "from_email": "Desk <desk@example.org>",
    } | options
    return EmailMessage(to=list(to) or ["ama@example.org"], **options)


def test_messages_are_sent_and_counted(backend_to):
    with PipeliningServer() as server:
        assert backend_to(server.port).send_messages([mail(f"reader{n}@example.org") for n in range(30)]) == 30
        assert sorted(server.addresses) == sorted(f"reader{n}@example.org" for n in range(30))
        letter = server.letters()[0]
        assert (letter["Subject"], letter["From"]) == ("Answer by Friday", "Desk <desk@example.org>")
        assert letter.get_content() == "Dear all,\r\n.\r\nHello\r\n"


def test_message_is_what_django_would_have_sent(backend_to):
    message = EmailMultiAlternatives("Rappel à tous", "Été", "desk@example.org", ["ama@example.org"])
    message.attach_alternative("<p>Été</p>", "text/html")
    message.attach("call.ics", "BEGIN:VCALENDAR", "text/calendar")
    message.extra_headers = {"Message-ID": "<1@example.org>", "Date": "Mon, 12 Jan 2026 09:00:00 +0000"}
    with PipeliningServer() as server:
        for path in (PATH, "django.core.mail.backends.smtp.EmailBackend"):
            get_connection(path, host="127.0.0.1", port=server.port).send_messages([message])
        ours, djangos = server.letters()
        assert [part.get_content_type() for part in ours.walk()] == [part.get_content_type() for part in djangos.walk()]
        parts = zip(ours.walk(), djangos.walk(), strict=True)
        assert all(one.is_multipart() or one.get_payload() == other.get_payload() for one, other in parts)


def test_settings_are_the_default(settings):
    with PipeliningServer() as server:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = PATH, "127.0.0.1", server.port
        settings.MAIL_CONNECTIONS = 1
        assert mail().send() == 1
        assert (server.addresses, get_connection().pool().room()) == (["ama@example.org"], 2)


def test_nothing_to_send_opens_nothing(backend_to):
    assert backend_to(1).send_messages([]) == 0


def test_message_without_recipients_is_left_out(backend_to):
    with PipeliningServer() as server:
        empty = EmailMessage("Nobody", "x", "desk@example.org", [])
        assert backend_to(server.port).send_messages([empty, mail()]) == 1


def test_blind_copies_are_in_the_envelope_alone(backend_to):
    envelopes = []

    def scene(peer):
        peer.greet()
        envelopes.append(peer.envelope("250 yes", "250 yes", "250 yes", "354 go on"))
        envelopes.append(peer.content())
        peer.say("250 kept")
        peer.take_all()

    with Scripted(scene) as server:
        assert backend_to(server.port).send_messages([mail(bcc=["kofi@example.org"])]) == 1
    commands, content = envelopes
    assert commands[2] == "RCPT TO:<kofi@example.org>"
    assert b"kofi" not in content


def test_addresses_are_written_in_ascii(backend_to):
    with PipeliningServer() as server:
        message = mail("Ämä <ama@büro.example.org>", from_email="Büro <desk@büro.example.org>")
        assert backend_to(server.port).send_messages([message]) == 1
        assert server.addresses == ["ama@xn--bro-hoa.example.org"]


def test_refused_recipient_is_djangos_error_after_all_others_went(backend_to):
    with PipeliningServer(rcpt={"kofi@example.org": "550 5.1.1 nobody"}.get) as server:
        messages = [mail("kofi@example.org"), mail("ama@example.org"), mail("yaw@example.org")]
        with pytest.raises(smtplib.SMTPRecipientsRefused) as raised:
            backend_to(server.port).send_messages(messages)
        assert raised.value.recipients == {"kofi@example.org": (550, b"5.1.1 nobody")}
        assert sorted(server.addresses) == ["ama@example.org", "yaw@example.org"]


def test_refused_content_is_djangos_error(backend_to):
    with PipeliningServer(data={"ama@example.org": "554 5.6.0 no"}.get) as server:
        with pytest.raises(smtplib.SMTPDataError) as raised:
            backend_to(server.port).send_messages([mail()])
        assert (raised.value.smtp_code, raised.value.smtp_error) == (554, b"5.6.0 no")


def test_refused_sender_is_djangos_error(backend_to):
    with PipeliningServer() as server:
        server.handler.mail = "530 5.7.0 sign in first"
        with pytest.raises(smtplib.SMTPSenderRefused) as raised:
            backend_to(server.port).send_messages([mail()])
        assert (raised.value.smtp_code, raised.value.sender) == (530, "desk@example.org")


def test_connection_that_breaks_is_an_os_error(backend_to):
    dropping = PipeliningServer(data=lambda address: DROP)
    with dropping as server, pytest.raises(OSError, match="broke before the message was answered"):
        backend_to(server.port).send_messages([mail()])


def test_server_that_hangs_up_before_a_word_is_called_again(backend_to):
    def hang_up(peer):
        peer.greet()
        peer.envelope("421 4.3.2 closing")

    with Scripted(hang_up, hang_up, lambda peer: (peer.greet(), peer.take_all())) as server:
        assert backend_to(server.port).send_messages([mail()]) == 1
        assert server.connections == 3


def test_no_server_is_an_os_error_or_silence(backend_to):
    with PipeliningServer() as server:
        port = server.port
    with pytest.raises(ConnectionRefusedError):
        backend_to(port).send_messages([mail()])
    assert backend_to(port, fail_silently=True).send_messages([mail()]) == 0


def test_refusals_are_not_raised_where_silence_is_asked_for(backend_to):
    with PipeliningServer(rcpt={"kofi@example.org": "550 nobody"}.get) as server:
        messages = [mail("kofi@example.org"), mail("ama@example.org")]
        assert backend_to(server.port, fail_silently=True).send_messages(messages) == 1


def test_partial_acceptance_counts_and_is_logged(backend_to, caplog):
    def scene(peer):
        peer.greet()
        peer.envelope("250 yes", "250 yes", "550 5.1.1 nobody", "354 go on")
        peer.content()
        peer.say("250 kept")
        peer.take_all()

    with Scripted(scene) as server:
        assert backend_to(server.port).send_messages([mail("ama@example.org", "kofi@example.org")]) == 1
    assert caplog.messages == [
        "a message went to its other recipients, but kofi@example.org was refused: 550 5.1.1 nobody"
    ]


def test_message_that_cannot_be_written_stops_nobody_else(backend_to):
    with PipeliningServer() as server:
        odd = mail(subject="Hello\nBcc: all@example.org")
        with pytest.raises(ValueError, match="Header values can't contain newlines"):
            backend_to(server.port).send_messages([odd, mail()])
        assert server.addresses == ["ama@example.org"]


def test_connection_is_kept_between_open_and_close(backend_to):
    with PipeliningServer() as server, backend_to(server.port) as backend:
        assert backend.open() is False
        assert (backend.send_messages([mail()]), backend.send_messages([mail()])) == (1, 1)
        assert server.handler.connections == 1


def test_connection_of_its_own_is_closed_after_sending(backend_to):
    lines = []

    def scene(peer):
        peer.greet(EHLO)
        peer.take()
        lines.append(peer.line())
        peer.say("221 bye")

    with Scripted(scene) as server:
        backend_to(server.port).send_messages([mail()])
    assert lines == ["QUIT"]


def test_two_kinds_of_tls_are_an_error_at_once(backend_to):
    with pytest.raises(ValueError, match="exclude each other"):
        backend_to(25, use_tls=True, use_ssl=True)
