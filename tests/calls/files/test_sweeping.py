"""What no answer has is cleared away, later."""

from __future__ import annotations

import logging
import os
from datetime import timedelta

import pytest

from heliograph.calls.files.keeping import detach
from heliograph.calls.files.sweeping import scan_unseen, sweep
from heliograph.calls.models import StoredContent
from heliograph.network.files import incoming
from tests.calls.factories import call, response
from tests.calls.files.clamd import clamd
from tests.calls.files.making import kept
from tests.calls.files.test_keeping import files_in, storage
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1, seconds=1)
__all__ = ["storage"]


def aged(path, at=NOW):
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_a_content_goes_a_day_after_it_was_kept_once_no_answer_has_it(storage):
    to = call()
    one, other, gone = kept(response(to)), kept(response(to)), kept(response(to), text="other")
    detach(one)
    detach(gone)
    assert sweep(NOW + timedelta(hours=23)) == 0
    assert sweep(LATER) == 1
    assert [row.digest for row in StoredContent.objects.all()] == [other.content.digest]
    assert files_in(storage) == [other.content.file.name]


def test_files_without_a_row_and_those_never_kept_go_once_they_are_old(storage):
    file = kept(response(call()))
    digest = "ab" * 32
    (storage / "answers" / "ab").mkdir()
    aged(storage / file.content.file.name)
    stray = aged_file(storage / "answers" / "ab" / digest)
    left = aged_file(incoming.place() / "left")
    foreign = aged_file(storage / "answers" / "plan.pdf")
    fresh = incoming.place() / "fresh"
    fresh.write_bytes(b"x")
    aged(fresh, LATER)
    sweep(LATER)
    assert (stray.exists(), left.exists(), fresh.exists(), foreign.exists()) == (False, False, True, True)
    assert (storage / file.content.file.name).exists()
    assert StoredContent.objects.count() == 1


def aged_file(path):
    path.write_bytes(b"x")
    return aged(path)


def test_nothing_is_swept_where_nothing_was_ever_kept(storage):
    assert sweep(LATER) == 0


def test_what_was_kept_before_there_was_a_scanner_is_shown_to_it(settings, caplog):
    caplog.set_level(logging.CRITICAL, "heliograph.calls.files.sweeping")
    to = call()
    clean = kept(response(to))
    assert scan_unseen(LATER) == 0
    with clamd() as played:
        settings.CLAMAV = f"tcp://127.0.0.1:{played.server.getsockname()[1]}"
        assert (scan_unseen(LATER), scan_unseen(LATER)) == (0, 0)
    assert played.seen == [b"Some notes."]
    settings.CLAMAV = ""
    bad = kept(response(to), text="bad")
    with clamd(b"stream: Bad FOUND\0") as played:
        settings.CLAMAV = f"tcp://127.0.0.1:{played.server.getsockname()[1]}"
        assert (scan_unseen(LATER), scan_unseen(LATER)) == (1, 0)
    clean.content.refresh_from_db()
    bad.content.refresh_from_db()
    assert (clean.content.checked, clean.content.quarantined_at) == ("clamav", None)
    assert (bad.content.checked, bad.content.quarantined_at) == ("", LATER)


def test_a_dead_scanner_leaves_the_rest_for_the_next_time(settings, caplog, tmp_path):
    caplog.set_level(logging.CRITICAL, "heliograph.calls.files.sweeping")
    kept(response(call()))
    settings.CLAMAV = f"unix://{tmp_path}/nobody"
    assert scan_unseen(LATER) == 0
    assert StoredContent.objects.get().checked == ""
