"""The committee approves the whole set; it can be read as it was that day, ever after."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from strategy.approving import approve
from strategy.models import Approval, LocalGoal
from strategy.pages.approvals import ApprovalPage
from strategy.querysets import Unchangeable
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    EffortFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.markup import tight
from tests.test_handover import pdf_text
from tests.test_local_goal_workflow import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def strategy():
    return StrategyFactory(title="Styringskoncept")


@pytest.fixture
def goal(strategy):
    return GoalFactory(strategy=strategy, number=1)


@pytest.fixture
def institution():
    return InstitutionFactory(name="Solsikken", cluster=ClusterFactory(name="Klynge Fyrtårnet"))


@pytest.fixture
def local_goal(goal, institution):
    return LocalGoalFactory(adopted=True, goal=goal, institution=institution, text="Alle er med.")


@pytest.fixture
def politician():
    return MembershipFactory(board_member=True, user__name="Else Marie Thygesen").user


@pytest.fixture
def approval(strategy, local_goal, politician):
    return approve(strategy, by=politician, approved_on=TODAY, note="Punkt 7")


def text_of(approval, user) -> list[str]:
    page = ApprovalPage.build(Approval.objects.get(pk=approval.pk), user=user)
    return [
        goal.text
        for cluster in page.clusters
        for place in cluster.places
        for goal in place.local_goals
    ]


def test_what_the_boards_have_adopted_is_written_down_whole(approval, local_goal, goal):
    (place,) = approval.content["places"]

    assert approval.content["strategy"]["title"] == "Styringskoncept"
    (told,) = approval.content["goals"]
    assert (told["number"], told["text"], told["statements"]) == (1, goal.text, [])
    assert (place["institution"], place["cluster"]) == ("Solsikken", "Klynge Fyrtårnet")
    (row,) = place["local_goals"]
    assert (row["text"], row["efforts"]) == ("Alle er med.", ["Børnemøde hver onsdag."])
    assert row["measured_on"] == local_goal.measured_on.isoformat()
    assert approval.content["approved_by"] == "Else Marie Thygesen"
    assert set(approval.local_goals.all()) == {local_goal}


@pytest.mark.parametrize("status", [{}, {"sent": True}, {"returned": True}, {"discontinued": True}])
def test_what_no_board_has_adopted_is_no_part_of_it(
    strategy, goal, institution, politician, status
):
    LocalGoalFactory(goal=goal, institution=institution, **status)

    approval = approve(strategy, by=politician, approved_on=TODAY)

    assert approval.content["places"][0]["local_goals"] == []


def test_nothing_that_happens_afterwards_changes_it(approval, local_goal, goal, politician):
    before = Approval.objects.values().get()

    EffortFactory(local_goal=local_goal, number=2, text="Nyt")
    local_goal.text = "Noget andet."
    local_goal.write(by=None, efforts=["Helt andet"])
    local_goal.transition(LocalGoalStatus.DISCONTINUED, by=politician, comment="Slut.")
    goal.text = "Et andet mål"
    goal.save()

    assert Approval.objects.values().get() == before
    assert text_of(approval, politician) == ["Alle er med."]
    assert Approval.objects.get().is_as_it_was


def test_it_can_neither_be_changed_nor_deleted(approval, strategy):
    approval.note = "Noget andet"

    for attempt in (
        approval.save,
        approval.delete,
        lambda: Approval.objects.update(note="x"),
        lambda: Approval.objects.filter(pk=approval.pk).update(content={}),
        lambda: Approval.objects.all().delete(),
        lambda: Approval.objects.bulk_update([approval], ["note"]),
        lambda: Approval.objects.update_or_create(pk=approval.pk, defaults={"note": "x"}),
    ):
        with pytest.raises(Unchangeable):
            attempt()
    with pytest.raises(Exception, match="protected"):
        strategy.delete()

    assert Approval.objects.get().note == "Punkt 7"


def test_a_change_behind_our_back_is_told(client, approval, politician):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE strategy_approval SET sha256 = %s", ["0" * 64])
    client.force_login(politician)

    text = client.get(approval.get_absolute_url()).content.decode()

    assert "Teksten er ikke længere den, der blev godkendt" in text


def test_pressed_twice_it_is_approved_once(approval, strategy, politician):
    again = approve(strategy, by=politician, approved_on=TODAY, note="Punkt 7")

    assert again == approval
    assert approve(strategy, by=politician, approved_on=TODAY, note="Punkt 8") != approval


@pytest.mark.django_db(transaction=True)
def test_several_who_approve_at_once_approve_once(strategy, local_goal, politician):
    answers = at_once(
        lambda number: approve(strategy, by=politician, approved_on=TODAY).pk,
        6,
    )

    assert len(set(answers)) == 1
    assert Approval.objects.count() == 1


def test_it_is_written_in_a_number_of_queries_that_does_not_grow(
    strategy, goal, institution, politician, django_assert_max_num_queries
):
    for number in range(10):
        place = InstitutionFactory(name=f"Hus {number}", cluster=ClusterFactory())
        LocalGoalFactory.create_batch(2, adopted=True, goal=goal, institution=place)

    with django_assert_max_num_queries(16):
        approve(strategy, by=politician, approved_on=TODAY)


def test_a_politician_is_no_member_of_a_board(client, politician):
    client.force_login(politician)
    page = client.get("/").content.decode()

    assert "Medlem af udvalget" in page
    assert "estyrelsesmedlem" not in page


# --- Pages --------------------------------------------------------------------------------------


def test_the_committee_approves_and_everybody_finds_it_on_the_municipality(
    client, strategy, local_goal, politician, institution
):
    client.force_login(politician)
    assert "/kommunen/godkendelser/ny/" in client.get("/kommunen/").content.decode()

    answer = client.post(
        "/kommunen/godkendelser/ny/",
        {"kind": "whole", "approved_on": f"{TODAY:%d.%m.%Y}", "note": "Punkt 7", "sure": "yes"},
        follow=True,
    )

    approval = Approval.objects.get()
    assert answer.redirect_chain[-1][0] == approval.get_absolute_url()
    assert "Alle er med." in answer.content.decode()
    assert not approval.on_behalf_of_committee
    client.force_login(MembershipFactory(leader=True, institution=institution).user)
    page = client.get("/kommunen/").content.decode()
    assert approval.get_absolute_url() in page
    assert "/kommunen/godkendelser/ny/" not in page
    goal_page = client.get(local_goal.get_absolute_url()).content.decode()
    assert "Godkendt af udvalget" in goal_page


def test_an_administrator_records_it_on_behalf_of_the_committee(client, strategy, local_goal):
    client.force_login(MembershipFactory(administrator=True).user)

    client.post(
        "/kommunen/godkendelser/ny/",
        {"kind": "whole", "approved_on": "15.01.2026", "note": "", "sure": "yes"},
    )

    approval = Approval.objects.get()
    assert approval.on_behalf_of_committee
    assert approval.approved_on == datetime.date(2026, 1, 15)


def test_what_is_written_down_later_says_so(client, strategy, local_goal):
    client.force_login(MembershipFactory(administrator=True).user)
    address = "/kommunen/godkendelser/ny/"
    later, same = "som det var, da det blev skrevet ned", "som det var den dag, det blev godkendt"

    for day, said in (("15.01.2026", later), (f"{TODAY:%d.%m.%Y}", same)):
        sent = {"kind": "whole", "approved_on": day, "note": "", "sure": "yes"}
        page = tight(client.post(address, sent, follow=True).content.decode())
        assert [words for words in (later, same) if words in page] == [said]


def test_the_paper_of_what_is_written_down_later_says_when_on_its_pages(
    client, strategy, local_goal, institution, politician
):
    long_ago = TODAY - datetime.timedelta(days=40)
    approval = approve(strategy, by=politician, approved_on=long_ago)
    InstitutionFactory()
    approve(strategy, by=politician, approved_on=TODAY)
    day = date_format(TODAY, "DATE_FORMAT")
    part = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    client.force_login(part)

    page = tight(client.get(approval.get_absolute_url()).text)
    papers = [
        bytes(approval.pdf),
        client.get(reverse("approval_paper", args=[approval.pk])).content,
    ]

    assert f"Teksten er den, der blev skrevet ned {day}" in page
    for paper in papers:
        assert f"Skrevet ned {day}" in pdf_text(paper)
        assert "Vist pr." not in pdf_text(paper)
    of_the_day = Approval.objects.get(approved_on=TODAY)
    assert f"Vist pr. {day}" in pdf_text(bytes(of_the_day.pdf))
    assert "Teksten er den, der blev godkendt" in client.get(of_the_day.get_absolute_url()).text


def test_nothing_is_approved_twice_on_one_day(client, strategy, local_goal, politician):
    client.force_login(politician)
    sent = {"kind": "whole", "approved_on": f"{TODAY:%d.%m.%Y}", "note": "", "sure": "yes"}

    pages = [client.post("/kommunen/godkendelser/ny/", sent, follow=True) for _nth in range(2)]
    model = client.post("/kommunen/godkendelser/ny/", sent | {"kind": "model"})

    assert "Det er allerede godkendt den dag" not in pages[0].content.decode()
    assert "Det er allerede godkendt den dag" in pages[1].content.decode()
    assert model.status_code == 302
    assert Approval.objects.count() == 2


def test_a_day_to_come_approves_nothing(client, strategy, politician):
    client.force_login(politician)
    tomorrow = TODAY + datetime.timedelta(days=1)

    page = client.post("/kommunen/godkendelser/ny/", {"approved_on": f"{tomorrow:%d.%m.%Y}"})

    assert "<title>Fejl:" in tight(page.content.decode())
    assert not Approval.objects.exists()


@pytest.mark.parametrize("role", ["chair", "board_member", "cluster_leader"])
def test_who_sits_elsewhere_does_not_approve(client, role, strategy, institution):
    cluster = institution.placements.get().cluster
    client.force_login(MembershipFactory(**{role: True}, cluster=cluster).user)

    assert client.post("/kommunen/godkendelser/ny/").status_code == 404


def test_each_reads_the_part_they_follow(client, approval, institution, strategy, goal, politician):
    elsewhere = InstitutionFactory(name="Egernet", cluster=ClusterFactory())
    LocalGoalFactory(adopted=True, goal=goal, institution=elsewhere, text="Egernets mål.")
    whole = approve(strategy, by=politician, approved_on=TODAY, note="Igen")
    leader = MembershipFactory(leader=True, institution=institution).user
    client.force_login(leader)

    text = client.get(whole.get_absolute_url()).content.decode()

    assert text_of(whole, leader) == ["Alle er med."]
    assert len(text_of(whole, politician)) == 2
    assert "1 af 2 institutioner" in text
    assert "Egernets mål." not in text


def test_a_former_role_reads_none(client, approval, institution):
    client.force_login(MembershipFactory(leader=True, former=True, institution=institution).user)

    assert client.get(approval.get_absolute_url()).status_code == 404


def test_local_goals_are_not_lost_with_it(approval, local_goal):
    assert LocalGoal.objects.get(pk=local_goal.pk).approvals.get() == approval
