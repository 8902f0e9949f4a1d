"""The pages of a local goal: writing it, two at once, deciding, and following it."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from strategy.form_fields import EFFORTS
from strategy.models import Decision, KeptText, LocalGoal, Statement, StatusUpdate
from strategy.pages.local_goals.conflict import marked, redlined
from strategy.workflow import LocalGoalStatus, Outcome
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    EffortFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    PlacementFactory,
    StatusUpdateFactory,
    StrategyFactory,
)
from tests.markup import tight

pytestmark = pytest.mark.django_db

TOMORROW = "24.11.2026"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 23, 13, 32, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def cluster():
    return ClusterFactory(name="Klynge Fyrtårnet")


@pytest.fixture
def solsikken(cluster):
    return institution_in(cluster, name="Solsikken")


@pytest.fixture
def leader(solsikken):
    return MembershipFactory(leader=True, institution=solsikken, user__name="Sara Winther").user


@pytest.fixture
def deputy(solsikken):
    return MembershipFactory(leader=True, institution=solsikken, user__name="Marianne Krogh").user


@pytest.fixture
def chair(cluster):
    return MembershipFactory(chair=True, cluster=cluster).user


@pytest.fixture
def goal():
    return GoalFactory(number=4, short_name="Sunde fællesskaber")


def institution_in(cluster, **fields):
    institution = InstitutionFactory(**fields)
    PlacementFactory(institution=institution, cluster=cluster)
    return institution


def answers(local_goal=None, **changed) -> dict:
    """What the form posts: a complete goal, with what the test is about changed."""
    return {
        "text": "Børnene har faste opgaver.",
        "efforts": "• Dagens hjælpere ved måltidet\n• Opgaverne hænger som billeder",
        "how": "Børneinterview.",
        "measured_on": "15.11.2027",
        "when_text": "",
        "responsible": "Stuelederen",
        "version": local_goal.version if local_goal else 1,
        "key": local_goal.form_key if local_goal else "0b9ad9a5-3f39-4b4f-9b0c-3f7f0c1f2a11",
        "action": "save",
        **changed,
    }


def new(goal, institution) -> str:
    return f"{reverse('local_goal_create')}?maal={goal.pk}&institution={institution.slug}"


def edit(local_goal) -> str:
    return reverse("local_goal_edit", args=[local_goal.pk])


def move(local_goal, status) -> str:
    return reverse("local_goal_move", args=[local_goal.pk, status.value])


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# --- Writing -------------------------------------------------------------------------------------


def test_a_leader_writes_a_goal_and_reads_when_it_was_saved(client, leader, goal, solsikken):
    client.force_login(leader)

    response = client.post(new(goal, solsikken), answers(), follow=True)

    local_goal = LocalGoal.objects.get()
    assert response.redirect_chain == [(edit(local_goal), 302)]
    assert [effort.text for effort in local_goal.efforts.all()] == [
        "Dagens hjælpere ved måltidet",
        "Opgaverne hænger som billeder",
    ]
    assert (local_goal.status, local_goal.created_by) == (LocalGoalStatus.DRAFT, leader)
    assert local_goal.measured_on == datetime.date(2027, 11, 15)
    assert "Gemt kl. 14.32 som kladde. Kun du og ledelsesteamet kan se den." in text_of(response)


def test_nothing_is_required_to_save_a_draft(client, leader, goal, solsikken):
    client.force_login(leader)
    empty = dict.fromkeys(["text", "efforts", "how", "measured_on", "responsible"], "")

    client.post(new(goal, solsikken), answers(**empty))

    assert LocalGoal.objects.get().text == ""


def test_a_form_sent_twice_makes_one_goal(client, leader, goal, solsikken):
    client.force_login(leader)

    client.post(new(goal, solsikken), answers())
    second = client.post(new(goal, solsikken), answers(), follow=True)

    local_goal = LocalGoal.objects.get()
    assert second.redirect_chain[-1][0] == edit(local_goal)
    assert not KeptText.objects.exists()


def test_a_new_goal_sent_by_a_double_click_is_sent_once(client, leader, goal, solsikken):
    client.force_login(leader)

    client.post(new(goal, solsikken), answers(action="send"))
    second = client.post(new(goal, solsikken), answers(action="send"), follow=True)

    assert LocalGoal.objects.get().status == LocalGoalStatus.SENT
    assert "Målet er sendt til bestyrelsen." in text_of(second)
    assert Decision.objects.count() == 1
    assert not KeptText.objects.exists()


def test_going_back_and_changing_the_new_form_changes_the_goal(client, leader, goal, solsikken):
    client.force_login(leader)

    client.post(new(goal, solsikken), answers())
    client.post(new(goal, solsikken), answers(text="Børnene vælger selv."))

    assert LocalGoal.objects.get().text == "Børnene vælger selv."


def test_goals_are_written_only_where_one_leads(client, leader, goal, cluster):
    sibling = institution_in(cluster)
    client.force_login(leader)

    assert client.get(new(goal, sibling)).status_code == 404
    assert client.post(new(goal, sibling), answers()).status_code == 404
    assert not LocalGoal.objects.exists()


def test_without_a_goal_in_the_address_one_is_asked_to_choose(client, leader, goal, solsikken):
    client.force_login(leader)

    response = client.get(reverse("local_goal_create"), {"institution": solsikken.slug})

    assert "Hvilket strategisk mål" in text_of(response)
    assert f'value="{goal.pk}"' in text_of(response)


def test_the_form_asks_in_the_words_of_the_word_form(client, leader, goal, solsikken):
    client.force_login(leader)

    page = tight(text_of(client.get(new(goal, solsikken))))

    questions = [
        "Institutionens navn",
        "Hvilke lokale mål skal der til for at opnå mål 4",
        "Beskrivelse af indsatser",
        "Hvordan og hvornår måles effekten",
    ]
    places = [page.index(f">{question}<") for question in questions]
    assert places == sorted(places)


def test_a_field_is_bound_to_its_help_and_its_error(client, leader, solsikken):
    local_goal = LocalGoalFactory(institution=solsikken)
    client.force_login(leader)

    page = text_of(client.post(edit(local_goal), answers(local_goal, measured_on="til jul")))

    field = re.search(r'<input[^>]*name="measured_on"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in field
    described = re.search(r'aria-describedby="([^"]*)"', field)[1].split()
    assert len(described) == 2
    assert all(f'id="{name}"' in page for name in described)


def test_a_date_that_cannot_be_read_is_quoted_and_the_rest_is_saved(client, leader, solsikken):
    local_goal = LocalGoalFactory(institution=solsikken)
    before = local_goal.measured_on
    client.force_login(leader)

    page = text_of(
        client.post(edit(local_goal), answers(local_goal, measured_on="til jul", text="Nyt mål"))
    )

    local_goal.refresh_from_db()
    assert (local_goal.text, local_goal.measured_on) == ("Nyt mål", before)
    assert "»til jul« er ikke en dato. Skriv den som 15.11.2027." in page
    assert 'value="til jul"' in page
    assert f'name="version" value="{local_goal.version}"' in page


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("15.05.2026", "Fejl: 15.05.2026 er passeret. Skriv en dato, der ligger efter i dag."),
        ("23-11-2026", "Fejl: 23.11.2026 er i dag. Skriv en dato, der ligger efter i dag."),
        ("", "Fejl: Skriv den dag, I har resultatet, fx 15.11.2027."),
    ],
)
def test_a_goal_is_not_sent_with_a_date_behind_us(client, leader, solsikken, written, sentence):
    local_goal = LocalGoalFactory(institution=solsikken)
    client.force_login(leader)

    response = client.post(
        edit(local_goal), answers(local_goal, measured_on=written, action="send")
    )

    page = text_of(response)
    local_goal.refresh_from_db()
    assert sentence in page
    assert tight(page).count("<title>Fejl: ") == 1
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert 'href="#id_measured_on"' in page
    assert "Målet kan ikke sendes endnu" in page
    assert local_goal.status == LocalGoalStatus.DRAFT
    assert local_goal.text == "Børnene har faste opgaver."  # saved all the same


def test_after_a_refused_sending_the_same_page_can_be_sent(client, leader, goal, solsikken):
    client.force_login(leader)
    refused = client.post(new(goal, solsikken), answers(measured_on="", action="send"))
    local_goal = LocalGoal.objects.get()
    assert f'action="{edit(local_goal)}"' in text_of(refused)
    version = re.search(r'name="version" value="(\d+)"', text_of(refused))[1]

    client.post(
        edit(local_goal), answers(local_goal, version=version, measured_on=TOMORROW, action="send")
    )

    local_goal.refresh_from_db()
    assert local_goal.status == LocalGoalStatus.SENT
    assert Decision.objects.get().made_by == leader


@pytest.mark.parametrize("field", ["text", "efforts", "how", "when_text", "responsible"])
def test_what_looks_like_a_cpr_number_is_not_stored(client, leader, solsikken, field):
    local_goal = LocalGoalFactory(institution=solsikken)
    client.force_login(leader)

    page = text_of(
        client.post(edit(local_goal), answers(local_goal, **{field: "Emil 010203-1234"}))
    )

    assert "ligner et CPR-nummer" in page
    versions = LocalGoal.history.values_list(_column(field), flat=True)
    assert versions.exists()
    assert "010203" not in f"{[*versions]}"
    local_goal.refresh_from_db()
    assert "010203" not in f"{getattr(local_goal, _column(field))}"


def _column(field: str) -> str:
    return "efforts_kept" if field == "efforts" else field


def test_the_adopted_text_stands_while_the_rest_is_edited(client, leader, solsikken):
    local_goal = LocalGoalFactory(adopted=True, institution=solsikken, text="Vedtaget tekst")
    client.force_login(leader)

    page = text_of(client.get(edit(local_goal)))
    client.post(edit(local_goal), answers(local_goal, text="En anden", how="Observation."))

    local_goal.refresh_from_db()
    assert "Bestyrelsen har vedtaget denne tekst." in page
    assert re.search(r'<textarea name="text"[^>]*readonly', page)
    assert (local_goal.text, local_goal.how) == ("Vedtaget tekst", "Observation.")


def test_only_offered_indicators_are_linked_and_others_stay(client, leader, goal, solsikken):
    local_goal = LocalGoalFactory(goal=goal, institution=solsikken)
    mine, foreign = (
        IndicatorFactory(goal=goal),
        IndicatorFactory(goal__strategy=StrategyFactory(vision=True, cluster=ClusterFactory())),
    )
    client.force_login(leader)

    client.post(edit(local_goal), answers(local_goal, indicators=[mine.pk]))
    local_goal.refresh_from_db()
    linked = set(local_goal.indicators.all())
    client.post(edit(local_goal), answers(local_goal, indicators=[foreign.pk]))

    assert linked == {mine}
    assert foreign not in local_goal.indicators.all()


def test_a_goal_the_board_has_is_not_written_in_but_nothing_is_lost(client, leader, solsikken):
    local_goal = LocalGoalFactory(institution=solsikken)
    opened = answers(local_goal, text="Mens den anden sendte")
    local_goal.transition(LocalGoalStatus.SENT, by=leader)
    client.force_login(leader)

    response = client.post(edit(local_goal), opened, follow=True)

    local_goal.refresh_from_db()
    assert local_goal.text != "Mens den anden sendte"
    assert "Det, du skrev, ligger i målets historik." in text_of(response)
    assert "Mens den anden sendte" in text_of(response)


# --- Two at once ---------------------------------------------------------------------------------


@pytest.fixture
def conflict(client, leader, deputy, solsikken, goal):
    """Both opened the goal; Marianne saved first, then Sara: she stands before the choice."""
    local_goal = LocalGoalFactory(
        institution=solsikken, goal=goal, text="Børnene har opgaver.", how="Observation."
    )
    local_goal.write(by=leader, efforts=["Dagens hjælpere"])
    opened = local_goal.version
    client.force_login(deputy)
    theirs = {"text": "Børnene har faste opgaver & ansvar.", "efforts": "Dagens hjælpere"}
    same = {"how": "Observation.", "version": opened}
    client.post(edit(local_goal), answers(local_goal, **theirs, **same))
    client.force_login(leader)
    mine = {"text": "Børnene har <b>egne</b> opgaver.", "efforts": "Dagens hjælpere\nOpslag"}
    response = client.post(edit(local_goal), answers(local_goal, **mine, **same))
    local_goal.refresh_from_db()
    return local_goal, response["Location"]


def test_the_second_sees_both_texts_with_the_difference_marked(client, conflict):
    _local_goal, address = conflict

    page = text_of(client.get(address))

    assert "Marianne har ændret målet imens" in page
    assert "&lt;" in page
    assert "<b>egne</b>" not in page
    assert "<mark>faste</mark>" in page
    assert "<strong>Hvordan</strong>" in page  # equal, so only mentioned
    assert page.count("<legend>") == 2


def test_each_text_is_chosen_for_itself_and_the_other_stays_in_the_history(client, conflict):
    local_goal, address = conflict

    client.post(
        address,
        {
            "version": local_goal.version,
            "text": "mine",
            "efforts": "theirs",
            "action": "choose",
        },
    )

    local_goal.refresh_from_db()
    kept = KeptText.objects.get()
    assert local_goal.text == "Børnene har <b>egne</b> opgaver."
    assert local_goal.efforts_text == "Dagens hjælpere"
    assert "Opslag" in EFFORTS.shown(kept.answers["efforts"])
    assert "ansvar" in "".join(local_goal.history.values_list("text", flat=True))


def test_whoever_chooses_all_of_their_own_leaves_no_second_copy(client, conflict):
    local_goal, address = conflict

    client.post(
        address,
        {"version": local_goal.version, "text": "mine", "efforts": "mine", "action": "choose"},
    )

    local_goal.refresh_from_db()
    assert local_goal.efforts_text == "Dagens hjælpere\nOpslag"
    assert not KeptText.objects.exists()


def test_both_texts_can_be_put_in_and_edited(client, conflict):
    local_goal, address = conflict

    page = text_of(client.post(address, {"version": 1, "action": "both"}, follow=True))

    assert "Børnene har &lt;b&gt;egne&lt;/b&gt; opgaver." in page
    assert "faste opgaver &amp; ansvar." in page
    assert f'name="version" value="{local_goal.version}"' in page


def test_leaving_without_saving_keeps_both_texts(client, conflict):
    local_goal, _address = conflict

    page = text_of(client.get(local_goal.get_absolute_url()))

    assert "en tekst, der ikke blev valgt" in page
    assert "egne&lt;/b&gt; opgaver." in page


def test_a_third_save_before_the_choice_shows_the_newest_text(client, deputy, conflict):
    local_goal, address = conflict
    read = local_goal.version
    local_goal.text = "Endnu nyere."
    local_goal.write(by=deputy, efforts=["Dagens hjælpere"])

    response = client.post(address, {"version": read, "text": "mine", "action": "choose"})

    local_goal.refresh_from_db()
    assert local_goal.text == "Endnu nyere."
    assert "Målet blev gemt en gang til lige nu." in text_of(response)


def test_a_text_kept_by_one_is_not_chosen_by_another(client, deputy, conflict):
    _local_goal, address = conflict
    client.force_login(deputy)

    assert client.get(address).status_code == 404


def test_a_move_and_back_is_no_conflict(client, leader, solsikken):
    local_goal = LocalGoalFactory(institution=solsikken)
    local_goal.write(by=leader, efforts=["Møde"])
    opened = answers(local_goal, text="Skrevet imens")
    local_goal.transition(LocalGoalStatus.SENT, by=leader)
    local_goal.transition(LocalGoalStatus.DRAFT, by=leader)
    client.force_login(leader)

    client.post(edit(local_goal), opened)

    local_goal.refresh_from_db()
    assert local_goal.text == "Skrevet imens"
    assert not KeptText.objects.exists()


def test_a_refused_text_in_a_conflict_stays_on_the_page_and_nowhere_else(client, conflict):
    local_goal, _address = conflict
    KeptText.objects.all().delete()

    page = text_of(
        client.post(edit(local_goal), answers(local_goal, version=1, text="Emil 010203-1234"))
    )

    assert "Emil 010203-1234" in page
    assert "Intet er gemt endnu" in page
    assert not KeptText.objects.exists()


def test_words_are_marked_and_everything_is_escaped():
    one, other = marked("Alle <børn> leger.", "Alle børn synger.")

    assert one == "Alle <mark>&lt;</mark>børn<mark>&gt; leger</mark>."
    assert other == "Alle børn <mark>synger</mark>."


# --- Deciding ------------------------------------------------------------------------------------


def test_the_chair_adopts_what_was_sent(client, chair, solsikken):
    local_goal = LocalGoalFactory(sent=True, institution=solsikken)
    client.force_login(chair)

    page = text_of(client.get(local_goal.get_absolute_url()))
    client.post(move(local_goal, LocalGoalStatus.ADOPTED), {"version": local_goal.version})

    decision = Decision.objects.get()
    assert move(local_goal, LocalGoalStatus.ADOPTED) in page
    assert (decision.to_status, decision.made_by) == (LocalGoalStatus.ADOPTED, chair)
    assert not decision.on_behalf_of_board


def test_a_leader_decides_on_behalf_of_the_board_and_the_page_says_so(client, leader, solsikken):
    BoardFactory(institution=solsikken, leaders_adopt=True)
    local_goal = LocalGoalFactory(sent=True, institution=solsikken)
    client.force_login(leader)

    asked = text_of(client.get(move(local_goal, LocalGoalStatus.ADOPTED)))
    client.post(move(local_goal, LocalGoalStatus.ADOPTED), {"version": local_goal.version})

    page = text_of(client.get(local_goal.get_absolute_url()))
    assert "Du beslutter på bestyrelsens vegne" in asked
    assert Decision.objects.get().on_behalf_of_board
    assert "Sara Winther på bestyrelsens vegne" in page


def test_a_board_member_reads_but_does_not_decide(client, cluster, solsikken):
    local_goal = LocalGoalFactory(sent=True, institution=solsikken)
    client.force_login(MembershipFactory(board_member=True, cluster=cluster).user)

    page = client.get(local_goal.get_absolute_url())
    response = client.post(
        move(local_goal, LocalGoalStatus.ADOPTED), {"version": local_goal.version}
    )

    local_goal.refresh_from_db()
    assert page.status_code == 200
    assert "/beslutning/" not in text_of(page)
    assert response.status_code == 403
    assert local_goal.status == LocalGoalStatus.SENT


@pytest.mark.parametrize("status", [LocalGoalStatus.DRAFT, LocalGoalStatus.RETURNED])
def test_drafts_are_not_there_for_board_and_sibling_cluster(client, chair, solsikken, status):
    local_goal = LocalGoalFactory(status=status, institution=solsikken)
    other = institution_in(ClusterFactory())
    for user in (chair, MembershipFactory(leader=True, institution=other).user):
        client.force_login(user)

        own = client.get(local_goal.get_absolute_url())
        addresses = [
            edit(local_goal),
            move(local_goal, LocalGoalStatus.SENT),
            reverse("status_update_create", args=[local_goal.pk]),
        ]

        is_told = user == chair and status == LocalGoalStatus.RETURNED  # that, and nothing of it
        assert own.status_code == (200 if is_told else 404)
        assert local_goal.text not in text_of(own)
        assert [client.get(address).status_code for address in addresses] == [404] * 3
        assert [client.post(address).status_code for address in addresses] == [404] * 3


def test_returning_asks_why(client, chair, solsikken):
    local_goal = LocalGoalFactory(sent=True, institution=solsikken)
    client.force_login(chair)
    address, version = move(local_goal, LocalGoalStatus.RETURNED), {"version": local_goal.version}

    refused = text_of(client.post(address, {**version, "comment": "  "}))
    client.post(address, {**version, "comment": "Skriv, hvordan I måler."})

    local_goal.refresh_from_db()
    assert "<title>Fejl: " in tight(refused)
    assert 'href="#id_comment"' in refused
    assert local_goal.status == LocalGoalStatus.RETURNED
    assert Decision.objects.get().comment == "Skriv, hvordan I måler."


@pytest.mark.parametrize("status", LocalGoalStatus)
def test_asking_never_decides(client, leader, solsikken, status):
    local_goal = LocalGoalFactory(in_progress=True, institution=solsikken)
    BoardFactory(institution=solsikken, leaders_adopt=True)
    client.force_login(leader)

    response = client.get(move(local_goal, status), {"version": local_goal.version})

    local_goal.refresh_from_db()
    assert response.status_code in (200, 302)
    assert local_goal.status == LocalGoalStatus.IN_PROGRESS
    assert not Decision.objects.exists()


def test_the_second_to_decide_is_told_in_words(client, chair, leader, solsikken):
    local_goal = LocalGoalFactory(sent=True, institution=solsikken)
    version = local_goal.version
    local_goal.transition(LocalGoalStatus.ADOPTED, by=leader)
    client.force_login(chair)

    response = client.post(
        move(local_goal, LocalGoalStatus.ADOPTED), {"version": version}, follow=True
    )

    assert "Målet er allerede vedtaget." in text_of(response)
    assert Decision.objects.count() == 1


def test_a_chair_who_read_an_older_text_is_asked_to_read_again(client, chair, leader, solsikken):
    local_goal = LocalGoalFactory(sent=True, institution=solsikken)
    version = local_goal.version
    local_goal.transition(LocalGoalStatus.DRAFT, by=leader)
    local_goal.transition(LocalGoalStatus.SENT, by=leader)
    client.force_login(chair)

    response = client.post(
        move(local_goal, LocalGoalStatus.ADOPTED), {"version": version}, follow=True
    )

    local_goal.refresh_from_db()
    assert "Målet er ændret, siden du åbnede det." in text_of(response)
    assert local_goal.status == LocalGoalStatus.SENT


def test_an_incomplete_goal_comes_back_with_what_is_missing(client, leader, solsikken):
    local_goal = LocalGoalFactory(institution=solsikken, how="", effort=None)
    client.force_login(leader)

    response = client.post(
        move(local_goal, LocalGoalStatus.SENT), {"version": local_goal.version}, follow=True
    )

    page = text_of(response)
    assert "Målet kan ikke sendes endnu" in page
    assert 'href="#id_how"' in page
    assert 'href="#id_efforts"' in page
    assert 'href="#id_text"' not in page


def test_an_evaluation_records_the_outcome(client, leader, solsikken):
    local_goal = LocalGoalFactory(in_progress=True, institution=solsikken)
    client.force_login(leader)
    address = move(local_goal, LocalGoalStatus.EVALUATED)
    version = {"version": local_goal.version, "sure": "yes"}

    refused = text_of(client.post(address, {**version, "comment": "Alle kan det."}))
    told = {"comment": "Alle kan det.", "outcome": Outcome.REACHED, "goes_on": "Ugens møde."}
    client.post(address, {**version, **told})

    local_goal.refresh_from_db()
    assert "Fejl: " in refused
    assert "Ugens møde." in text_of(client.get(local_goal.get_absolute_url()))
    assert local_goal.outcome == Outcome.REACHED


def test_an_unknown_status_is_not_an_address(client, leader, solsikken):
    local_goal = LocalGoalFactory(institution=solsikken)
    client.force_login(leader)

    address = reverse("local_goal_move", args=[local_goal.pk, "vedtaget"])

    assert client.post(address).status_code == 404


# --- Following -----------------------------------------------------------------------------------


def test_a_status_needs_a_word_and_a_text(client, leader, solsikken):
    local_goal = LocalGoalFactory(in_progress=True, institution=solsikken)
    client.force_login(leader)
    address = reverse("status_update_create", args=[local_goal.pk])

    refused = text_of(client.post(address, {"progress": "", "narrative": ""}))
    client.post(address, {"progress": "onway", "narrative": "Tolv børn fortæller selv."})

    update = StatusUpdate.objects.get()
    assert "Skriv, hvad I ser." in refused
    assert "Vælg det ord, der passer bedst." in refused
    assert (update.made_by, update.made_on) == (leader, timezone.localdate())
    assert LocalGoal.objects.get().mark == "onway"


def test_the_board_does_not_read_what_the_drafts_said(client, chair, leader, solsikken):
    local_goal = LocalGoalFactory(institution=solsikken, text="Hemmelig kladde")
    local_goal.text = "Færdig tekst"
    local_goal.write(by=leader, efforts=["Møde"])
    local_goal.transition(LocalGoalStatus.SENT, by=leader)
    local_goal.transition(LocalGoalStatus.ADOPTED, by=chair)
    local_goal.how = "Målt anderledes"
    local_goal.write(by=leader, efforts=["Møde"])

    client.force_login(chair)
    for_the_board = text_of(client.get(local_goal.get_absolute_url()))
    client.force_login(leader)
    for_the_leader = text_of(client.get(local_goal.get_absolute_url()))

    assert "Hemmelig" not in for_the_board
    told = '<ins><span class="visually-hidden">tilføjet: </span>Målt anderledes</ins>'
    assert told in for_the_board
    gone = '<del><span class="visually-hidden">slettet: </span>Hemmelig kladde</del>'
    assert gone in for_the_leader


def test_a_change_is_shown_as_one_text_with_what_has_gone_and_what_has_come():
    shown = redlined("Alle <b>børn</b> leger\nhver dag.", "Alle <b>børn</b> synger\nhver dag nu.")

    words = re.sub(r'<span class="visually-hidden">.*?</span>', "", shown)
    assert words == (
        "Alle &lt;b&gt;børn&lt;/b&gt; <del>leger</del> <ins>synger</ins>\nhver dag<ins>nu</ins>."
    ).replace("dag<ins>", "dag <ins>")


def test_others_agreed_goals_help_and_their_drafts_do_not(client, leader, goal, cluster, solsikken):
    sibling = institution_in(cluster, name="Lærkereden")
    LocalGoalFactory(goal=goal, institution=sibling, reached=True, text="Fast legegruppe.")
    LocalGoalFactory(goal=goal, institution=sibling, text="Kun en kladde.")
    client.force_login(leader)

    page = text_of(client.get(new(goal, solsikken)))

    assert "»Fast legegruppe.«" in page
    assert "Kun en kladde." not in page


@pytest.mark.parametrize("page", ["detail", "edit", "new"])
def test_a_page_costs_the_same_however_much_it_shows(
    client, queries_for, leader, goal, cluster, solsikken, page
):
    local_goal = LocalGoalFactory(goal=goal, institution=solsikken, in_progress=True)
    address = {
        "detail": local_goal.get_absolute_url(),
        "edit": edit(local_goal),
        "new": new(goal, solsikken),
    }[page]
    client.force_login(leader)

    def fill(count: int) -> None:
        for number in range(count):
            local_goal.how = f"Sådan {LocalGoal.history.count()} {number}"
            local_goal.write(by=leader, efforts=[f"Indsats {n}" for n in range(count)])
            StatusUpdateFactory(local_goal=local_goal, made_by=leader)
            KeptText.objects.create(local_goal=local_goal, written_by=leader, based_on=1)
            local_goal.indicators.add(IndicatorFactory(goal=goal))
            LocalGoalFactory(goal=goal, institution=institution_in(cluster), reached=True)

    fill(1)
    small = queries_for(address)
    fill(5)

    assert queries_for(address) == small


def test_a_posted_form_is_not_served_without_its_token(leader, solsikken):
    from django.test import Client

    local_goal = LocalGoalFactory(sent=True, institution=solsikken)
    client = Client(enforce_csrf_checks=True)
    client.force_login(leader)

    assert client.post(move(local_goal, LocalGoalStatus.ADOPTED), {"version": 1}).status_code == 403


def test_a_chair_who_returns_a_goal_is_led_to_what_is_told_of_it_and_not_to_its_text(client):
    goal = LocalGoalFactory(sent=True)
    client.force_login(MembershipFactory(chair=True, institution=goal.institution).user)
    address = reverse("local_goal_move", args=[goal.pk, "returned"])

    answer = client.post(
        address, {"comment": "Hvornår måler I?", "version": goal.version}, follow=True
    )

    assert answer.redirect_chain == [(goal.get_absolute_url(), 302)]
    assert "Hvornår måler I?" in text_of(answer)
    assert goal.text not in text_of(answer)


def test_where_there_is_no_board_the_page_says_so_and_the_head_of_the_area_adopts(
    client, solsikken, leader
):
    area = solsikken.placements.get().cluster.area
    head = MembershipFactory(area_head=True, area=area).user
    goal = LocalGoalFactory(sent=True, institution=solsikken)
    way = reverse("local_goal_move", args=[goal.pk, "adopted"])

    client.force_login(leader)
    told = client.get(goal.get_absolute_url()).content.decode()
    client.force_login(head)
    silent = client.post(way, {"version": goal.version, "comment": ""})
    client.post(way, {"version": goal.version, "comment": "Valget er i april"})

    decision = goal.decisions.get()
    assert f"{solsikken} har ingen bestyrelse" in told
    assert "comment" in silent.context["form"].errors
    assert (decision.made_by, decision.comment) == (head, "Valget er i april")
    assert decision.on_behalf_of_board


def test_an_evaluated_goal_is_carried_over_from_its_own_page_without_a_round(
    client, solsikken, leader
):
    old = LocalGoalFactory(institution=solsikken, in_progress=True)
    old.transition("evaluated", by=leader, outcome="partly", comment="Næsten", goes_on="Møderne")
    way = reverse("local_goal_carry_over", args=[old.pk])
    client.force_login(leader)

    offered = client.get(old.get_absolute_url()).content.decode()
    form = client.post(way, follow=True)

    begun = LocalGoal.objects.get(begun_from=old)
    told = tight(form.content.decode())
    assert way in offered
    assert (begun.status, begun.text) == (LocalGoalStatus.DRAFT, old.text)
    assert "Det lærte I sidst" in told
    assert "Næsten" in told
    assert "Møderne" in told


def test_with_a_goal_its_number_its_people_and_its_days_are_carried_over(client, solsikken, leader):
    old = LocalGoalFactory(
        institution=solsikken,
        reached=True,
        measure="Børn med en ven",
        baseline=60,
        target=80,
        responsible="Stueleder",
        measured_on=datetime.date(2024, 2, 29),
    )
    old.efforts.all().delete()
    last_year = timezone.localdate() - datetime.timedelta(days=100)
    EffortFactory(local_goal=old, text="Børnemøde", responsible="Line", due_on=last_year)
    client.force_login(leader)

    client.post(reverse("local_goal_carry_over", args=[old.pk]))

    begun = LocalGoal.objects.get(begun_from=old)
    effort = begun.efforts.get()
    today = timezone.localdate()
    assert (begun.target, begun.baseline, begun.responsible) == (80, 60, "Stueleder")
    assert (begun.measured_on.month, begun.measured_on.day) == (2, 28)
    assert today < begun.measured_on
    assert (effort.text, effort.responsible) == ("Børnemøde", "Line")
    assert today < effort.due_on <= today + datetime.timedelta(days=366)


def test_a_goal_of_the_cluster_is_carried_over_too(client, cluster):
    vision = StrategyFactory(vision=True, cluster=cluster)
    statement = Statement.objects.create(
        goal=GoalFactory(strategy=vision), number=1, text="Vi vil lære af hinanden."
    )
    place = {"institution": None, "cluster": cluster, "statement": statement}
    old = LocalGoalFactory(goal=statement.goal, reached=True, **place)
    client.force_login(MembershipFactory(cluster_leader=True, cluster=cluster).user)

    client.post(reverse("local_goal_carry_over", args=[old.pk]))

    begun = LocalGoal.objects.get(begun_from=old)
    assert (begun.cluster, begun.statement, begun.goal) == (cluster, statement, statement.goal)


def test_from_a_shared_goal_others_find_the_way_to_begin_their_own(client, cluster, solsikken):
    other = MembershipFactory(leader=True, institution=institution_in(cluster)).user
    shared = LocalGoalFactory(institution=solsikken, reached=True, shared_at=timezone.now())
    own = LocalGoalFactory(institution=solsikken, reached=True)
    client.force_login(other)

    pages = [client.get(each.get_absolute_url()).content.decode() for each in (shared, own)]

    assert [reverse("example_detail", args=[shared.pk]) in page for page in pages] == [True, False]


def test_a_fresh_draft_is_thrown_away_after_a_question_and_can_be_taken_up_again(
    client, solsikken, leader
):
    draft = LocalGoalFactory(institution=solsikken)
    client.force_login(leader)
    way = reverse("local_goal_move", args=[draft.pk, "discontinued"])

    form = client.get(reverse("local_goal_edit", args=[draft.pk])).content.decode()
    asked = client.post(way, {"version": draft.version})
    draft.refresh_from_db()
    still = draft.status
    gone = client.post(way, {"version": draft.version, "sure": "yes"}, follow=True)

    assert way in form
    assert (asked.status_code, still) == (200, LocalGoalStatus.DRAFT)
    assert "Tag målet op igen" in gone.content.decode()
