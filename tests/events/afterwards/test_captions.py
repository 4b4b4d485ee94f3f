"""Captions of recordings: added by who runs the event, replaced, taken away, and found in every script."""

from __future__ import annotations

import pytest

from heliograph.events.afterwards.captions import LARGEST, MOST_HITS, add_captions, file_of, remove_captions
from heliograph.events.afterwards.captions import search as search_in
from heliograph.events.afterwards.models import CaptionTrack, Cue
from heliograph.events.afterwards.webvtt import Faulty, parse
from heliograph.network.states import Refused
from tests.events.afterwards.making import ARABIC, CAPTIONS, recording
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


def add(of, organizer, text=CAPTIONS, language="en"):
    return add_captions(of, language, "captions.vtt", text.encode(), organizer, NOW)


def search(event, question, language=""):
    tracks = CaptionTrack.objects.filter(recording__event=event).order_by("pk")
    return search_in(list(tracks.filter(language=language) if language else tracks), question)


def texts(hits):
    return [(hit.clock, hit.cue.speaker, hit.cue.text) for hit in hits]


def test_what_was_said_is_found_with_its_time(organizer):
    one = recording()
    add(one, organizer)
    add(one, organizer, ARABIC, "ar")
    add(recording(), organizer)
    first = ("0:01", "Ms Diop", "Welcome to the travelling notebook")
    assert texts(search(one.event, "NOTEBOOK")) == [
        first,
        ("1:01:05", "", "The notebook goes from school to school"),
    ]
    assert texts(search(one.event, "notebook travelling")) == [first]
    assert texts(search(one.event, "مدرسه")) == [("0:05", "", "ينتقل من مدرسة إلى مدرسة")]
    assert [piece.text for piece in search(one.event, "الدفتر")[0].pieces if piece.hit] == ["الدفتر"]
    assert [search(one.event, asked) for asked in ("", "…", "poster")] == [[], [], []]
    assert search(one.event, "notebook", "ar") == []


def test_a_search_shows_so_many_lines_and_asks_once_for_each_word(organizer, django_assert_num_queries):
    one = recording()
    lines = "".join(f"00:{second:02}.000 --> 00:{second:02}.900\nWord\n\n" for second in range(60))
    add(one, organizer, f"WEBVTT\n\n{lines}")
    tracks = list(CaptionTrack.objects.all())
    with django_assert_num_queries(2):
        assert search_in(tracks, "word another") == []
    with django_assert_num_queries(2):
        assert len(search_in(tracks, "word")) == MOST_HITS


def test_words_that_a_line_does_not_end_with_are_found_over_two(organizer):
    one, lines = (
        recording(),
        ("we go to the", "travelling notebook", "of the travelling", "school; the notebook", "ends"),
    )
    cues = "".join(f"00:{second:02}.000 --> 00:{second:02}.900\n{line}\n\n" for second, line in enumerate(lines))
    add(one, organizer, f"WEBVTT\n\n{cues}")
    (found,) = search(one.event, "go notebook")
    assert (found.clock, "".join(piece.text for piece in found.pieces)) == ("0:00", "we go to the travelling notebook")
    assert [piece.text for piece in found.pieces if piece.hit] == ["go", "notebook"]
    assert [hit.clock for hit in search(one.event, "travelling notebook")] == ["0:01", "0:02"]
    assert search(one.event, "go ends") == []


def test_what_a_reader_may_not_read_takes_no_place_among_what_is_found(organizer):
    closed, one = recording(), recording()
    add(closed, organizer, "WEBVTT\n\n" + "".join(f"00:{n:02}.000 --> 00:{n:02}.900\nnotebook\n\n" for n in range(60)))
    track = add(one, organizer)
    assert len(search_in([track], "notebook")) == 2


def test_new_captions_take_the_place_of_the_old_ones_in_their_language(organizer):
    one = recording()
    add(one, organizer, ARABIC, "ar")
    add(one, organizer)
    track = add(one, organizer, "WEBVTT\n\n00:01.000 --> 00:02.000\nQuite another\n")
    assert [each.language for each in one.captions.all()] == ["ar", "en"]
    assert search(one.event, "notebook") == []
    assert parse(file_of(track).encode())[0].text == "Quite another"
    assert list(one.event.entries.values_list("verb", "what")) == [
        ("captions", ["ar"]), ("captions", ["en"]), ("captions", ["en"]),
    ]  # fmt: skip


def test_captions_that_are_taken_away_are_found_no_more(organizer):
    one = recording()
    track = add(one, organizer)
    remove_captions(track, organizer, NOW)
    remove_captions(track, organizer, NOW)
    assert (search(one.event, "notebook"), Cue.objects.count()) == ([], 0)
    assert one.event.entries.filter(verb="captions-taken").count() == 1


def test_a_faulty_file_leaves_everything_as_it_was(organizer):
    one = recording()
    add(one, organizer)
    with pytest.raises(Faulty):
        add(one, organizer, "WEBVTT\n\nno time\n")
    assert len(search(one.event, "notebook")) == 2


@pytest.mark.parametrize(
    ("part", "content", "code"), [("slides", CAPTIONS, "no-recording"), ("recording", "a" * (LARGEST + 1), "too-large")]
)
def test_what_cannot_be_is_refused(organizer, part, content, code):
    one = recording()
    one.part = part
    with pytest.raises(Refused) as refused:
        add(one, organizer, content)
    assert refused.value.code == code


def test_only_who_runs_the_event_adds_captions():
    with pytest.raises(Refused):
        add(recording(), person())
    assert not CaptionTrack.objects.exists()
