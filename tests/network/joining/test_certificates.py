"""Certificates: the code, the paper, whether one stands, who may download it."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pikepdf
import pytest

from heliograph.network import records
from heliograph.network.joining import certificates, lifecycle
from heliograph.network.joining.certificate_pdf import render
from heliograph.network.joining.codes import LENGTH, SIGNS, new_code, read_code
from heliograph.network.states import Membership, Refused
from tests.conftest import person_with
from tests.network.factories import NOW, TODAY, person, school, with_role
from tests.network.joining.factories import last_letter, subjects

pytestmark = pytest.mark.django_db


def issued(by=None, **fields):
    made = certificates.issue(school(**fields), by, NOW)[0]
    made.organization.refresh_from_db()
    return made


def words_of(content):
    with pdfplumber.open(BytesIO(content)) as document:
        return [page.extract_text() for page in document.pages]


def test_a_code_has_more_than_sixty_bits_and_no_signs_that_look_alike():
    assert len(SIGNS) ** LENGTH > 2**60
    assert set("01OIL").isdisjoint(SIGNS)
    assert len({new_code() for _time in range(50)}) == 50


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("7K2M-9QRT-XYZ2-ABCD", "7K2M-9QRT-XYZ2-ABCD"),
        (" 7k2m 9qrt xyz2 abcd ", "7K2M-9QRT-XYZ2-ABCD"),
        ("7K2M9QRTXYZ2ABCD", "7K2M-9QRT-XYZ2-ABCD"),
        ("7K2M-9QRT-XYZ2-ABC", ""),
        ("7K2M-9QRT-XYZ2-ABC0", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_as_people_type_it(written, read):
    assert read_code(written) == read


def test_the_paper_is_one_tagged_landscape_page_that_says_all(settings):
    certificate = issued(name="Lycée de l’Amitié", name_language="fr", name_en="Friendship School", correspondence="en")
    content = render([certificate], NOW)
    with pikepdf.open(BytesIO(content)) as document:
        assert (bool(document.Root.MarkInfo.Marked), str(document.Root.Lang)) == (True, "en")
        box = document.pages[0].MediaBox
        assert (len(document.pages), round(box[2]), round(box[3])) == (1, 842, 595)
    (words,) = words_of(content)
    for part in (
        "Certificate of membership", "Lycée de l’Amitié", "Friendship School", "Lomé, Togo",
        "has been a member of the Associated Schools since 2001.", "Monday, 12 January 2026", certificate.code,
        f"{settings.SITE_URL.split('//')[1]}/network/certificates/{certificate.code}/",
    ):  # fmt: skip
        assert part in words
    with pdfplumber.open(BytesIO(content)) as document:
        assert {link["uri"] for link in document.pages[0].hyperlinks} == {
            f"{settings.SITE_URL}/network/certificates/{certificate.code}/"
        }


@pytest.mark.parametrize(
    ("name", "language", "font"),
    [
        ("مدرسة الصداقة", "ar", "NotoSansArabic"),
        ("Гимназия дружбы", "ru", "LibertinusSerif"),
        ("友谊中学", "zh", "NotoSansCJK"),
        ("मैत्री विद्यालय", "hi", "NotoSans"),
    ],
)
def test_a_name_is_printed_in_its_own_script(name, language, font):
    content = render([issued(name=name, name_language=language)], NOW)
    with pdfplumber.open(BytesIO(content)) as document:
        fonts = {sign["fontname"].split("+")[-1] for sign in document.pages[0].chars if sign["size"] > 30.5}
    assert any(each.startswith(font) for each in fonts)


def test_a_script_without_letters_gives_way_to_the_english_name():
    thai = {"name": "โรงเรียนมิตรภาพ", "name_language": "th"}
    assert issued(**thai, name_en="Friendship School").name == "Friendship School"
    with pytest.raises(Refused, match="cannot be printed"):
        issued(**thai)


def test_the_longest_name_stays_on_its_page():
    assert len(words_of(render([issued(name="W" * 250), issued(name="Ab " * 83)], NOW))) == 2


def test_a_certificate_says_whether_it_stands(client, secretary):
    certificate = issued(name="Open School", visibility="hidden")
    page = f"/network/certificates/{certificate.code}/"

    def title():
        answer = client.get(page)
        assert "Open School" in answer.text
        return answer.text.split("<h1>")[1].split("</h1>")[0]

    assert title() == "This certificate stands"
    held = certificate.organization
    records.change_membership(held, Membership.SUSPENDED, TODAY, "no answer", secretary, NOW)
    assert (title(), "suspended" in client.get(page).text) == ("This certificate does not stand", True)
    records.change_membership(held, Membership.LEFT, TODAY, "closed", secretary, NOW)
    assert (title(), "not a member" in client.get(page).text) == ("This certificate does not stand", True)


def test_an_unknown_code_is_told_to_be_one_and_a_typed_one_is_found(client):
    certificate = issued()
    assert client.get("/network/certificates/2222-2222-2222-2222/").status_code == 404
    assert client.get("/network/certificates/", {"code": "nonsense"}).status_code == 404
    found = client.get("/network/certificates/", {"code": certificate.code.replace("-", " ").lower()})
    assert found.url == f"/network/certificates/{certificate.code}/"


def test_issuing_anew_replaces_only_what_says_something_else(client, desk, secretary):
    certificate = issued(email="office@example.org")
    held = certificate.organization
    assert lifecycle.issue_anew(held, secretary, NOW) == (certificate, False)
    assert subjects("office@example.org") == []
    records.correct(held, {"name": "School of the River"}, secretary, NOW)
    desk.post(f"/desk/schools/{held.public_id}/certificate/")
    desk.post(f"/desk/schools/{held.public_id}/certificate/")
    certificate.refresh_from_db()
    new = certificates.standing_of(held)
    assert (certificate.replaced_at, new.name, held.certificates.count()) == (NOW, "School of the River", 2)
    assert "replaced by a newer one" in client.get(f"/network/certificates/{certificate.code}/").text
    assert subjects("office@example.org") == ["The new certificate of School of the River"]
    assert last_letter("office@example.org").attachments.get().content[:5] == b"%PDF-"


def test_only_the_secretariat_issues_and_only_to_members(client, coordinator, secretary):
    member, candidate = school(), school(membership="candidate", member_since=None)
    client.force_login(coordinator)
    assert client.post(f"/desk/schools/{member.public_id}/certificate/").status_code == 404
    with pytest.raises(Refused, match="Only a member"):
        lifecycle.issue_anew(candidate, secretary, NOW)


def test_the_pdf_is_for_those_who_see_the_whole_record(client, coordinator, secretary):
    certificate = issued()
    held = certificate.organization
    path = f"/network/schools/{held.public_id}/certificate.pdf"
    assert client.get(path).status_code == 302
    allowed = [secretary, coordinator, with_role(person(), "teacher", organization=held)]
    hidden = [
        with_role(person(), "focal-point", organization=school()),
        person_with("coordinator", "coordinator@bj.natcom.example.org", country="BJ"),
    ]
    for who, status in [*((each, 200) for each in allowed), *((each, 404) for each in hidden)]:
        client.force_login(who)
        assert client.get(path).status_code == status
    records.change_membership(held, Membership.SUSPENDED, TODAY, "no answer", secretary, NOW)
    client.force_login(coordinator)
    assert client.get(path).status_code == 404


def test_the_certificates_of_a_country_come_as_one_pdf(client, coordinator):
    issued(name="First"), issued(name="Second"), issued(name="Far", country="BJ")
    client.force_login(coordinator)
    pages = words_of(client.get("/desk/certificates.pdf").content)
    assert [next(name for name in ("First", "Second", "Far") if name in page) for page in pages] == ["First", "Second"]
    assert client.get("/desk/certificates.pdf?country=BJ").status_code == 302
    assert client.get("/desk/certificates.pdf?since=2026-01-13").status_code == 302
    assert client.get("/desk/certificates.pdf?since=nonsense").status_code == 200


def test_more_certificates_than_one_file_holds_are_refused_in_words(client, coordinator, monkeypatch):
    for module in ("certificates", "desk_membership"):
        monkeypatch.setattr(f"heliograph.network.joining.{module}.MOST", 1)
    issued(), issued()
    client.force_login(coordinator)
    answer = client.get("/desk/certificates.pdf", follow=True)
    assert "These are more than 1 certificates, too many for one file." in answer.text
