"""What a server's refusal means: whether the address is to blame, or the letter, its sender, or the day.

Only what is permanent and the address's own fault suppresses it at once. A server on a blocklist is refused with the
same codes by everybody, and must not lose its readers by that.

Every other letter that comes back (mailbox full, policy, taken for spam, given up) counts: **three letters of different
mailings in a row**, with none between them that stayed accepted, suppress the address too (``streaks``).
"""

from __future__ import annotations

import re

_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
_CODE = re.compile(r"(?<![\w.])([45][0-5]\d)(?=[ :-])(?! ?(?:[kmg]?b|bytes|octets)\b)", re.IGNORECASE)
#: Names of places and people in an answer are no words of it: ``nospam@…`` was not taken for spam.
_NAMES = re.compile(r"\bhttps?://\S{1,500}|\S{0,64}@\S{1,255}|<[^<>\s]{0,320}>", re.IGNORECASE)
_BARE = (550, 551, 553)
_ADDRESS = re.compile(r"5\.1\.(?![78]$)\d+|5\.2\.1")

#: Words by which a server speaks of the sender, of the letter or of the moment, whatever code it puts before them.
_ANOTHER_FAULT = re.compile(
    r"\b(?:polic(?:y|ies)|spam\w*|junk|bulk|unsolicited|reputation|block(?:ed|ing|[ -]?list\w*)|black[ -]?list\w*"
    r"|deny[ -]?list\w*|listed (?:by|at|on)|r?bls?|dnsbl\w*|spamhaus|spamcop|barracuda|senderbase|talos"
    r"|relay(?:ing)?(?: access)? (?:denied|prohibited|not)|(?:to|cannot|not) relay|rcpthosts"
    r"|quota|full|over ?limit|limit(?:ed|s)?|rate|too (?:many|much|large|big|fast)|exceed(?:s|ed)?|storage|space|size"
    r"|temporar(?:y|ily)|try (?:again|later)|later|greylist\w*|graylist\w*"
    r"|senders?|mail from|return path|reverse(?:[ -]?path)?|verif(?:y|ied|ication)|callout|helo|ehlo"
    r"|your (?:ip|host|server|domain|network|mail|message|e-?mail)|client host|ip (?:address|frequency|range)"
    r"|spf|dkim|dmarc|arc|ptr|rdns|dns|authenticat\w+|unauthenticated|authori[sz]\w+|unauthori[sz]ed|tls|encrypt\w+"
    r"|content|virus\w*|malware|phishing|attachments?|message (?:was |is )?(?:rejected|refused|not accepted)"
    r"|prohibit\w*|forbidden|permi(?:ssion|tted)|restrict\w*|banned|access denied|not allowed|suspicious)\b",
    re.IGNORECASE,
)

#: Words by which a server speaks of the mailbox, where a report does not say at which command it refused.
_MAILBOX = re.compile(
    r"\b(?:(?:user|recipient|mailbox|account|address|alias|addressee)s?\b.{0,40}?\b(?:unknown|unavailable|invalid"
    r"|not (?:found|known|exist\w*|listed)|does(?:n't| not) exist|disabled|inactive|closed|deleted|no longer|rejected)"
    r"|(?:no such|unknown|invalid|bad|non-?existent|undeliverable)(?: local)?"
    r" (?:user|recipient|mailbox|account|address)"
    r"|no (?:mailbox|user|account|person)\b|not a valid (?:mailbox|user|recipient|address)"
    r"|does(?:n't| not) have an? )",
    re.IGNORECASE,
)


def _words(answer: str) -> str:
    return _NAMES.sub(" ", answer)


def enhanced_status(text: str) -> str:
    """The first enhanced status code (RFC 3463) of an answer, ``5.1.1``; empty where there is none."""
    found = _ENHANCED.search(_words(text))
    return found[1] if found else ""


def smtp_code(text: str) -> int:
    """The first reply code (RFC 5321, 4.2) in an answer by which something is refused; 0 where there is none."""
    found = _CODE.search(_words(text))
    return int(found[1]) if found else 0


def is_general(status: str) -> bool:
    """Whether an enhanced status says no more than its first digit: ``5.0.0``, or nothing."""
    return not status or status.endswith(".0.0")


def speaks_of_a_mailbox(answer: str) -> bool:
    """Whether the words of an answer are about a mailbox that is not there."""
    return _MAILBOX.search(_words(answer)) is not None


def is_about_the_address(code: int, answer: str, at_recipient: bool) -> bool:
    """Whether a refusal is permanent and the address's own fault, so that no letter can ever reach it.

    That is so for an enhanced status 5.1.x (RFC 3463, 3.2; not 5.1.7 and 5.1.8, which are about the sender) and 5.2.1
    (mailbox disabled); and without one for 550, 551 and 553 in answer to RCPT (``at_recipient``). It is never so where
    the words speak of policy, spam, reputation, a blocklist, relaying, the sender or a quota: some servers put 5.1.1
    before those too.
    """
    if code // 100 != 5 or _ANOTHER_FAULT.search(_words(answer)):
        return False
    status = enhanced_status(answer)
    if is_general(status):
        return at_recipient and code in _BARE
    return _ADDRESS.fullmatch(status) is not None
