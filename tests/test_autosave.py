"""What is typed is saved while it is typed: for its writer alone, on every device, until it is
saved."""

import datetime
import uuid

import pytest
from django.core.management import call_command
from django.utils import timezone

from strategy import autosave as autosave_module
from strategy.autosave import autosave
from strategy.form_fields import EFFORTS
from strategy.models import AutosavedText, KeptText, LocalGoal
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.test_local_goal_workflow import at_once

pytestmark = pytest.mark.django_db

ANSWERS = {"text": "Alle børn har en ven.", "efforts": "Vi leger.", "how": "Vi spørger dem."}


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def institution(cluster):
    return InstitutionFactory(cluster=cluster)


@pytest.fixture
def leader(institution, client):
    user = MembershipFactory(leader=True, institution=institution).user
    client.force_login(user)
    return user


@pytest.fixture
def head(cluster):
    return MembershipFactory(cluster_leader=True, cluster=cluster).user


@pytest.fixture
def local_goal(institution):
    return LocalGoalFactory(institution=institution)


class Device:
    """An open form: its address, and what a script would send from it."""

    def __init__(self, client, user, form: str) -> None:
        self.client, self.user, self.form = client, user, form
        self.context = client.get(form).context["form"]
        self.turn = 0

    def data(self, **answers) -> dict:
        hidden = {name: self.context[name].value() or "" for name in ("version", "key", "page")}
        typed = {
            name: read(self.context, name)
            for name in ("text", "efforts", "how", "measured_on", "when_text", "responsible")
        }
        return {**hidden, "taken": self.context["taken"].value() or "", **typed, **answers}

    def types(self, **answers):
        self.turn += 1
        own = {"writer": self.user.pk, "turn": self.turn}
        address = self.context.helper.attrs["data-autosave"]
        return self.client.post(address, self.data(**answers) | own)

    def saves(self, **answers):
        return self.client.post(self.form, self.data(**answers) | {"action": "save"}, follow=True)


@pytest.fixture
def device(client, leader, local_goal):
    return Device(client, leader, f"/lokale-maal/{local_goal.pk}/ret/")


def shown(client, address: str) -> dict:
    """What stands in the form when it is opened."""
    form = client.get(address).context["form"]
    return {name: read(form, name) for name in ("text", "efforts", "how")}


def read(form, name: str) -> str:
    """What stands in a question, the efforts one to a line."""
    value = form[name].value() or ""
    return EFFORTS.shown(value) if name == "efforts" else value


def test_what_is_typed_is_saved_beside_the_goal_and_shown_again(client, device, local_goal):
    answer = device.types(**ANSWERS)

    assert answer.status_code == 200
    assert answer.json()["message"].startswith("Gemt kl. ")
    local_goal.refresh_from_db()
    assert (local_goal.text != ANSWERS["text"], local_goal.version) == (True, 1)
    assert shown(client, device.form) == ANSWERS
    assert "Din tekst, der ikke var gemt" in client.get(device.form).content.decode()


def test_saving_the_form_takes_it_out_again(client, device, local_goal):
    device.types(**ANSWERS)

    device.saves(**ANSWERS)

    local_goal.refresh_from_db()
    assert local_goal.text == ANSWERS["text"]
    assert not AutosavedText.objects.exists()
    assert "Din tekst, der ikke var gemt" not in client.get(device.form).content.decode()


def test_a_form_opened_again_goes_on_from_the_text_and_settles_it(client, device):
    device.types(**ANSWERS)
    again = Device(client, device.user, device.form)

    again.saves(how="Vi spørger dem i maj.")

    assert not AutosavedText.objects.exists()
    assert LocalGoal.objects.get().how == "Vi spørger dem i maj."


def test_a_text_typed_back_to_what_is_saved_is_no_longer_unsaved(device, local_goal):
    device.types(text="Noget andet")

    device.types()

    assert not AutosavedText.objects.exists()


def test_a_goal_not_yet_begun_is_kept_too(client, leader, institution):
    form = f"/lokale-maal/nyt/?maal={GoalFactory().pk}&institution={institution.slug}"
    device = Device(client, leader, form)

    device.types(**ANSWERS)

    assert not LocalGoal.objects.exists()
    assert shown(client, form) == ANSWERS
    device.saves(**ANSWERS)
    assert LocalGoal.objects.get().text == ANSWERS["text"]
    assert not AutosavedText.objects.exists()


def test_a_text_not_saved_awaits_its_writer_in_my_work(client, leader, institution):
    form = f"/lokale-maal/nyt/?maal={GoalFactory(number=3).pk}&institution={institution.slug}"
    Device(client, leader, form).types(**ANSWERS)
    Device(client, leader, form).types(**ANSWERS)

    page = client.get("/").content.decode()

    assert page.count("begyndt på en tekst under mål 3") == 2  # and for who hears the link alone
    assert ANSWERS["text"] not in page


def test_last_words_that_arrive_after_the_form_was_saved_are_known(client, leader, institution):
    form = f"/lokale-maal/nyt/?maal={GoalFactory().pk}&institution={institution.slug}"
    device = Device(client, leader, form)
    device.saves(**ANSWERS)

    device.types(**ANSWERS)
    assert not AutosavedText.objects.exists()
    device.types(**ANSWERS | {"how": "Vi spørger dem i maj."})

    assert AutosavedText.objects.get().local_goal == LocalGoal.objects.get()


def test_two_devices_do_not_write_over_each_other(client, device):
    device.types(text="Fra computeren")
    phone = Device(client, device.user, device.form)  # goes on from the text of the computer
    phone.types(text="Fra computeren, og telefonen")
    assert AutosavedText.objects.count() == 1

    device.types(text="Fra computeren igen")

    texts = {text.answers["text"] for text in AutosavedText.objects.all()}
    assert texts == {"Fra computeren, og telefonen", "Fra computeren igen"}
    page = client.get(device.form)
    assert page.context["form"]["text"].value() == "Fra computeren igen"
    (other,) = page.context["unsaved"].elsewhere
    assert shown(client, other.form_href)["text"] == "Fra computeren, og telefonen"


def test_what_arrives_late_does_not_come_over_what_is_newer(device):
    device.turn = 5
    device.types(text="Nyere")
    device.turn = 2

    device.types(text="Ældre")

    assert AutosavedText.objects.get().answers["text"] == "Nyere"


def test_a_text_on_an_old_version_is_set_beside_the_new_one(client, device, head, local_goal):
    device.types(how="Min måde")
    local_goal.how = "Deres måde"
    local_goal.write(by=head, efforts=["Deres indsats"])

    page = client.get(device.form)
    assert page.context["form"]["how"].value() == "Deres måde"
    (mine,) = page.context["unsaved"].outdated
    answer = client.post(f"/lokale-maal/ikke-gemt/{mine.pk}/sammenlign/", follow=True)

    text = answer.content.decode()
    kept = KeptText.objects.get()
    assert answer.redirect_chain[-1][0] == (
        f"/lokale-maal/{local_goal.pk}/ret/to-tekster/{kept.pk}/"
    )
    assert ("Min" in text, "Deres" in text) == (True, True)
    client.post(
        answer.redirect_chain[-1][0],
        {"version": local_goal.version, "how": "mine", "efforts": "theirs", "action": "choose"},
    )
    local_goal.refresh_from_db()
    assert (local_goal.how, local_goal.efforts_text) == ("Min måde", "Deres indsats")


def test_saving_on_an_old_version_keeps_the_text_once(client, device, head, local_goal):
    device.types(how="Min måde")
    local_goal.how = "Deres måde"
    local_goal.write(by=head, efforts=["Deres indsats"])

    device.saves(how="Min måde")

    assert KeptText.objects.get().answers["how"] == "Min måde"
    assert not AutosavedText.objects.exists()


def test_a_goal_only_moved_meanwhile_is_gone_on_with(client, leader, local_goal):
    local_goal.write(by=leader, efforts=["Vi leger."])
    device = Device(client, leader, f"/lokale-maal/{local_goal.pk}/ret/")
    device.types(how="Min måde")
    local_goal.transition(LocalGoalStatus.SENT, by=leader)
    local_goal.transition(LocalGoalStatus.DRAFT, by=leader)

    assert shown(client, device.form)["how"] == "Min måde"


def test_nobody_else_sees_what_is_being_written(client, device, head, cluster, local_goal):
    device.types(**ANSWERS)
    pk = AutosavedText.objects.get().pk
    chair = MembershipFactory(chair=True, cluster=cluster).user

    for person in (head, chair, MembershipFactory(administrator=True).user):
        client.force_login(person)
        for address in (local_goal.get_absolute_url(), device.form, f"{device.form}?skrevet={pk}"):
            assert ANSWERS["text"] not in client.get(address, follow=True).content.decode()
        assert client.post(f"/lokale-maal/ikke-gemt/{pk}/kasser/").status_code == 404
        assert client.post(f"/lokale-maal/ikke-gemt/{pk}/sammenlign/").status_code == 404


def test_a_text_is_thrown_away_by_its_writer(client, device):
    device.types(**ANSWERS)

    answer = client.post(
        f"/lokale-maal/ikke-gemt/{AutosavedText.objects.get().pk}/kasser/", {"sure": "yes"}
    )

    assert answer.url == device.form
    assert not AutosavedText.objects.exists()


def test_who_has_been_signed_out_is_told_and_not_led_away(client, device):
    client.logout()

    assert device.types(**ANSWERS).status_code == 401
    address = device.context.helper.attrs["data-autosave"]
    assert client.get(address, {"writer": device.user.pk}).status_code == 401


def test_a_text_is_not_saved_for_somebody_else_who_has_signed_in_meanwhile(client, device, head):
    client.force_login(head)

    answer = device.types(**ANSWERS)

    assert (answer.status_code, answer.json()["reason"]) == (403, "someone_else")
    assert not AutosavedText.objects.exists()


def test_after_a_new_sign_in_the_secret_of_the_form_is_given_again(device):
    address = device.context.helper.attrs["data-autosave"]

    answer = device.client.get(address, {"writer": device.user.pk})

    assert len(answer.json()["token"]) == 64
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("role", ["board_member", "chair", "leader"])
def test_who_does_not_lead_there_saves_nothing(client, cluster, device, role):
    place = {"institution": InstitutionFactory(cluster=cluster)} if role == "leader" else {}
    other = MembershipFactory(**{role: True}, **(place or {"cluster": cluster})).user
    client.force_login(other)
    device.user = other

    assert device.types(**ANSWERS).status_code == 404
    assert not AutosavedText.objects.exists()


def test_an_answer_with_a_cpr_number_is_not_stored_and_the_others_are(device):
    device.types(text="Vi begynder", how="Vi spørger")

    answer = device.types(text="Barnet 010203-1234", how="Vi spørger dem alle")

    assert answer.status_code == 422
    assert "CPR" in answer.json()["message"]
    answers = AutosavedText.objects.get().answers
    assert (answers["text"], answers["how"]) == ("Vi begynder", "Vi spørger dem alle")


def test_what_nobody_writes_is_not_stored(device):
    assert device.types(text="å" * 60_000).status_code == 413
    assert not AutosavedText.objects.exists()


def test_the_text_of_an_adopted_goal_is_not_taken_up(client, leader, institution):
    goal = LocalGoalFactory(adopted=True, institution=institution, text="Vedtaget")
    device = Device(client, leader, f"/lokale-maal/{goal.pk}/ret/")

    device.types(text="Snydt", how="Ny måde")

    form = client.get(device.form).context["form"]
    assert (form["text"].value(), form["how"].value()) == ("Vedtaget", "Ny måde")


def test_texts_nobody_comes_back_to_are_thrown_out_after_90_days(device):
    device.types(**ANSWERS)
    now = timezone.now()
    AutosavedText.objects.update(saved_at=now - datetime.timedelta(days=89))
    call_command("purge", verbosity=0)
    assert AutosavedText.objects.exists()

    AutosavedText.objects.update(saved_at=now - datetime.timedelta(days=91))
    call_command("purge", verbosity=0)

    assert not AutosavedText.objects.exists()


def test_the_form_costs_the_same_however_many_texts_wait(client, device, head, queries_for):
    device.types(**ANSWERS)
    few = queries_for(device.form)
    for number in range(5):
        text = AutosavedText.objects.first()
        text.pk, text.page = None, uuid.uuid4()
        text.answers = ANSWERS | {"how": f"Måde {number}"}
        text.save()

    assert queries_for(device.form) <= few


def test_what_is_stored_between_reading_and_writing_is_not_written_over(
    local_goal, leader, monkeypatch
):
    """Nothing is locked meanwhile: the text is read once more."""
    form = {"writer": leader, "page": uuid.uuid4(), "based_on": 1}
    autosave(local_goal, **form, turn=1, answers={"text": "Først", "how": "Vi spørger"})
    complete = autosave_module._completed

    def interrupted(*given):
        monkeypatch.setattr(autosave_module, "_completed", complete)
        autosave(local_goal, **form, turn=3, answers={"text": "Nyest", "how": "Vi ser"})
        return complete(*given)

    monkeypatch.setattr(autosave_module, "_completed", interrupted)
    autosave(local_goal, **form, turn=2, answers={"text": "Ældre"})

    text = AutosavedText.objects.get()
    assert (text.answers, text.revision) == ({"text": "Nyest", "how": "Vi ser"}, 3)


@pytest.mark.django_db(transaction=True)
def test_of_50_saving_at_once_one_wins_each_version_and_no_text_is_lost(local_goal, leader):
    """Everybody has the goal open, types, is saved while typing, and saves."""

    def write(number: int) -> str:
        text = f"Tekst {number}"
        page = uuid.uuid4()
        autosave(
            local_goal,
            writer=leader,
            page=page,
            turn=1,
            based_on=1,
            answers={"text": text},
        )
        mine = LocalGoal.objects.get(pk=local_goal.pk)
        mine.version, mine.text = 1, text
        try:
            mine.write(by=leader, efforts=["Vi leger."])
        except Exception as outdated:
            return type(outdated).__name__
        return text

    answers = at_once(write, 50)

    local_goal.refresh_from_db()
    winners = [answer for answer in answers if answer != "Outdated"]
    texts = {text.answers["text"] for text in AutosavedText.objects.all()}
    assert (winners, local_goal.version) == ([local_goal.text], 2)
    assert texts == {f"Tekst {number}" for number in range(50)}


@pytest.mark.django_db(transaction=True)
def test_one_form_that_sends_many_times_at_once_stands_once(local_goal, leader):
    page = uuid.uuid4()

    def send(number: int) -> None:
        autosave(
            local_goal,
            writer=leader,
            page=page,
            turn=number + 1,
            based_on=1,
            answers={"text": f"Tekst {number}"},
        )

    at_once(send, 12)

    assert AutosavedText.objects.get().answers["text"] == "Tekst 11"
