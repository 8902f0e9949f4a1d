"""The invitation in the municipality's own words: checked, tried on oneself, never compiled."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.invitations.sending import invite, sample_for, welcome_for
from accounts.invitations.wording import InvitationText, filled_in, holders, shipped
from accounts.models import AccountInvitation
from accounts.slots import AccessWords
from institutions.models import Membership
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.mailing import deliver_mail

pytestmark = pytest.mark.django_db
OURS = "Hej [navn]\n\nVelkommen i {{ sted }} [sted].\n\n[vej ind]\n\nHilsen [afsender]"


@pytest.fixture
def page():
    return reverse("invitation_text")


@pytest.fixture
def administrator(client):
    person = MembershipFactory(administrator=True, user__name="Ada Min").user
    client.force_login(person)
    return person


def parent(**kwargs):
    institution = InstitutionFactory(name="Regnbuen")
    person = UserFactory(last_login=None, **kwargs)
    MembershipFactory(board_member=True, institution=institution, user=person)
    return person


def test_the_words_of_the_municipality_are_sent_and_nothing_in_them_is_compiled(
    client, administrator, page
):
    client.post(page, {"subject": "Kom og vær med, [navn]", "text": OURS})

    invite(parent(name="Anja [vej ind] {{ 7 }} Holm"), by=administrator, many=True)
    deliver_mail()

    message = mail.outbox[-1]
    assert message.subject == "Kom og vær med, Anja [vej ind] {{ 7 }} Holm"
    assert message.body.startswith("Hej Anja [vej ind] {{ 7 }} Holm\n")
    assert "Velkommen i {{ sted }} Regnbuen." in message.body
    assert message.body.count("/konto/invitation/") == 1
    assert "Hilsen Ada Min\n" in message.body
    assert InvitationText.objects.get().changed_by == administrator


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hej [navn]", "[vej ind]"),
        ("[vej ind] [vej ind]", "[vej ind]"),
        ("[vej ind] [nvan] [CPR]", "[nvan], [CPR]"),
        ("[vej ind] 010190-1234", "CPR"),
        ("", ""),
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_reason(client, administrator, page, text, words):
    answer = client.post(page, {"subject": "Velkommen", "text": text})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not InvitationText.objects.exists()


def test_it_is_seen_and_tried_before_it_is_saved(client, administrator, page):
    told = {"subject": "Kom med", "text": OURS}

    shown = client.post(page, {**told, "vis": "1"})
    tried = client.post(page, {**told, "proeve": "1"})

    assert (shown.status_code, tried.status_code) == (200, 200)
    assert "Velkommen i {{ sted }}" in shown.content.decode()
    assert not InvitationText.objects.exists()
    [message] = mail.outbox
    assert message.to == [administrator.email]
    assert message.subject.endswith("Kom med")
    assert "/konto/invitation/" not in message.body
    client.post(page, {**told, "proeve": "1"})
    assert len(mail.outbox) == 1  # nobody fills a mailbox by it


def test_the_words_that_came_along_are_there_again_after_a_question(client, administrator, page):
    client.post(page, {"subject": "Kom med", "text": OURS})
    restore = reverse("invitation_text_restore")

    client.post(restore)
    assert InvitationText.objects.exists()
    client.post(restore, {"sure": "yes"})

    assert not InvitationText.objects.exists()
    assert "Kære" in welcome_for(parent(), by=None, link="https://x/", until=None).text


def test_each_language_has_words_of_its_own(client, administrator, page, settings):
    client.post(f"{page}?sprog=en", {"subject": "Come in", "text": "Dear [name]\n[way in]"})

    assert InvitationText.of("da").subject == "Velkommen til Ledestjernen"
    settings.LANGUAGE_CODE = "en"
    told = welcome_for(parent(name="Anja Holm"), by=None, link="https://x/", until=None)
    assert told.subject == "Come in"
    assert told.text.startswith("Dear Anja Holm\nChoose your password here:")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_words_that_came_along_pass_their_own_check(language):
    shipped(language).full_clean()


def test_whoever_asks_people_in_tries_it_and_writes_nothing(client, page):
    leader = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    client.force_login(leader)

    answer = client.post(page, {"subject": "Kom", "text": OURS, "proeve": "1"})

    assert answer.status_code == 200
    assert mail.outbox[-1].subject.endswith("Velkommen til Ledestjernen")
    client.post(page, {"subject": "Kom", "text": OURS})
    assert not InvitationText.objects.exists()
    assert client.post(reverse("invitation_text_restore"), {"sure": "yes"}).status_code == 404
    Membership.objects.filter(user=leader).delete()
    assert client.get(page).status_code == 404


def test_what_is_shown_and_tried_leads_nowhere():
    told = sample_for(UserFactory(), wording=shipped("da"), access=AccessWords("Du er med.", ""))

    assert "(her står linket" in told.text
    assert not AccountInvitation.objects.exists()


@given(text=st.text(alphabet=st.sampled_from("[]navn %{}()s\n"), max_size=40))
def test_any_text_comes_out_as_it_is_but_for_what_is_put_in(text):
    values = dict.fromkeys(holders().values(), "«»")

    told = "".join(piece.text for piece in filled_in(text, values))

    assert told.replace("«»", "[navn]") == text.replace("[NAVN]", "[navn]")


def test_a_holder_that_is_known_no_longer_is_sent_as_it_stands():
    InvitationText.objects.create(language="da", subject="x", text="[ukendt] [vej ind]")

    told = welcome_for(parent(), by=None, link="https://x/", until=None)

    assert told.text.startswith("[ukendt] Vælg")
    with pytest.raises(ValidationError):
        InvitationText.objects.get().full_clean()
