"""The desk's pages of programmes and calls, over HTTP."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from i18nfield.strings import LazyI18nString
from PIL import Image

from heliograph.calls.models import Call, Programme
from heliograph.network.models import Audience
from tests.calls.factories import DAY, call, programme, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db
BASE = "/desk/programmes/"


@pytest.fixture(autouse=True)
def at_noon(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def secretary(client):
    who = with_role(person("desk@secretariat.example.org"), "secretariat")
    client.force_login(who)
    return who


@pytest.fixture
def own(client):
    """The organization of the organizer who is signed in."""
    made = school("National Commission of Togo")
    client.force_login(with_role(person(), "organizer", organization=made))
    return made


def form_of(client, address: str) -> dict[str, Any]:
    """The fields of a page's form, as a browser would send them back."""
    form = client.get(address).context["form"]
    values = {}
    for field in form:
        value = field.value()
        if value is True:
            values[field.html_name] = "on"
        elif value is not None and value is not False:
            values[field.html_name] = value
    return values


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_list_shows_where_calls_stand_how_many_answered_and_what_is_missing(client, secretary) -> None:
    one = programme("Conference")
    response(call("Register", programme=one))
    call("Posters", programme=one, closes=None, contact="", status="draft")
    (row,) = client.get(BASE).context["rows"]
    found = {str(each.call.title): (each.state_words, each.answers, each.missing) for each in row.calls}
    assert found["Register"] == ("open", [("confirmed", 1)], ["translations (FR ES AR RU ZH)"])
    assert found["Posters"] == ("draft", [], ["closing date", "translations (FR ES AR RU ZH)"])


def test_an_organizer_sees_his_programmes_and_nothing_else(client, own) -> None:
    call("Mine", programme=programme("Own", organizer=own))
    theirs = call("Theirs", programme=programme("Other", slug="other", organizer=school()), slug="theirs")
    call("Of the secretariat")
    rows = client.get(BASE).context["rows"]
    assert [[str(row.programme.title), *(str(each.call.title) for each in row.calls)] for row in rows] == [
        ["Own", "Mine"]
    ]
    pages = [f"/desk/calls/{theirs.slug}/{page}" for page in ("", "edit/", "publish/", "cancel/", "delete/")]
    for address in (f"{BASE}other/", f"{BASE}other/edit/", f"{BASE}other/calls/new/", *pages):
        assert client.get(address).status_code == 404
    for address in ("/desk/calls/theirs/do/complete/", "/desk/calls/theirs/move/", f"{BASE}other/do/end/"):
        assert client.post(address).status_code == 404
    assert Call.objects.get(slug="theirs").status == "published"


@pytest.mark.parametrize("role", ["teacher", "coordinator", "regional-office"])
def test_the_desk_is_not_for_others(client, role) -> None:
    place = {"teacher": {"organization": school()}, "coordinator": {"country": "TG"}}.get(role, {"region": "Africa"})
    client.force_login(with_role(person(), role, **place))
    assert client.get(BASE).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, secretary, count, django_assert_num_queries) -> None:
    for _each in range(count):
        one = programme()
        for _call in range(count):
            response(call(programme=one))
    with django_assert_num_queries(8):
        client.get(BASE)


def test_an_organizer_begins_a_programme_of_his_organization(client, own) -> None:
    elsewhere = school()
    page = client.get(f"{BASE}new/")
    assert [str(each) for each in page.context["form"].fields["organizer"].queryset] == [str(own)]
    posted = {"title_en": "Exchange", "source_language": "en", "zone": "Africa/Lome", "organizer": own.pk}
    answer = client.post(f"{BASE}new/", posted)
    assert answer.headers["Location"] == f"{BASE}exchange/"
    assert Programme.objects.get().organizer == own
    again = client.post(f"{BASE}new/", {**posted, "organizer": elsewhere.pk})
    assert "organizer" in again.context["form"].errors
    assert "organizer" in client.post(f"{BASE}new/", {**posted, "organizer": ""}).context["form"].errors


def test_the_secretariat_chooses_among_those_who_have_an_organizer(client, secretary) -> None:
    has, _without = school(), school()
    with_role(person(), "organizer", organization=has)
    field = client.get(f"{BASE}new/").context["form"].fields["organizer"]
    assert list(field.queryset) == [has]
    client.post(f"{BASE}new/", {"title_fr": "Échange", "source_language": "fr", "zone": "UTC", "organizer": ""})
    made = Programme.objects.get()
    assert (made.organizer, made.slug, made.source_language) == (None, "echange", "fr")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title_en": ""}, "title_en"),
        ({"zone": "Paris"}, "zone"),
        ({"begins": "2026-03-02", "ends": "2026-03-01"}, "ends"),
        ({"contact": "nobody"}, "contact"),
    ],
)
def test_what_is_wrong_with_a_programme_is_said_at_its_field(client, secretary, wrong, field) -> None:
    posted = {"title_en": "Exchange", "source_language": "en", "zone": "UTC", "organizer": ""}
    answer = client.post(f"{BASE}new/", {**posted, **wrong})
    assert list(answer.context["form"].errors) == [field]
    assert not Programme.objects.exists()


def test_a_programme_is_edited_in_its_languages(client, secretary) -> None:
    programme("Conference", slug="conference")
    posted = form_of(client, f"{BASE}conference/edit/")
    client.post(f"{BASE}conference/edit/", {**posted, "title_fr": "Conférence", "reviewed_fr": "on"})
    found = Programme.objects.get()
    assert (found.title.localize("fr"), found.marks["title"]["fr"]["reviewed"]) == ("Conférence", True)
    blocks = client.get(f"{BASE}conference/edit/").context["form"].blocks()
    assert {block.code: block.state for block in blocks} == {
        "en": "reviewed", "fr": "reviewed", "es": "missing", "ar": "missing", "ru": "missing", "zh": "missing",
    }  # fmt: skip


def test_two_editors_of_a_programme_both_keep_their_words(client, secretary) -> None:
    one = programme("Conference", slug="conference")
    posted = form_of(client, f"{BASE}conference/edit/")
    one.title = LazyI18nString({"en": "Congress"})
    one.save()
    answer = client.post(f"{BASE}conference/edit/", {**posted, "title_en": "Meeting"})
    (found,) = answer.context["differences"]
    assert (answer.status_code, found.theirs, found.mine) == (409, "Congress", "Meeting")
    assert answer.context["form"]["title_en"].value() == "Meeting"
    again = client.post(f"{BASE}conference/edit/", {**posted, "title_en": "Meeting", "seen": _seen(answer)})
    assert (again.status_code, str(Programme.objects.get().title)) == (302, "Meeting")


def _seen(answer) -> str:
    return answer.context["form"]["seen"].value()


def test_a_programme_is_published_ended_and_taken_up_again(client, secretary) -> None:
    programme(slug="conference", state="draft", published_at=None)
    states = []
    for step in ("publish", "end", "publish"):
        client.post(f"{BASE}conference/do/{step}/")
        states.append(Programme.objects.get().state)
    assert states == ["published", "closed", "published"]
    assert client.post(f"{BASE}conference/do/explode/").status_code == 404
    asked = client.get(f"{BASE}conference/do/end/")
    assert (asked.status_code, asked["Location"]) == (303, f"{BASE}conference/")


def test_a_draft_is_deleted_after_asking(client, secretary) -> None:
    programme(slug="conference", state="draft")
    assert Programme.objects.exists()
    assert "Delete the draft" in text(client.get(f"{BASE}conference/delete/"))
    assert client.post(f"{BASE}conference/delete/").headers["Location"] == BASE
    assert not Programme.objects.exists()


def test_a_programme_with_calls_is_not_deleted_and_the_page_says_why(client, secretary) -> None:
    call(programme=programme(slug="conference", state="draft"))
    answer = client.post(f"{BASE}conference/delete/")
    assert (answer.status_code, "Delete their drafts first" in text(answer)) == (422, True)


def _picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=b"Exif\x00\x00secret")
    return SimpleUploadedFile("flag.jpg", out.getvalue(), "image/jpeg")


def test_a_picture_is_written_anew_and_needs_words(client, secretary) -> None:
    programme(slug="conference")
    bare = client.post(f"{BASE}conference/picture/", {"file": _picture(), "alt": ""})
    assert (bare.status_code, "what the picture shows" in text(bare)) == (422, True)
    client.post(f"{BASE}conference/picture/", {"file": _picture(), "alt": "A red flag"})
    found = Programme.objects.get()
    assert (str(found.image_alt), b"secret" in found.image.read()) == ("A red flag", False)
    found.image.close()
    client.post(f"{BASE}conference/picture/", {"remove": "1"})
    assert (Programme.objects.get().image.name, str(Programme.objects.get().image_alt)) == ("", "")


def test_what_is_no_picture_is_refused(client, secretary) -> None:
    programme(slug="conference")
    file = SimpleUploadedFile("flag.jpg", b"<script>", "image/jpeg")
    answer = client.post(f"{BASE}conference/picture/", {"file": file, "alt": "A flag"})
    assert "cannot be read as a picture" in text(answer)


@pytest.mark.parametrize("space", ["programmes/conference", "calls/register"])
def test_files_and_links_are_added_titled_ordered_and_taken_away(
    client, secretary, space, django_capture_on_commit_callbacks
) -> None:
    one = call(slug="register", programme=programme(slug="conference"))
    owner = one if space.startswith("calls") else one.programme
    base = f"/desk/{space}/files/"
    file = SimpleUploadedFile("Concept Note.pdf", b"%PDF-1.4", "application/pdf")
    client.post(base, {"file": file, "title": "", "language": "fr"})
    client.post(base, {"url": "https://example.org/kit", "title": "Kit", "language": ""})
    first, second = owner.attachments.all()
    assert (str(first.title), first.language, first.file.name.endswith("concept-note.pdf")) == (
        "Concept Note", "fr", True,
    )  # fmt: skip
    assert (str(second.title), second.url) == ("Kit", "https://example.org/kit")
    client.post(f"{base}{second.public_id}/", {"up": "1"})
    assert [str(each.title) for each in owner.attachments.all()] == ["Kit", "Concept Note"]
    client.post(f"{base}{second.public_id}/", {"title_en": "Kit", "title_fr": "Trousse", "language": "en"})
    second.refresh_from_db()
    assert (second.title.localize("fr"), second.language) == ("Trousse", "en")
    storage, name = first.file.storage, first.file.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{base}{first.public_id}/", {"remove": "1"})
    assert ([str(each.title) for each in owner.attachments.all()], storage.exists(name)) == (["Kit"], False)


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "Choose a file, write a web address, or choose a document"),
        ({"url": "https://example.org", "title": ""}, "Give the link a title"),
        ({"url": "javascript:alert(1)", "title": "Bad"}, "Enter a valid URL"),
        ({"file": ("page.html", b"<script>"), "title": "Page"}, "Files of this kind are not taken"),
    ],
)
def test_what_is_no_file_or_link_is_refused(client, secretary, posted, said) -> None:
    one = programme(slug="conference")
    data = {key: SimpleUploadedFile(*value) if isinstance(value, tuple) else value for key, value in posted.items()}
    answer = client.post(f"{BASE}conference/files/", data)
    assert (answer.status_code, said in text(answer), one.attachments.exists()) == (422, True, False)


def test_an_attachment_of_another_is_not_found(client, own) -> None:
    mine, theirs = programme(slug="mine", organizer=own), programme(slug="theirs", organizer=school())
    foreign = theirs.attachments.create(title=LazyI18nString({"en": "Secret"}), url="https://example.org")
    assert client.post(f"{BASE}{mine.slug}/files/{foreign.public_id}/", {"remove": "1"}).status_code == 404
    assert theirs.attachments.exists()


def test_a_call_is_begun_by_its_kind(client, own) -> None:
    programme(slug="exchange", organizer=own)
    page = text(client.get(f"{BASE}exchange/calls/new/"))
    assert "People say that they come" in page
    none = client.post(f"{BASE}exchange/calls/new/", {"title": "Apply"})
    assert (none.status_code, "Choose the kind of call first" in text(none)) == (422, True)
    answer = client.post(f"{BASE}exchange/calls/new/", {"title": "Apply", "kind": "application"})
    assert answer.headers["Location"] == "/desk/calls/apply/edit/"
    assert (Call.objects.get().kind, Call.objects.get().respondent) == ("application", "organization")


def test_every_field_of_a_call_is_saved(client, secretary) -> None:
    audience = Audience.objects.create(name="All", rule={"all": []}, made_at=NOW, changed_at=NOW, people_count=7)
    call(slug="register")
    address = "/desk/calls/register/edit/"
    posted = form_of(client, address)
    assert "All (7 people)" in client.get(address).content.decode()
    changed = {
        "title_en": "Sign up", "audience": audience.pk, "visibility": "audience", "respondent": "organization",
        "limit": "many", "delegation": "on", "together": "on", "minutes": 9, "spoken": ["en", "ar"],
        "contact": "a@example.org", "zone": "Asia/Tokyo", "capacity": 40, "hold": 24, "grace": 15,
    }  # fmt: skip
    posted.pop("waiting", None)
    answer = client.post(address, {**posted, **changed})
    assert answer.status_code == 302
    found = Call.objects.get()
    assert {
        name: getattr(found, name)
        for name in ("visibility", "respondent", "limit", "delegation", "together", "minutes", "languages", "contact",
                     "zone", "capacity", "waiting", "hold", "grace")
    } == {
        "visibility": "audience", "respondent": "organization", "limit": "many", "delegation": True, "together": True,
        "minutes": 9, "languages": ["en", "ar"], "contact": "a@example.org", "zone": "Asia/Tokyo", "capacity": 40,
        "waiting": False, "hold": 24, "grace": 15,
    }  # fmt: skip
    assert (found.audience, str(found.title)) == (audience, "Sign up")


def test_too_few_places_are_said_at_their_field_and_what_was_typed_stays(client, secretary) -> None:
    one = call(slug="register", capacity=3)
    response(one)
    response(one)
    posted = form_of(client, "/desk/calls/register/edit/")
    answer = client.post("/desk/calls/register/edit/", {**posted, "capacity": 1, "title_en": "My words"})
    form = answer.context["form"]
    assert form.errors["capacity"][0].startswith("2 places are taken already")
    assert form["title_en"].value() == "My words"


def test_a_call_for_an_audience_needs_one(client, secretary) -> None:
    call(slug="register")
    posted = form_of(client, "/desk/calls/register/edit/")
    answer = client.post("/desk/calls/register/edit/", {**posted, "visibility": "audience"})
    assert list(answer.context["form"].errors) == ["audience"]


def test_two_editors_of_a_call_both_keep_their_words(client, secretary) -> None:
    one = call(slug="register")
    posted = form_of(client, "/desk/calls/register/edit/")
    one.minutes, one.delegation = 30, True
    one.save()
    answer = client.post("/desk/calls/register/edit/", {**posted, "minutes": 5})
    found = {str(each.label): (each.theirs, each.mine) for each in answer.context["differences"]}
    assert answer.status_code == 409
    assert found == {
        "Minutes that it takes": ("30", "5"),
        "One may answer for other people too": ("yes", "no"),
    }


def test_publishing_lists_first_what_is_to_be_looked_at(client, secretary) -> None:
    call(slug="register", status="draft", closes=None, programme=programme(state="draft"))
    page = client.get("/desk/calls/register/publish/")
    said = [problem.sentence for problem in page.context["problems"]]
    assert any("no closing date" in each for each in said)
    assert any("French" in each for each in said)
    assert any("published together" in each for each in said)
    assert "Publish it as it is" in text(page)
    client.post("/desk/calls/register/publish/")
    assert (Call.objects.get().status, Programme.objects.get().state) == ("published", "published")


def test_what_keeps_a_call_from_being_published_takes_the_button_away(client, secretary) -> None:
    call(slug="register", status="draft", contact="", programme=programme(contact=""))
    page = text(client.get("/desk/calls/register/publish/"))
    assert ("cannot be published like this" in page, "Publish it" in page) == (True, False)
    answer = client.post("/desk/calls/register/publish/")
    assert (answer.status_code, Call.objects.get().status) == (422, "draft")


def test_cancelling_says_first_how_many_are_written_to(client, secretary) -> None:
    one = call(slug="register")
    response(one)
    response(one)
    page = text(client.get("/desk/calls/register/cancel/"))
    assert "2 people have answered it, or begun to" in page
    answer = client.post("/desk/calls/register/cancel/", {"reason": ""})
    assert (answer.status_code, Call.objects.get().status) == (422, "published")
    client.post("/desk/calls/register/cancel/", {"reason": "The hall is flooded."})
    assert Call.objects.get().status == "cancelled"
    assert "The hall is flooded." in text(client.get("/desk/calls/register/"))


def test_completing_and_taking_it_back(client, secretary) -> None:
    call(slug="register")
    client.post("/desk/calls/register/do/complete/")
    assert Call.objects.get().status == "completed"
    client.post("/desk/calls/register/do/reopen/")
    assert Call.objects.get().status == "published"
    asked = client.get("/desk/calls/register/do/complete/")
    assert (asked.status_code, asked["Location"]) == (303, "/desk/calls/register/")


def test_the_secret_link_is_shown_for_calls_by_link_alone_and_leads_to_the_call(client, secretary) -> None:
    call(slug="open")
    hidden = call(slug="hidden", visibility="link")
    assert client.get("/desk/calls/open/").context["link"] == ""
    link = client.get("/desk/calls/hidden/").context["link"]
    assert link.endswith(f"/calls/hidden/?key={hidden.link}")
    client.post("/desk/calls/hidden/do/new-link/")
    assert client.get("/desk/calls/hidden/").context["link"] != link


def test_the_page_of_a_call_says_how_many_are_addressed(client, secretary) -> None:
    rule = {"all": [{"clause": "role", "values": ["coordinator"]}]}
    audience = Audience.objects.create(name="Coordinators", rule=rule, made_at=NOW, changed_at=NOW)
    with_role(person(), "coordinator", country="TG")
    call(slug="register", audience=audience)
    assert client.get("/desk/calls/register/").context["people"] == 1


def test_the_log_of_a_call_is_in_words(client, secretary) -> None:
    call(slug="register")
    client.post("/desk/calls/register/do/complete/")
    assert [words for _entry, words, _more in client.get("/desk/calls/register/").context["log"]] == ["completed"]


def test_a_draft_call_is_deleted_and_leads_back_to_its_programme(client, secretary) -> None:
    call(slug="register", status="draft", programme=programme(slug="conference"))
    assert client.post("/desk/calls/register/delete/").headers["Location"] == f"{BASE}conference/"
    assert not Call.objects.exists()


def test_calls_are_moved(client, secretary) -> None:
    one = programme(slug="conference")
    call("A", programme=one, slug="a", position=0)
    call("B", programme=one, slug="b", position=1)
    client.post("/desk/calls/b/move/", {"up": "1"})
    assert list(one.calls.order_by("position").values_list("slug", flat=True)) == ["b", "a"]


def test_tabs_lead_to_the_pages_of_a_call(client, secretary) -> None:
    call(slug="register", closes=NOW + DAY)
    page = client.get("/desk/calls/register/").content.decode()
    assert re.findall(r'href="(/desk/calls/register/(?:dates/|questions/)?)"', page)[:3] == [
        "/desk/calls/register/", "/desk/calls/register/dates/", "/desk/calls/register/questions/",
    ]  # fmt: skip


def test_an_empty_desk_says_how_to_begin(client, secretary) -> None:
    page = text(client.get(BASE))
    assert "Begin with the first one" in page
    assert "ask for it" not in page


def test_an_organizer_without_a_programme_reads_how_to_come_by_one(client, own) -> None:
    programme("Somebody else's")
    page = client.get(BASE)
    assert "Begin with the first one" in text(page)
    assert "What National Commission of Togo runs stands here for all its organizers alike." in text(page)
    assert 'href="/desk/programmes/new/"' in page.content.decode()
    assert client.get("/desk/programmes/new/").context["form"]["organizer"].value() == own.pk
    assert 'href="/desk/programmes/"' in client.get("/desk/").content.decode()
    programme("Exchange", organizer=own)
    assert "ask for it" not in text(client.get(BASE))


def test_a_second_organizer_runs_the_programmes_of_the_organization_and_a_former_one_does_not(client, own) -> None:
    client.post("/desk/programmes/new/", {**form_of(client, "/desk/programmes/new/"), "title_en": "Exchange"})
    begun = Programme.objects.get()
    second = with_role(person(), "organizer", organization=own)
    client.force_login(second)
    assert "Exchange" in text(client.get(BASE))
    address = f"{BASE}{begun.slug}/edit/"
    assert client.post(address, {**form_of(client, address), "title_en": "Ours"}).status_code == 302
    second.roles.update(ends=NOW.date() - DAY)
    client.force_login(type(second).objects.get(pk=second.pk))
    assert client.get(address).status_code == 404
    assert str(Programme.objects.get().title) == "Ours"
