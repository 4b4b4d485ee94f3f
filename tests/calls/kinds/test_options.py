"""Options that a kind gives its calls: declared by the toy kind, chosen on the desk, read by the kind."""

from __future__ import annotations

import pytest

from heliograph.calls.desk import editing, starting
from heliograph.calls.kinds.options import Option, OptionType
from heliograph.calls.models import Call
from heliograph.calls.states import RespondentKind
from heliograph.frame.translating import Reviewed
from heliograph.network.states import Refused
from tests.calls.desk.test_pages import form_of, text
from tests.calls.factories import call, programme, response
from tests.calls.kinds.toy import fell
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db
EDIT = "/desk/calls/plant/edit/"
BEGUN = {"least": 2, "places": None, "season": "spring", "watered": False, "species": "oak"}
CHOSEN = {"least": 12, "places": 40, "season": "autumn", "watered": True, "species": "Quercus robur"}


@pytest.fixture
def secretary(client):
    who = with_role(person("desk@secretariat.example.org"), "secretariat")
    client.force_login(who)
    return who


@pytest.fixture
def to(planting) -> Call:
    return call("Plant a tree", kind="planting", slug="plant", respondent=RespondentKind.ORGANIZATION)


def posted(client, **changes):
    return {**form_of(client, EDIT), **{f"option_{key}": value for key, value in changes.items()}}


def test_a_new_call_begins_with_the_defaults(secretary, planting) -> None:
    assert starting.start_call(programme(), planting, "Plant", secretary, NOW).options == BEGUN


def test_the_form_of_a_call_has_a_field_for_each_option(client, secretary, to) -> None:
    page = client.get(EDIT)
    assert "For this kind of call: tree planting" in text(page)
    assert [field.name for field in page.context["form"].groups()[0][1]] == [f"option_{key}" for key in BEGUN]
    assert "In the first summer." in text(page)


def test_what_is_chosen_is_kept_shown_logged_and_read_by_the_kind(client, secretary, to, planting) -> None:
    answer = client.post(EDIT, posted(client, **{**CHOSEN, "watered": "on"}), follow=True)
    to.refresh_from_db()
    assert (to.options, dict(planting.chosen(to))) == (CHOSEN, CHOSEN)
    page = text(answer)
    for words in ("Trees that a school plants at least 12", "When in autumn", "We water them yes", "Species Quercus"):
        assert words in page
    assert "options of its kind" in page
    at = school()
    assert planting.check(to, {"trees": 11}, None) == {"trees": "A school plants at least 12 trees."}
    assert response(to, with_role(person(), "teacher", organization=at), at, trees=12).state == "confirmed"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"least": "0"}, "greater than or equal to 1"),
        ({"least": ""}, "This field is required."),
        ({"least": "many"}, "Enter a whole number."),
        ({"season": "winter"}, "Select a valid choice."),
        ({"species": "x" * 21}, "at most 20 characters"),
        ({"species": "palm"}, "Palms do not grow here."),
    ],
)
def test_what_the_kind_does_not_take_is_said_at_its_field(client, secretary, to, wrong, said) -> None:
    page = client.post(EDIT, posted(client, **wrong))
    (field,) = page.context["form"].errors
    assert (field, said in text(page)) == (f"option_{next(iter(wrong))}", True)
    to.refresh_from_db()
    assert to.options == {}


def test_a_number_without_a_default_and_a_text_may_be_left_out(client, secretary, to, planting) -> None:
    client.post(EDIT, posted(client, places="", species=""))
    to.refresh_from_db()
    assert (planting.chosen(to)["places"], planting.chosen(to)["species"]) == (None, "")
    assert "Places in the nursery not said" in text(client.get("/desk/calls/plant/"))


@pytest.mark.parametrize("options", [{"least": "3"}, {"least": True}, {"season": None}, {"species": "palm"}])
def test_the_domain_takes_nothing_that_the_kind_does_not(secretary, to, options) -> None:
    texts = {name: {} for name in editing.CALL_TEXTS}
    fields = {**{name: getattr(to, name) for name in editing.CALL_FIELDS}, **texts, "options": options}
    with pytest.raises(Refused) as refused:
        editing.save_call(to, fields, Reviewed(), editing.mark_of(to), secretary, NOW)
    assert refused.value.code == "option"


def test_two_editors_of_options_both_keep_their_words(client, secretary, to) -> None:
    mine = posted(client, least=5)
    Call.objects.update(options={**BEGUN, "watered": True, "least": 7})
    answer = client.post(EDIT, mine)
    found = {str(each.label): (each.theirs, each.mine) for each in answer.context["differences"]}
    assert answer.status_code == 409
    assert found == {"Trees that a school plants at least": ("7", "5"), "We water them": ("yes", "no")}


def test_a_call_whose_kind_is_gone_keeps_what_was_chosen(client, secretary, to) -> None:
    Call.objects.update(options=CHOSEN)
    fell()
    assert client.post(EDIT, posted(client)).status_code == 302
    to.refresh_from_db()
    assert to.options == CHOSEN


def test_a_kind_without_options_has_no_such_part(client, secretary) -> None:
    call(slug="plant")
    page = client.get(EDIT)
    assert "For this kind of call" not in text(page)
    assert next(str(title) for title, _fields in page.context["form"].groups()) == "Who may answer"


def test_many_choices_are_a_list_to_open(planting, client, secretary, to) -> None:
    letters = tuple((each, each.upper()) for each in "abcdefg")
    planting.options = (Option("letter", "Letter", OptionType.CHOICE, "a", choices=letters),)
    assert '<select name="option_letter"' in client.get(EDIT).content.decode()
