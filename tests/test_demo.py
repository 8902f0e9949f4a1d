"""The demo: a municipality that holds together, loaded once and never over what visitors did."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from config.slugs import folded_slug
from demo import read
from files.spreadsheets import read as read_spreadsheet
from indicators.models import Indicator
from institutions.models import Board, Cluster, Identifier, Institution, Membership
from institutions.naming import cluster_slug
from institutions.roles import Role
from institutions.versions import DataVersion
from measurements.importing import prepare
from measurements.models import Import, Inspection, Measurement
from meetings.models import Meeting, MeetingDecision, MeetingPaper
from strategy.models import LocalGoal, Method, Strategy
from strategy.workflow import LocalGoalStatus
from voices.models import UnitLink, VoiceRound

pytestmark = pytest.mark.django_db

OURS = ("accounts", "institutions", "strategy", "measurements", "indicators", "meetings")


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """The demo in the test database, taken out again when this module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo_data", force=True, verbosity=0)
        yield
        transaction.set_rollback(True)


def rows() -> dict[str, int]:
    return {
        model._meta.label: model.objects.count()
        for model in apps.get_models()
        if model._meta.app_label in OURS and model is not DataVersion  # each write leaves one
    }


def test_the_demo_is_refused_where_it_could_do_harm(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="--force"):
        call_command("demo_data")


def test_loading_it_again_changes_nothing(settings):
    settings.DEBUG = True
    once, out = rows(), StringIO()
    goal = LocalGoal.objects.filter(status=LocalGoalStatus.DRAFT).first()
    LocalGoal.objects.filter(pk=goal.pk).update(text="Rettet af en gæst")

    call_command("demo_data", stdout=out)

    assert out.getvalue() == ""
    assert rows() == once
    goal.refresh_from_db()
    assert goal.text == "Rettet af en gæst"


#: What somebody is besides: in the chair of a group of their own staff.
CHAIRS = {
    "klyngeleder@example.com": [(Role.CHAIR, "Klynge Fyrtårnet", "Klynge-MED Fyrtårnet")],
}


def test_the_demo_holds_what_others_rely_on():
    """The places, people and codes of the contract, and three areas of life."""
    assert Institution.objects.count() == 18
    assert set(Cluster.objects.values_list("slug", flat=True)) == {
        "fyrtaarnet",
        "kompasset",
        "sekstanten",
    }
    units = Institution.objects.in_cluster(Cluster.objects.get(slug="fyrtaarnet"))
    assert set(units.values_list("slug", flat=True)) == {
        "solsikken",
        "boernehuset-aakanden",
        "laerkereden",
        "moellehoej",
        "regnbuen",
        "stjerneskuddet",
        "dagplejen-syd",
    }
    assert set(
        Indicator.objects.whole()
        .filter(goal__strategy__cluster__slug="fyrtaarnet")
        .values_list("code", flat=True)
    ) == {"MP1", "MP2", "MP3", "MP4", "MP5"}
    for email, role, place in [
        ("administrator@example.com", Role.ADMINISTRATOR, "None"),
        ("omraadechef@example.com", Role.AREA_HEAD, "Område Vest"),
        ("klyngeleder@example.com", Role.CLUSTER_LEADER, "Klynge Fyrtårnet"),
        ("leder@example.com", Role.LEADER, "Solsikken"),
        ("leder2@example.com", Role.LEADER, "Egernet"),
        ("bestyrelse@example.com", Role.BOARD_MEMBER, "Klynge Fyrtårnet"),
    ]:
        person = User.objects.get(email=email)
        held = Membership.objects.current().filter(user=person)
        given = [(one.role, str(one.place), str(one.board or "")) for one in held]
        assert sorted(given) == sorted([(role, place, ""), *CHAIRS.get(email, [])])
        assert person.check_password("ledestjernen-demo")
    assert Strategy.objects.in_force(2026).count() == 3
    assert Method.objects.count() == 10
    assert set(LocalGoal.objects.values_list("status", flat=True)) == set(LocalGoalStatus.values)


def test_every_address_is_the_folded_name():
    for institution in Institution.objects.all():
        assert institution.slug == folded_slug(institution.name)
    for cluster in Cluster.objects.all():
        assert cluster.slug == cluster_slug(cluster.name)


def test_every_inspection_and_kids_value_can_be_traced_to_its_row():
    counted = Measurement.objects.filter(batch=None)  # from answers by link, and from no file
    assert {value.topic.version.instrument.code for value in counted} == {"boerneinterview"}
    for link in UnitLink.objects.filter(round__in=VoiceRound.objects.over(timezone.localdate())):
        counted = counted.exclude(
            institution=link.institution, period=link.round.period, raw__startswith=link.round.mark
        )
    assert not counted.exists()
    assert not Inspection.objects.filter(batch=None).exists()
    assert not Import.objects.filter(imported_by=None).exists()
    value = Measurement.objects.filter(topic__version__instrument__code="tilsyn").first()
    assert value.raw in value.batch.rows.numbered(value.row_number).texts


def test_the_demo_leaves_something_to_read_in():
    """Solsikken's inspection of 2026 is not there, and a file with it is new and without fault."""
    number = Identifier.objects.get(kind="local", institution__slug="solsikken").value
    content = (
        "Institutionsnummer;Tilsynsår;Tilsynstype;Tilsyn afsluttet;"
        "Samspil og relationer mellem børn og voksne\r\n"
        f"{number};2026;Ordinært tilsyn;10-04-2026;Vedligeholde indsatsen\r\n"
    )

    plan = prepare(read_spreadsheet(content.encode(), name="tilsyn.csv"))

    assert not plan.errors
    assert (plan.new_count, plan.changed_count) == (1, 0)


def test_decisions_came_one_after_the_other_and_end_where_the_goal_is():
    for goal in LocalGoal.objects.prefetch_related("decisions"):
        decisions = sorted(goal.decisions.all(), key=lambda decision: decision.made_at)
        steps = [LocalGoalStatus.DRAFT, *(decision.to_status for decision in decisions)]
        assert [decision.from_status for decision in decisions] == steps[:-1], goal
        assert goal.status == steps[-1], goal


@pytest.mark.parametrize("part", ["fyrtaarnet", "elsewhere"])
def test_the_texts_of_local_goals_are_different_ones(part):
    texts = [goal["text"] for goal in read(f"local_goals_{part}")["local_goals"]]

    assert len(texts) == len(set(texts))


def test_a_chapter_that_fails_leaves_nothing_half_done(monkeypatch):
    Method.objects.all().delete()
    half = {"methods": [{"name": "Børnemøder", "used": []}, {"name": "Læsning"}]}
    monkeypatch.setattr("demo.methods.read", lambda name: half)

    with pytest.raises(KeyError):
        call_command("demo_data", force=True, verbosity=0)

    assert not Method.objects.exists()


def test_boards_have_met_with_papers_that_are_as_they_were():
    board = Board.objects.get(name="Forældrebestyrelsen i Klynge Fyrtårnet")
    approved = Meeting.objects.filter(board=board, status="approved")

    assert approved.count() == 3
    for meeting in approved:
        kinds = set(meeting.papers.values_list("kind", flat=True))
        assert kinds == {"agenda", "board_paper", "minutes"}
    assert all(paper.is_unchanged for paper in MeetingPaper.objects.all())
    assert MeetingDecision.objects.filter(item__meeting__board=board).count() >= 4
    kinds = set(Meeting.objects.values_list("board__kind", flat=True))
    assert kinds == {
        *("parent_board", "independent_board", "committee", "leadership_team"),
        *("network", "school_board", "joint_council"),
    }
