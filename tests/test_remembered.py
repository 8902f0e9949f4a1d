"""What is remembered of files: shown, corrected and forgotten by those who read files in."""

import pytest

from imports.arranging.questions import Choice, FileQuestion
from imports.models import LearnedAnswer
from imports.remembering import Memory, learned, remember, sender_of
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/indlaes/husket/"
CHOICES = (Choice("sick", "Sygefravær"), Choice("turnover", "Personaleomsætning"))


def question(id_="column:Oms. 12 mdr.", *, samples=(), choices=CHOICES, kind="column"):
    return FileQuestion(id_, kind, "Hvad er det?", choices, samples=samples)


def known(answer="turnover", *, kind="measurements", by=None, headings=("A", "B"), **more):
    one = question(**more)
    file = ("fravaer.xlsx", "0" * 64)
    by = by or UserFactory(name="Henrik Dalgaard")
    sender = sender_of(headings)
    remember([one], {one.id: answer}, kind=kind, sender=sender, file=file, by=by)
    return LearnedAnswer.objects.get(kind=kind, sender=sender, question=one.id)


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


# --- Proposing ------------------------------------------------------------------------------------


def proposed(one, *, headings=("A", "B"), person=None):
    memory = Memory.of("measurements", sender_of(headings), person=person)
    return memory.proposed([one])[0]


def test_it_is_proposed_with_its_ground_and_never_more():
    known()

    again = proposed(question())

    assert again.proposed == "turnover"
    assert "besvaret af Henrik Dalgaard" in again.because


def test_numbers_that_lie_far_from_those_it_was_learned_of_are_asked_about_again():
    known(samples=("8", "14"))

    fits = proposed(question(samples=("9,5", "12")))
    again = proposed(question(samples=("0,085", "0,12")))

    assert fits.proposed == "turnover"
    assert again.proposed == ""
    assert "mellem 8 og 14" in again.because


def test_an_answer_that_is_none_any_longer_is_asked_about_again():
    known()

    again = proposed(question(choices=CHOICES[:1]))

    assert again.proposed == ""
    assert "Personaleomsætning" in again.because


def test_the_same_sender_goes_before_oneself_and_oneself_before_others():
    me = UserFactory()
    known("sick", headings=("C",))
    assert learned("measurements", me) == {"column:Oms. 12 mdr.": "sick"}
    known("turnover", by=me, headings=("D",))
    assert learned("measurements", me) == {"column:Oms. 12 mdr.": "turnover"}
    assert proposed(question(), headings=("c",), person=me).proposed == "sick"


def test_what_names_a_person_or_holds_for_one_file_only_is_not_kept():
    by = UserFactory()
    asked = [
        question("cell:Bem.:010190-1234", kind="cell"),
        question("sheet", kind="sheet"),
        question("row:4", kind="row"),
        question("cell:Bem.:" + "x" * 800, kind="cell"),
    ]

    answers = {one.id: "sick" for one in asked}
    remember(asked, answers, kind="measurements", sender="", file=("a", "b"), by=by)

    assert not LearnedAnswer.objects.exists()


# --- The page -------------------------------------------------------------------------------------


def test_it_is_corrected_with_a_history(client, administrator):
    one = known()

    client.post(PAGE, {f"svar-{one.pk}": "sick"})

    one.refresh_from_db()
    assert (one.answer, one.label, one.learned_by) == ("sick", "Sygefravær", administrator)
    assert [past.answer for past in one.history.all()] == ["sick", "turnover"]


@pytest.mark.parametrize(
    ("sent", "choices"),
    [
        *((sent, CHOICES) for sent in ("", "noget andet", "x" * 600, "010190-1234")),
        *((sent, ()) for sent in ("", "x" * 600, "010190-1234")),
    ],
)
def test_a_wrong_answer_is_told_and_changes_nothing(client, administrator, sent, choices):
    one = known(choices=choices)

    page = client.post(PAGE, {f"svar-{one.pk}": sent})

    assert page.status_code == 422
    one.refresh_from_db()
    assert one.answer == "turnover"


@pytest.mark.parametrize("pk", ["", "x", "-1", "999999", "9" * 40])
def test_what_is_not_there_cannot_be_forgotten(client, administrator, pk):
    known()

    assert client.post(PAGE, {"glem": pk}).status_code == 404
    assert LearnedAnswer.objects.count() == 1


def test_it_is_forgotten_and_one_comes_back_to_where_one_was(client, administrator):
    one = known()

    answer = client.post(PAGE, {"glem": one.pk, "next": "/indlaes/"})

    assert answer.url == "/indlaes/"
    assert not LearnedAnswer.objects.exists()


@pytest.mark.parametrize("there", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_nobody_is_led_away(client, administrator, there):
    one = known()

    assert client.post(PAGE, {"glem": one.pk, "next": there}).url == PAGE


def test_a_leader_sees_and_forgets_only_what_is_of_their_files(client):
    one = known()
    client.force_login(MembershipFactory(leader=True, institution=InstitutionFactory()).user)

    assert "Oms. 12 mdr." not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"glem": one.pk}).status_code == 404
    client.post(PAGE, {f"svar-{one.pk}": "sick"})
    one.refresh_from_db()
    assert one.answer == "turnover"
