"""Why a document cannot be read, in one sentence for the person who sent it."""

from __future__ import annotations


class Refused(Exception):
    """A document that is not read; ``code`` is for programs, ``sentence`` says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence
