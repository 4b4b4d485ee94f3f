"""Files are kept once, by their content."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from heliograph.calls.files.keeping import attach, attach_all, detach, files_of
from heliograph.calls.models import AnswerFile, StoredContent
from heliograph.network.keeping import private
from heliograph.network.states import Refused
from tests.calls.factories import call, response
from tests.calls.files.making import checked, kept
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(tmp_path, monkeypatch):
    """Files of this test lie in a directory of its own."""
    kept_in = private()
    for name in ("base_location", "location"):
        monkeypatch.setitem(kept_in.__dict__, name, str(tmp_path))
    return tmp_path


def files_in(directory: Path) -> list[str]:
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file())


def test_a_file_is_kept_under_the_digest_of_its_content(storage):
    answer, sent = response(call()), checked("notes.txt", b"Some notes.")
    file = attach(answer, "paper", sent, answer.person, NOW)
    place = f"answers/{sent.digest[:2]}/{sent.digest}"
    del sent
    assert (file.name, file.question, file.sent_by, file.sent_at) == ("notes.txt", "paper", answer.person, NOW)
    content = file.content
    assert (content.file.name, content.size, content.content_type, content.checked) == (place, 11, "text/plain", "")
    assert files_in(storage) == [place]
    assert (storage / place).read_bytes() == b"Some notes."
    assert (storage / place).stat().st_mode & 0o077 == 0


def test_the_same_content_of_two_answers_is_kept_once(storage):
    to = call()
    one, other = kept(response(to), name="one.txt"), kept(response(to), name="other.txt")
    assert (one.content, one.name, other.name) == (other.content, "one.txt", "other.txt")
    assert len(files_in(storage)) == 1


def test_the_same_content_for_the_same_question_is_the_same_file():
    answer = response(call())
    one = kept(answer)
    assert kept(answer, name="again.txt") == one
    assert attach(answer, "other", checked("a.txt", b"Some notes."), answer.person, NOW) != one
    assert AnswerFile.objects.count() == 2


def test_files_of_an_answer_come_in_their_order_and_no_others():
    to = call()
    answer, other = response(to), response(to)
    first, second = kept(answer, text="b"), kept(answer, text="a")
    kept(other, text="c")
    assert list(files_of(answer)) == [first, second]
    detach(first)
    assert list(files_of(answer)) == [second]


def test_an_answer_has_no_more_bytes_than_it_may(settings, storage):
    settings.ANSWER_LIMIT = 15
    answer = response(call())
    kept(answer, text="x" * 10)
    with pytest.raises(Refused) as refused:
        kept(answer, text="y" * 6)
    assert refused.value.code == "too-much"
    assert len(files_in(storage / "answers")) == 1
    kept(answer, text="y" * 5)
    kept(response(call()), text="z" * 15)


def test_several_files_are_kept_all_or_none(settings):
    settings.ANSWER_LIMIT = 15
    answer, by = response(call()), person()
    with pytest.raises(Refused):
        attach_all(answer, [("a", checked("a.txt", b"x" * 10)), ("b", checked("b.txt", b"y" * 10))], by, NOW)
    assert (AnswerFile.objects.count(), StoredContent.objects.count()) == (0, 0)
    files = attach_all(answer, [("a", checked("a.txt", b"x" * 9)), ("b", checked("b.txt", b"y" * 6))], by, NOW)
    assert [(file.question, file.name) for file in files] == [("a", "a.txt"), ("b", "b.txt")]


def test_a_full_disk_is_a_refusal_that_leaves_nothing(monkeypatch, storage):
    def full(*_given):
        raise OSError(errno.ENOSPC, "No space left on device")

    answer = response(call())
    sent = checked("notes.txt", b"Some notes.")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Refused) as refused:
        attach(answer, "file", sent, answer.person, NOW)
    assert refused.value.code == "no-room"
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(Refused) as refused:
        checked("other.txt", b"text")
    assert refused.value.code == "no-room"
    del sent, refused
    assert (AnswerFile.objects.count(), StoredContent.objects.count()) == (0, 0)
    assert files_in(storage) == []


def test_where_a_file_cannot_have_two_names_it_is_copied(monkeypatch, storage):
    def never(*_given):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", never)
    file = kept(response(call()))
    assert (storage / file.content.file.name).read_bytes() == b"Some notes."


def test_bytes_that_were_lost_are_there_again_with_the_next_copy(storage):
    to = call()
    path = storage / kept(response(to)).content.file.name
    path.write_bytes(b"Some")
    kept(response(to))
    assert path.read_bytes() == b"Some notes."
    path.unlink()
    kept(response(to))
    assert path.read_bytes() == b"Some notes."


def test_a_content_that_was_found_harmful_is_not_taken_again():
    to = call()
    StoredContent.objects.filter(pk=kept(response(to)).content_id).update(quarantined_at=NOW)
    with pytest.raises(Refused) as refused:
        kept(response(to))
    assert refused.value.code == "infected"
