"""The value base: what ships, who reads it, searching, comparing, versions."""

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from leadership.models import Commitment, CommitmentCell, CoreArea, Profile, ValueBase
from leadership.shipped import load_shipped
from leadership.value_base.contents import Contents
from leadership.value_base.pages import RolePage
from tests.factories import ClusterFactory, MembershipFactory, UserFactory
from tests.factories.leadership import CommitmentFactory, JobRoleFactory, ValueBaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(board_member=True, cluster=ClusterFactory()).user


@pytest.fixture
def shipped():
    load_shipped()
    base = ValueBase.objects.get()
    base.from_on = datetime.date(2026, 1, 1)
    base.save()
    return base


def test_the_shipped_value_base_is_whole(shipped):
    contents = Contents.of(shipped)

    assert [value.name for value in contents.values] == [
        "Ordentlighed",
        "Ligeværd",
        "Udvikling",
        "Frihed",
    ]
    assert len(list(contents.cells)) == CommitmentCell.objects.count() == 22
    assert contents.count == Commitment.objects.count() == 135
    assert [cell.role.name for cell in contents.cells if cell.is_being_written] == [
        "Dagplejepædagog med koordinerende funktion"
    ] * 2


def test_the_shipped_profile_is_whole(shipped):
    profile = Profile.objects.for_teams().get()

    assert len(profile.focus_points) == 3
    assert [(group.question, group.areas.count()) for group in profile.groups.all()] == [
        ("Hvordan?", 3),
        ("Hvad?", 6),
    ]
    assert CoreArea.objects.filter(group__profile=profile).count() == 9
    assert [step.rank for step in profile.scale.steps.order_by("rank")] == [1, 2, 3, 4, 5]


def test_loading_again_keeps_local_changes(shipped):
    Commitment.objects.filter(number=1).delete()
    Profile.objects.update(purpose="Vores eget formål")

    assert load_shipped() == {"leadership profiles": 0, "value bases": 0}

    assert Profile.objects.for_teams().get().purpose == "Vores eget formål"
    assert Commitment.objects.count() == 135 - 20


def test_what_is_being_prepared_is_for_administrators(client, member):
    draft = CommitmentFactory(role=JobRoleFactory(base=ValueBaseFactory(draft=True)))
    address = reverse("job_role_detail", args=[draft.cell.role_id])

    client.force_login(member)
    assert client.get(address).status_code == 404
    assert (
        "Der er ikke taget et værdigrundlag i brug"
        in client.get(reverse("value_base")).content.decode()
    )

    client.force_login(UserFactory(administrator=True))
    assert draft.text in client.get(address).content.decode()


def test_the_newest_version_in_force_is_shown_and_the_older_can_be_read(client, member):
    older = ValueBaseFactory(name="Den gamle", from_on=datetime.date(2021, 1, 1))
    ValueBaseFactory(name="Den gældende", from_on=datetime.date(2024, 1, 1))
    ValueBaseFactory(name="Den kommende", from_on=datetime.date(2999, 1, 1))
    client.force_login(member)

    page = client.get(reverse("value_base")).content.decode()
    assert "<h1>Den gældende</h1>" in page
    assert "Den kommende" not in page

    page = client.get(reverse("value_base"), {"udgave": older.pk}).content.decode()
    assert "<h1>Den gamle</h1>" in page
    assert "Det er ikke den udgave, der gælder i dag." in page


@pytest.mark.parametrize("asked", ["nonsense", "999999", "²"])
def test_a_version_that_is_not_there_is_not_found(client, member, asked):
    ValueBaseFactory()
    client.force_login(member)

    assert client.get(reverse("value_base"), {"udgave": asked}).status_code == 404


@pytest.mark.parametrize("words", ["ÆBLE", "æble", "øre  æble"])
def test_a_search_knows_danish_letters(client, member, words):
    role = JobRoleFactory()
    CommitmentFactory(role=role, text="At dele et Æble og en ørebold <ærligt>.")
    CommitmentFactory(role=role, text="At tale sammen.")
    client.force_login(member)

    page = client.get(reverse("value_base"), {"q": words})

    [found] = page.context["page"].found
    assert found.commitment.text.startswith("At dele")
    assert "<mark>Æble</mark>" in found.text
    assert "&lt;ærligt&gt;" in found.text


def test_one_letter_is_too_little_to_search_for(client, member):
    CommitmentFactory(text="At ose.")
    client.force_login(member)

    page = client.get(reverse("value_base"), {"q": "o"})

    assert not page.context["page"].found
    assert "mindst to bogstaver" in page.content.decode()


def test_a_role_reads_its_own_and_what_holds_for_everybody(client, member, shipped):
    client.force_login(member)
    role = Contents.of(shipped).groups[0].roles[3].role

    page = client.get(role.get_absolute_url()).content.decode()

    assert "15 forpligtelser for rollen selv og 14 fælles for alle" in page
    assert page.count('id="forpligtelse-') == 29


def test_two_roles_stand_side_by_side(client, member, shipped):
    one, other = (row.role for row in Contents.of(shipped).groups[2].roles[1:])
    client.force_login(member)

    page = client.get(reverse("job_role_compare"), {"rolle": one.pk, "med": other.pk})

    areas = page.context["page"].areas
    assert [(len(a.commitments), len(b.commitments)) for _area, a, b in areas] == [
        (10, 11),
        (8, 4),
    ]


@pytest.mark.parametrize("name", ["value_base", "value_base_matrix", "job_role_compare"], ids=str)
def test_a_page_costs_the_same_however_much_it_shows(client, member, queries_for, name):
    role = JobRoleFactory()
    CommitmentFactory(role=role)
    client.force_login(member)
    small = queries_for(reverse(name))

    for _number in range(4):
        CommitmentFactory(role=JobRoleFactory(group=role.group), area=f"Område {_number}")

    assert queries_for(reverse(name)) == small


def test_the_profile_is_a_figure_of_text(client, member, shipped):
    client.force_login(member)

    page = client.get(reverse("profile_detail", args=["klyngeledelsesprofil"])).content.decode()

    assert page.count('href="#omraade-') == 9
    assert "Styrket samarbejde i klyngeledelsesteamet" in page
    assert "fungerer som rollemodel og har mod og integritet til at stå fast." in page


def text_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def test_the_paper_of_a_role_has_its_commitments_and_those_of_everybody(client, member, shipped):
    client.force_login(member)
    page = RolePage.build(shipped.groups.first().roles.last(), base=shipped, user=member)

    paper = text_of(client.get(reverse("job_role_paper", args=[page.own.role.pk])))

    for row in filter(None, (page.own, page.shared)):
        for cell in row.cells:
            assert all(
                " ".join(commitment.text.split()) in paper for commitment in cell.commitments
            )


def test_the_whole_value_base_is_a_tagged_danish_paper(client, member, shipped):
    client.force_login(member)

    answer = client.get(reverse("value_base_paper"))

    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "da"
    assert shipped.name in text_of(answer)
    assert text_of(answer).count("Under udarbejdelse") == 2


def test_what_is_written_of_the_whole_and_of_values_is_on_page_and_paper(client, member, shipped):
    client.force_login(member)

    ValueBase.objects.update(introduction="Alle børn trives, lærer og udvikler sig.")
    shipped.values.filter(number=1).update(text="Vi holder, hvad vi lover.")
    page = client.get(reverse("value_base")).text
    paper = text_of(client.get(reverse("value_base_paper")))

    for text in ("Alle børn trives, lærer og udvikler sig.", "Vi holder, hvad vi lover."):
        assert text in page
        assert text in paper
