"""A move told ahead of time changes everything on its day, the area too, and nothing before."""

import datetime

import pytest
from django.urls import reverse

from institutions.access import scope_of
from institutions.importing import undo
from institutions.models import Area, Institution, InstitutionImport, Placement
from leadership.models import Team
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.test_import_institutions import EGERNET, HIMMELBLAA, SOLSIKKEN, TODAY, enter

pytestmark = pytest.mark.django_db

DAY = datetime.date(2027, 1, 1)
BEFORE = DAY - datetime.timedelta(days=1)
SEKSTANTEN = SOLSIKKEN.replace("9101", "9301").replace("Solsikken", "Rævehuset")
EAST = SEKSTANTEN.replace("Område Vest;Klynge Fyrtårnet", "Område Øst;Klynge Sekstanten")
OUTSIDE = EGERNET.replace("Klynge Kompasset", "")


def moved(row: str, *, to: str, on: str) -> str:
    """The row with another area and cluster, from another day."""
    cells = row.split(";")
    cells[6:8], cells[8] = to.split(";"), on
    return ";".join(cells)


AHEAD = moved(EGERNET, to="Område Øst;Klynge Sekstanten", on="01-01-2027")


@pytest.fixture
def egernet() -> Institution:
    enter(SOLSIKKEN, EGERNET, EAST)
    return Institution.objects.get(slug="egernet")


def areas_of(institution: Institution) -> list[str]:
    """On the last day before the move, and on its first, by the row and by the list."""
    listed = [
        Institution.objects.with_area(day).get(pk=institution.pk).area_name for day in (BEFORE, DAY)
    ]
    assert [institution.area_on(day).name for day in (BEFORE, DAY)] == listed
    return listed


def test_a_move_ahead_takes_the_area_with_it_on_its_day(egernet):
    outcome = enter(AHEAD)

    assert ("område fra 01-01-2027", "Område Vest", "Område Øst") in [
        change[1:4] for change in outcome.changes
    ]
    egernet.refresh_from_db()
    assert egernet.area.name == "Område Vest"
    assert areas_of(egernet) == ["Område Vest", "Område Øst"]


def test_the_same_file_again_changes_nothing_before_the_day_nor_after(egernet):
    from institutions.importing import commit_list
    from tests.test_import_institutions import sheet

    enter(AHEAD)

    for day in (TODAY, BEFORE, DAY, DAY + datetime.timedelta(days=30)):
        outcome = commit_list(sheet(AHEAD), today=day)
        assert (outcome.changed_count, outcome.unchanged_count) == (0, 1), day
        assert areas_of(egernet) == ["Område Vest", "Område Øst"]


@pytest.mark.parametrize("area", ["Område Vest", "Område Øst"])
def test_the_head_of_an_area_reaches_what_lies_there_that_day(egernet, area, time_machine):
    enter(AHEAD)
    head = MembershipFactory(area_head=True, area=Area.objects.get(name=area)).user

    for day in (BEFORE, DAY):
        time_machine.move_to(datetime.datetime.combine(day, datetime.time(12)))
        lies_there = egernet.area_on(day).name == area
        reads = scope_of(type(head).objects.get(pk=head.pk)).reads
        assert reads.holds(egernet.pk) == lies_there


def test_a_team_is_overseen_by_the_head_of_that_day(egernet):
    enter(AHEAD)
    head = MembershipFactory(area_head=True, area=Area.objects.get(name="Område Øst")).user
    team = Team(institution=egernet)

    assert [team.is_overseen_by(head, day) for day in (BEFORE, DAY)] == [False, True]


def test_who_leaves_the_clusters_stays_in_the_area_unless_the_file_says_so(egernet):
    enter(moved(EGERNET, to="Område Vest;", on="01-01-2027"))
    assert areas_of(egernet) == ["Område Vest", "Område Vest"]

    enter(moved(SOLSIKKEN, to="Område Øst;", on="01-01-2027"))
    assert areas_of(Institution.objects.get(slug="solsikken")) == ["Område Vest", "Område Øst"]


def test_who_comes_from_outside_lies_in_the_area_of_the_cluster_from_the_day():
    enter(SOLSIKKEN, OUTSIDE, EAST)
    egernet = Institution.objects.get(slug="egernet")

    enter(AHEAD)

    egernet.refresh_from_db()
    assert egernet.area.name == "Område Vest"
    assert areas_of(egernet) == ["Område Vest", "Område Øst"]


def test_outside_clusters_an_area_ahead_of_time_is_refused_and_not_taken_at_once():
    enter(SOLSIKKEN, OUTSIDE, EAST)

    outcome = enter(moved(OUTSIDE, to="Område Øst;", on="01-01-2027"))

    assert "Vent med denne række til 01-01-2027" in outcome.errors[0].message
    assert Institution.objects.get(slug="egernet").area.name == "Område Vest"
    assert enter(moved(OUTSIDE, to="Område Øst;", on="23-11-2026")).changed_count == 1
    assert Institution.objects.get(slug="egernet").area.name == "Område Øst"


def test_an_area_that_is_not_the_clusters_is_refused(egernet):
    headings = "Institutionsnummer;Institution;Område"

    outcome = enter("9201;Egernet;Område Øst", headings=headings)

    assert "Skriv også dens nye klynge" in outcome.errors[0].message


def test_a_move_ahead_is_undone_whole(egernet):
    enter(AHEAD)

    undo(InstitutionImport.objects.latest("pk"))

    assert areas_of(egernet) == ["Område Vest", "Område Vest"]
    assert Placement.objects.filter(institution=egernet, to_on=None).count() == 1


def test_the_administration_shows_the_area_of_today(client, time_machine, egernet):
    enter(AHEAD, HIMMELBLAA)
    client.force_login(UserFactory(administrator=True))
    address = reverse("admin:institutions_institution_changelist")

    for day, area in ((BEFORE, "omraade-vest"), (DAY, "omraade-oest")):
        time_machine.move_to(datetime.datetime.combine(day, datetime.time(12)))
        client.force_login(UserFactory(administrator=True))
        page = client.get(address, {"area": area, "q": "Egernet"}).content.decode()
        assert ">Egernet</a>" in page, day


def test_outside_clusters_the_own_area_counts():
    institution = InstitutionFactory()

    assert institution.area_on(DAY) == institution.area
