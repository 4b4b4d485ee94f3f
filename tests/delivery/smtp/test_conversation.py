"""A conversation with a strict server, every stage refused in turn, with PIPELINING and without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery.smtp.conversation import Conversation
from heliograph.delivery.smtp.parcels import Fate, Outcome, Parcel
from heliograph.delivery.smtp.transaction import Extensions
from tests.delivery.smtp.model import ONE_BY_ONE, PIPELINING, Model, parcel, play, refusing, taken

THREE = [parcel(1, "ama"), parcel(2, "kofi"), parcel(3, "yaw")]
both = pytest.mark.parametrize("extensions", [PIPELINING, ONE_BY_ONE], ids=["pipelining", "one by one"])


def fates(outcomes: list[Outcome]) -> dict[int, str]:
    return {each.key: f"{each.fate} {each.answer}" for each in outcomes}


@both
def test_parcels_arrive_in_order(extensions):
    model = Model()
    outcomes = play(Conversation(extensions), model, THREE)
    assert outcomes == [Outcome(key, Fate.ACCEPTED, 250, "250 2.0.0 kept") for key in (1, 2, 3)]
    assert model.accepted == [(each.recipients, each.content) for each in THREE]
    assert model.lines.count("RSET") == 0


def test_commands_for_the_next_follow_the_content_at_once():
    conversation, model = Conversation(PIPELINING), Model()
    conversation.begin(THREE[0])
    conversation.receive(model.feed(taken(conversation)))
    conversation.begin(THREE[1])
    wire = taken(conversation)
    assert wire.startswith(
        THREE[0].content + b".\r\nMAIL FROM:<desk@example.org>\r\nRCPT TO:<kofi@example.org>\r\nDATA"
    )
    (outcome,) = conversation.receive(model.feed(wire))
    assert (outcome.key, taken(conversation)) == (1, THREE[1].content + b".\r\n")


def test_without_pipelining_there_is_one_command_at_a_time():
    conversation, model, most = Conversation(ONE_BY_ONE), Model(), 0
    conversation.begin(THREE[0])
    conversation.begin(THREE[1])
    while conversation.to_send():
        before = len(model.lines)
        conversation.receive(model.feed(taken(conversation)))
        most = max(most, len(model.lines) - before)
    assert (most, len(model.accepted)) == (1, 2)


@both
@pytest.mark.parametrize("stage", ["rcpt", "data", "content"])
@pytest.mark.parametrize(("reply", "fate"), [("450 4.2.0 later", "retry"), ("550 5.1.1 never", "refused")])
def test_refusal_at_a_stage_is_about_one_parcel(extensions, stage, reply, fate):
    model = Model(refusing(**{f"{stage}_kofi": reply}))
    outcomes = play(Conversation(extensions), model, THREE)
    assert fates(outcomes) == {1: "accepted 250 2.0.0 kept", 2: f"{fate} {reply}", 3: "accepted 250 2.0.0 kept"}
    assert [each.at_recipient for each in outcomes] == [False, stage == "rcpt", False]
    assert [recipients for recipients, _content in model.accepted] == [THREE[0].recipients, THREE[2].recipients]


@both
def test_server_that_goes_on_although_nobody_is_to_get_it_gets_an_empty_end(extensions):
    model = Model(refusing(rcpt_kofi="550 5.1.1 never"), no_recipients="354 go on")
    outcomes = play(Conversation(extensions), model, THREE)
    assert [each.fate for each in outcomes] == [Fate.ACCEPTED, Fate.REFUSED, Fate.ACCEPTED]
    assert len(model.accepted) == 2


@both
@pytest.mark.parametrize("reply", ["552 too much", "552 5.3.4 too large", "554 5.3.4 too large"])
def test_too_large_at_mail_is_about_the_parcel(extensions, reply):
    model = Model(refusing(mail_big=reply))
    parcels = [THREE[0], parcel(2, "kofi", sender="big"), THREE[2]]
    outcomes = play(Conversation(extensions), model, parcels)
    assert fates(outcomes) == {1: "accepted 250 2.0.0 kept", 2: f"refused {reply}", 3: "accepted 250 2.0.0 kept"}


@both
@pytest.mark.parametrize("reply", ["450 4.3.2 later", "530 5.7.0 sign in first", "452 4.3.1 no room"])
def test_any_other_refusal_of_mail_is_about_the_site(extensions, reply):
    conversation = Conversation(extensions)
    outcomes = play(conversation, Model(refusing(mail=reply)), THREE)
    assert outcomes[0] == Outcome(1, Fate.UNTRIED, int(reply[:3]), reply)
    assert {each.fate for each in outcomes} == {Fate.UNTRIED}
    assert (conversation.over, conversation.unavailable, conversation.broken) == (reply, True, False)


@both
def test_recipients_are_judged_one_by_one(extensions):
    model = Model(refusing(rcpt_kofi="550 5.1.1 never", rcpt_yaw="450 4.2.0 later"))
    (outcome,) = play(Conversation(extensions), model, [parcel(1, "kofi", "ama", "yaw")])
    refused = {"kofi@example.org": (550, "550 5.1.1 never"), "yaw@example.org": (450, "450 4.2.0 later")}
    assert outcome == Outcome(1, Fate.ACCEPTED, 250, "250 2.0.0 kept", refused=refused)
    assert model.accepted[0][0] == ("ama@example.org",)


@both
def test_parcel_that_one_of_its_recipients_may_get_later_is_tried_later(extensions):
    model = Model(refusing(rcpt_kofi="550 5.1.1 never", rcpt_yaw="450 4.2.0 later"))
    (outcome,) = play(Conversation(extensions), model, [parcel(1, "kofi", "yaw")])
    assert (outcome.fate, outcome.code, outcome.at_recipient, len(outcome.refused)) == (Fate.RETRY, 450, True, 2)


@both
@pytest.mark.parametrize(
    ("stage", "fate"), [("mail", "untried"), ("rcpt", "retry"), ("data", "retry"), ("content", "retry")]
)
def test_421_ends_the_connection_and_leaves_nothing_in_doubt(extensions, stage, fate):
    model = Model(refusing(**{stage: "421 4.3.2 closing"}))
    conversation = Conversation(extensions)
    outcomes = play(conversation, model, THREE[:2])
    code = 0 if stage == "mail" else 421
    assert outcomes[0] == Outcome(1, Fate(fate), code, "421 4.3.2 closing", at_recipient=stage == "rcpt")
    assert outcomes[1] == Outcome(2, Fate.UNTRIED, 0, "421 4.3.2 closing")
    assert (conversation.over, conversation.broken, list(conversation.to_send())) == ("421 4.3.2 closing", True, [])


def test_421_while_nothing_is_said_is_no_break():
    conversation = Conversation(PIPELINING)
    assert conversation.receive(b"421 4.4.2 idle too long\r\n") == []
    assert (conversation.over, conversation.broken) == ("421 4.4.2 idle too long", False)


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 400 Bad Request\r\n",
        b"354 go on\r\n",
        b"250 one\r\n250 two\r\n250 three\r\n",
        b"250 " + b"x" * 9000,
        b"250 one\r\n250 two\r\n334 what\r\n",
    ],
)
def test_garbage_ends_the_connection(said):
    conversation = Conversation(PIPELINING)
    conversation.begin(THREE[0])
    conversation.begin(THREE[1])
    taken(conversation)
    first, second = conversation.receive(said)
    assert (first.fate, first.answer[:20], second.fate) == (Fate.RETRY, "the connection broke", Fate.UNTRIED)
    assert conversation.broken


def test_reply_that_nobody_asked_for_ends_the_connection():
    conversation = Conversation(PIPELINING)
    assert conversation.receive(b"250 hello?\r\n") == []
    assert conversation.over == "an answer out of place: 250 hello?"


def test_over_is_over():
    conversation = Conversation(PIPELINING)
    conversation.receive(b"421 bye\r\n")
    assert conversation.begin(THREE[0]) == [Outcome(1, Fate.UNTRIED, 0, "421 bye")]
    assert (conversation.receive(b"250 ok\r\n"), conversation.lost("again"), conversation.over) == ([], [], "421 bye")


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org>\r\nRCPT TO:<b@example.org",
        "a\n",
        "a b@example.org",
        "<a@example.org>",
        "é@example.org",
        "",
        "a" * 255,
    ],
)
def test_address_that_would_say_more_than_an_address_is_never_written(address):
    conversation = Conversation(PIPELINING)
    (outcome,) = conversation.begin(Parcel(1, "desk@example.org", (address,), b"x"))
    assert (outcome.fate, outcome.code, outcome.at_recipient) == (Fate.REFUSED, 0, True)
    assert (list(conversation.to_send()), conversation.load) == ([], 0)


def test_sender_with_a_line_end_is_never_written():
    conversation = Conversation(PIPELINING)
    (outcome,) = conversation.begin(parcel(1, "ama", sender="a\r\nQUIT\r\n"))
    assert (outcome.fate, list(conversation.to_send())) == (Fate.REFUSED, [])


def test_parcel_for_nobody_is_refused():
    (outcome,) = Conversation(PIPELINING).begin(Parcel(1, "desk@example.org", (), b"x"))
    assert outcome.answer == "nobody is to get it"


def test_null_sender_is_said_as_such():
    conversation = Conversation(PIPELINING)
    conversation.begin(Parcel(1, "", ("ama@example.org",), b"x"))
    assert taken(conversation).startswith(b"MAIL FROM:<>\r\n")


@pytest.mark.parametrize(
    ("extensions", "content", "said"),
    [
        (Extensions(size=True), b"12345", b" SIZE=5"),
        (Extensions(eight_bit=True), b"12345", b""),
        (Extensions(eight_bit=True), "é".encode(), b" BODY=8BITMIME"),
        (Extensions(size=True, eight_bit=True), "é".encode(), b" SIZE=2 BODY=8BITMIME"),
        (Extensions(), "é".encode(), b""),
    ],
)
def test_mail_says_of_the_content_what_the_server_understands(extensions, content, said):
    conversation = Conversation(extensions)
    conversation.begin(parcel(1, content=content))
    assert taken(conversation) == b"MAIL FROM:<desk@example.org>" + said + b"\r\n"


REPLIES = st.sampled_from(["", "", "", "450 later", "550 never"])


@st.composite
def talks(draw):
    """Parcels, what becomes of each at each stage, and how the octets are cut on both ways."""
    count = draw(st.integers(1, 5))
    rules = {f"{stage}_{n}x": draw(REPLIES) for n in range(count) for stage in ("rcpt", "data", "content")}
    bodies = [draw(st.sampled_from([b"", b"a", b".\r\n", b"..\r\nQUIT\r\n", b"a\r\n.\r\nb"])) for _n in range(count)]
    parcels = [parcel(n, f"{n}x", content=body) for n, body in enumerate(bodies)]
    return parcels, {key: reply for key, reply in rules.items() if reply}, draw(st.integers(1, 40))


@both
@given(talks())
def test_each_parcel_has_one_fate_and_arrives_where_the_server_said_so(extensions, talk):
    parcels, rules, portion = talk
    conversation, model, outcomes, left = Conversation(extensions), Model(refusing(**rules)), [], list(parcels)
    inbox = b""
    while left or conversation.load or conversation.to_send() or inbox:
        while left and conversation.load < 2:
            outcomes += conversation.begin(left.pop(0))
        inbox += model.feed(taken(conversation, portion))
        said, inbox = inbox[:portion], inbox[portion:]
        outcomes += conversation.receive(said)
    expected = {each.key: _expected(each.key, rules) for each in parcels}
    assert ({each.key: each.fate for each in outcomes}, len(outcomes)) == (expected, len(parcels))
    kept = [each for each in parcels if expected[each.key] is Fate.ACCEPTED]
    ended = [
        each.content if each.content.endswith(b"\r\n") or not each.content else each.content + b"\r\n" for each in kept
    ]
    assert [content for _recipients, content in model.accepted] == ended
    assert "503" not in "".join(each.answer for each in outcomes)


def _expected(key: int, rules: dict[str, str]) -> Fate:
    said = [rules.get(f"{stage}_{key}x", "") for stage in ("rcpt", "data", "content")]
    first = next((reply for reply in said if reply), "250")
    return {"2": Fate.ACCEPTED, "4": Fate.RETRY, "5": Fate.REFUSED}[first[0]]
