"""What is known of parcels when a connection breaks, octet by octet."""

from __future__ import annotations

import pytest

from heliograph.delivery.smtp.conversation import Conversation
from heliograph.delivery.smtp.parcels import Fate, Outcome
from tests.delivery.smtp.model import PIPELINING, Model, parcel, taken

FIRST, SECOND = parcel(1, "ama"), parcel(2, "kofi")
RESET = "connection reset by peer"


def begun() -> tuple[Conversation, Model]:
    conversation = Conversation(PIPELINING)
    conversation.begin(FIRST)
    conversation.begin(SECOND)
    return conversation, Model()


def fates(outcomes: list[Outcome]) -> list[tuple[int, Fate]]:
    return [(each.key, each.fate) for each in outcomes]


def test_before_a_word_nothing_was_tried():
    conversation, _model = begun()
    assert fates(conversation.lost(RESET)) == [(1, Fate.UNTRIED), (2, Fate.UNTRIED)]
    assert conversation.broken


@pytest.mark.parametrize("octets", [1, 30, 1000])
def test_at_the_commands_the_first_is_retried_and_the_next_untried(octets):
    conversation, _model = begun()
    taken(conversation, octets)
    outcomes = conversation.lost(RESET)
    assert fates(outcomes) == [(1, Fate.RETRY), (2, Fate.UNTRIED)]
    assert outcomes[0].answer == "the connection broke: connection reset by peer"


@pytest.mark.parametrize("octets", [0, 1, len(FIRST.content)])
def test_in_the_content_it_cannot_have_arrived(octets):
    conversation, model = begun()
    conversation.receive(model.feed(taken(conversation)))
    taken(conversation, octets)
    assert fates(conversation.lost(RESET)) == [(1, Fate.RETRY), (2, Fate.UNTRIED)]


@pytest.mark.parametrize("octets", [1, 2, 3, 10, 1000])
def test_after_the_dot_it_may_have_arrived(octets):
    conversation, model = begun()
    conversation.receive(model.feed(taken(conversation)))
    taken(conversation, len(FIRST.content) + octets)
    outcomes = conversation.lost(RESET)
    assert fates(outcomes) == [(1, Fate.DOUBTFUL), (2, Fate.UNTRIED)]
    assert outcomes[0].answer == "the connection broke before the message was answered: connection reset by peer"


def test_after_its_answer_the_next_one_is_the_first():
    conversation, model = begun()
    conversation.receive(model.feed(taken(conversation)))
    answers = model.feed(taken(conversation))
    assert fates(conversation.receive(answers[: answers.index(b"\n") + 1])) == [(1, Fate.ACCEPTED)]
    assert fates(conversation.lost(RESET)) == [(2, Fate.RETRY)]


def test_refusal_that_was_heard_stays_one():
    conversation, _model = begun()
    taken(conversation)
    assert conversation.receive(b"552 5.3.4 too large\r\n") == []
    first, second = conversation.lost(RESET)
    assert (first.fate, first.answer, second.fate) == (Fate.REFUSED, "552 5.3.4 too large", Fate.UNTRIED)


def test_421_at_the_dot_is_an_answer():
    conversation, model = begun()
    conversation.receive(model.feed(taken(conversation)))
    taken(conversation)
    first, second = conversation.receive(b"421 4.3.2 closing\r\n")
    assert (first.fate, first.code, second.fate) == (Fate.RETRY, 421, Fate.UNTRIED)


def test_refusal_before_the_content_ended_holds_and_ends_the_connection():
    conversation, model = begun()
    conversation.receive(model.feed(taken(conversation)))
    taken(conversation, 5)
    first, second = conversation.receive(b"552 5.3.4 too large\r\n")
    assert (first.fate, second.fate, conversation.over) == (Fate.REFUSED, Fate.UNTRIED, "552 5.3.4 too large")


def test_acceptance_before_the_content_ended_is_senseless():
    conversation, model = begun()
    conversation.receive(model.feed(taken(conversation)))
    taken(conversation, 5)
    first, second = conversation.receive(b"250 2.0.0 kept\r\n")
    assert (first.fate, second.fate) == (Fate.RETRY, Fate.UNTRIED)


def test_connection_at_rest_that_is_gone_blames_no_parcel():
    conversation, model = Conversation(PIPELINING), Model()
    conversation.begin(FIRST)
    while conversation.to_send():
        conversation.receive(model.feed(taken(conversation)))
    conversation.rest()
    conversation.begin(SECOND)
    taken(conversation)
    assert fates(conversation.lost(RESET)) == [(2, Fate.UNTRIED)]
    assert not conversation.broken


def test_connection_at_rest_that_answers_is_as_good_as_any():
    conversation = Conversation(PIPELINING)
    conversation.rest()
    conversation.begin(FIRST)
    taken(conversation)
    conversation.receive(b"250 2.1.0 Ok\r\n")
    assert fates(conversation.lost(RESET)) == [(1, Fate.RETRY)]


def test_giving_up_blames_no_parcel_but_tells_of_a_doubt():
    conversation, model = begun()
    conversation.receive(model.feed(taken(conversation)))
    taken(conversation, 5)
    assert fates(conversation.abandon("the sender stopped")) == [(1, Fate.UNTRIED), (2, Fate.UNTRIED)]
    conversation, model = begun()
    conversation.receive(model.feed(taken(conversation)))
    taken(conversation)
    assert fates(conversation.abandon("the sender stopped")) == [(1, Fate.DOUBTFUL), (2, Fate.UNTRIED)]
