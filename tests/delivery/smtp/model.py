"""A strict SMTP server without sockets: octets in, octets out, for conversations that are played in memory."""

from __future__ import annotations

from collections.abc import Callable

from heliograph.delivery.smtp.conversation import Conversation
from heliograph.delivery.smtp.parcels import Outcome, Parcel
from heliograph.delivery.smtp.transaction import Extensions

#: Asked with the stage and whom or what it is about; a reply other than yes, or None.
Rule = Callable[[str, str], str | None]
PIPELINING = Extensions(pipelining=True)
ONE_BY_ONE = Extensions()


def always_yes(stage: str, about: str) -> str | None:
    return None


def refusing(**replies: str) -> Rule:
    """``rcpt_ama="450 later"``: this reply at RCPT, where the address begins so."""

    def rule(stage: str, about: str) -> str | None:
        found = (reply for key, reply in replies.items() if _matches(key, stage, about))
        return next(found, None)

    return rule


def _matches(key: str, stage: str, about: str) -> bool:
    wanted, _mark, name = key.partition("_")
    return wanted == stage and about.startswith(name)


class Model:
    """Nested MAIL, RCPT without MAIL and DATA without recipients are refused, the last as ``no_recipients`` says."""

    def __init__(self, rule: Rule = always_yes, no_recipients: str = "554 5.5.1 no valid recipients") -> None:
        self._rule, self._no_recipients = rule, no_recipients
        self._input = b""
        self._in_content = False
        self._reset()
        self.accepted: list[tuple[tuple[str, ...], bytes]] = []
        self.lines: list[str] = []

    def _reset(self) -> None:
        self._sender: str | None = None
        self._recipients: list[str] = []

    def feed(self, data: bytes) -> bytes:
        self._input += data
        answers = b""
        while (answer := self._step()) is not None:
            answers += answer
        return answers

    def _step(self) -> bytes | None:
        if self._in_content:
            return self._content()
        line, end, rest = self._input.partition(b"\r\n")
        if not end:
            return None
        self._input = rest
        self.lines.append(line.decode("ascii"))
        return self._command(line.decode("ascii")).encode() + b"\r\n"

    def _command(self, line: str) -> str:
        if line == "RSET":
            self._reset()
            return "250 flushed"
        if line == "DATA":
            return self._data()
        verb, _colon, rest = line.partition(":<")
        address = rest.partition(">")[0]
        return self._mail(address) if verb == "MAIL FROM" else self._rcpt(address)

    def _mail(self, address: str) -> str:
        if self._sender is not None:
            return "503 5.5.1 nested MAIL"
        refusal = self._rule("mail", address)
        if refusal is None:
            self._sender = address
        return refusal or "250 2.1.0 Ok"

    def _rcpt(self, address: str) -> str:
        if self._sender is None:
            return "503 5.5.1 need MAIL"
        refusal = self._rule("rcpt", address)
        if refusal is None:
            self._recipients.append(address)
        return refusal or "250 2.1.5 Ok"

    def _data(self) -> str:
        answer = "354 go on"
        if self._sender is None:
            answer = "503 5.5.1 need MAIL"
        elif not self._recipients:
            answer = self._no_recipients
        else:
            answer = self._rule("data", self._recipients[0]) or answer
        self._in_content = answer.startswith("354")
        return answer

    def _content(self) -> bytes | None:
        whole = b"\r\n" + self._input
        content, end, rest = whole.partition(b"\r\n.\r\n")
        if not end:
            return None
        self._input, self._in_content = rest, False
        recipients = tuple(self._recipients)
        self._reset()
        if not recipients:
            return b"554 5.5.1 nobody is to get it\r\n"
        refusal = self._rule("content", recipients[0])
        if refusal is None:
            self.accepted.append((recipients, (content + b"\r\n").replace(b"\r\n..", b"\r\n.")[2:]))
        return (refusal or "250 2.0.0 kept").encode() + b"\r\n"


def parcel(key: int, *names: str, content: bytes = b"Subject: x\r\n\r\nHello\r\n", sender: str = "desk") -> Parcel:
    return Parcel(key, f"{sender}@example.org", tuple(f"{name}@example.org" for name in names or ("ama",)), content)


def taken(conversation: Conversation, most: int = 1 << 30) -> bytes:
    """What the conversation has to send, at most so many octets of it, as handed to the kernel."""
    data = b"".join(conversation.to_send())[:most]
    conversation.sent(len(data))
    return data


def play(conversation: Conversation, model: Model, parcels: list[Parcel]) -> list[Outcome]:
    """Two parcels on the way at a time, until all is said; gives the outcomes in their order."""
    outcomes: list[Outcome] = []
    left = list(parcels)
    while not conversation.over and (left or conversation.load or conversation.to_send()):
        while left and conversation.load < 2:
            outcomes += conversation.begin(left.pop(0))
        outcomes += conversation.receive(model.feed(taken(conversation)))
    return outcomes
