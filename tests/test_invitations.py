"""An invitation asks one person in, once: its link, its mail, and all that ends it."""

import datetime
import re
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import mail as outgoing
from accounts.invitations import sending
from accounts.invitations.invitation import InvitationState, latest_of
from accounts.models import AccountInvitation, Counter, SecurityEvent, User, WaitingMail
from config.privacy import looks_like_cpr
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.mailing import deliver_mail

pytestmark = pytest.mark.django_db

NEW = "grøn hest i regnvejr"
CHOSEN = {"new_password1": NEW, "new_password2": NEW}
LINK = re.compile(r"https?://[^/]+(/konto/invitation/[^\s]+)")
GONE = "Invitationen gælder ikke længere"


@pytest.fixture(autouse=True)
def where_the_site_is(settings):
    settings.SITE_URL = "https://ledestjernen.example.dk"


@pytest.fixture
def parent():
    person = User.objects.create_user("anja.holm@example.com", name="Anja Holm")
    MembershipFactory(board_member=True, user=person)
    return person


@pytest.fixture
def leader():
    return MembershipFactory(role="leader", institution=InstitutionFactory()).user


def invite(person, by=None):
    """Ask the person in, and the way their link leads."""
    Counter.objects.all().delete()
    made = sending.invite(person, by=by, many=True)
    deliver_mail()
    return made, LINK.search(mail.outbox[-1].body)[1]


def opened(client, link):
    return client.get(link, follow=True)


def answer(client, link, **answers):
    page = opened(client, link)
    if page.status_code != 200:
        return page
    return client.post(page.redirect_chain[-1][0], {**CHOSEN, **answers}, follow=True)


def test_the_mail_says_what_for_until_when_and_from_whom(parent, leader):
    _made, link = invite(parent, by=leader)

    [message] = mail.outbox
    assert message.to == ["anja.holm@example.com"]
    assert message.subject == "Velkommen til Ledestjernen"
    for words in ("Kære Anja Holm", "Vælg din adgangskode", leader.name, "Glemt"):
        assert words in message.body
    assert len(link) > 40
    assert not looks_like_cpr(message.body)


def test_a_person_chooses_a_password_and_is_in(client, parent, leader):
    made, link = invite(parent, by=leader)

    page = answer(client, link)

    assert page.status_code == 200
    assert page.redirect_chain[-1][0] == "/"
    assert page.wsgi_request.user == parent
    parent.refresh_from_db()
    assert parent.check_password(NEW)
    made.refresh_from_db()
    assert made.state is InvitationState.ANSWERED
    assert made.opened_at
    assert mail.outbox[1:] == []  # nobody is told that a password of theirs was changed


def test_a_link_is_used_once(client, parent):
    _made, link = invite(parent)
    answer(client, link)

    page = opened(Client(), link)

    assert page.status_code == 404
    assert GONE in page.content.decode()


def test_the_secret_leaves_the_address_and_is_kept_nowhere(client, parent):
    made, link = invite(parent)
    secret = link.rstrip("/").rpartition("/")[2].partition("-")[2]  # it may have dashes of its own
    assert len(secret) == 43

    page = opened(client, link)

    assert secret not in page.redirect_chain[-1][0]
    assert secret not in page.content.decode()
    made.refresh_from_db()
    assert secret not in str(made.__dict__)
    assert not WaitingMail.objects.exists()
    assert secret not in str(list(SecurityEvent.objects.values()))


def test_looking_at_the_link_answers_nothing(client, parent):
    made, link = invite(parent)

    for _time in range(3):
        assert opened(Client(), link).status_code == 200

    made.refresh_from_db()
    assert made.state is InvitationState.OPENED
    assert answer(client, link).status_code == 200


def over(made):
    AccountInvitation.objects.filter(pk=made.pk).update(expires_at=timezone.now())


def closed(made):
    User.objects.filter(pk=made.person_id).update(is_active=False)


def new_password(made):
    person = User.objects.get(pk=made.person_id)
    person.set_password("en anden hest i solskin")
    person.save()


def new_address(made):
    User.objects.filter(pk=made.person_id).update(email="anja@example.com")


def sent_again(made):
    Counter.objects.all().delete()
    assert sending.send(made, by=None, many=True)


ENDS = [
    over,
    closed,
    new_password,
    new_address,
    sent_again,
    sending.withdraw,
    AccountInvitation.delete,
]


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_a_link(client, parent, end):
    made, link = invite(parent)

    end(made)

    assert opened(client, link).status_code == 404


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_a_link_ends_it_while_the_form_is_open_too(client, parent, end):
    made, link = invite(parent)
    form = opened(client, link)
    before = User.objects.get(pk=parent.pk).password

    end(made)
    before = before if end is not new_password else User.objects.get(pk=parent.pk).password
    page = client.post(form.redirect_chain[-1][0], CHOSEN)

    assert page.status_code == 404
    assert User.objects.get(pk=parent.pk).password == before
    assert client.get("/").status_code == 302


def test_whose_place_nobody_takes_with_anothers_link(client, parent):
    """The number before the secret belongs to it: another person's does not open with it."""
    made, link = invite(parent)
    other = User.objects.create_user("bo@example.com", name="Bo Krag")
    others, _link = invite(other)

    swapped = link.replace(f"/{made.pk}-", f"/{others.pk}-")

    assert opened(client, swapped).status_code == 404


@pytest.mark.parametrize(
    "link",
    [
        *("x", "1", "1-", "-", "--", "0-0", "1-x", "9" * 40 + "-x", "٣-x", "²-x", "1-\x00"),
        *("vaelg-adgangskode", "1 OR 1=1-x", "%2e%2e", "1-" + "a" * 5000),
    ],
)
def test_a_link_that_nobody_sent_opens_nothing(client, parent, link):
    invite(parent)

    for page in (
        client.get(f"/konto/invitation/{link}/"),
        client.post(f"/konto/invitation/{link}/"),
    ):
        assert page.status_code == 404


def test_whoever_tries_many_links_waits(client, parent, settings):
    settings.SIGN_IN_FAILURES_PER_NETWORK = 5
    _made, link = invite(parent)

    answers = [client.get(f"/konto/invitation/{n}-x/").status_code for n in range(5)]

    assert answers == [404] * 5
    assert client.get(link).status_code == 429


def test_a_weak_password_is_refused_and_the_link_goes_on(client, parent):
    made, link = invite(parent)

    page = answer(client, link, new_password1="ledestjernen", new_password2="ledestjernen")

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"new_password1"}  # not where it is repeated
    made.refresh_from_db()
    assert made.state is InvitationState.OPENED
    assert answer(client, link).status_code == 200


def test_an_open_session_of_another_ends_where_a_password_is_chosen(client, parent, leader):
    client.force_login(leader)
    _made, link = invite(parent)

    page = answer(client, link)

    assert page.wsgi_request.user == parent


def test_sending_again_a_moment_later_sends_nothing(parent):
    made, link = invite(parent)

    assert sending.send(made, by=None, many=True) is False

    deliver_mail()
    assert len(mail.outbox) == 1
    assert opened(Client(), link).status_code == 200


def test_a_person_has_one_open_invitation(parent, leader):
    first, _link = invite(parent)
    second, _link = invite(parent, by=leader)

    assert first.pk == second.pk
    sending.withdraw(first)
    third, _link = invite(parent)
    assert third.pk != first.pk
    assert latest_of([parent.pk]) == {parent.pk: third}


def forgotten(client, person):
    Counter.objects.all().delete()
    page = client.post("/konto/glemt-adgangskode/", {"email": person.email})
    return page.status_code, page.headers["Location"]


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr("accounts.forms.send_soon", lambda message, **kwargs: message.send())


def test_whoever_was_invited_gets_a_link_when_they_have_forgotten(client, parent, at_once):
    made, _link = invite(parent)
    over(made)

    forgotten(client, parent)

    assert len(mail.outbox) == 2
    link = re.search(r"https?://[^/]+(/konto/ny-adgangskode/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], CHOSEN)
    client.post("/konto/log-ind/", {"username": parent.email, "password": NEW})
    made.refresh_from_db()
    assert made.state is InvitationState.ANSWERED


def test_who_is_to_come_in_later_or_not_at_all_gets_no_link(client, parent, at_once):
    waiting = sending.invite(parent, by=None, later=True)
    known = forgotten(client, parent)
    sending.withdraw(waiting)
    assert forgotten(client, parent) == known

    assert mail.outbox == []
    nobody = User(email="nobody@example.com")
    assert forgotten(client, nobody) == known  # and nothing tells whether there is an account


def test_a_withdrawn_invitation_takes_nothing_from_who_has_a_password(client, at_once):
    person = UserFactory()
    sending.withdraw(sending.invite(person, by=None, later=True))

    forgotten(client, person)

    assert len(mail.outbox) == 1


def test_signing_in_by_another_door_answers_the_invitation(client, parent):
    made, link = invite(parent)

    client.force_login(parent)

    made.refresh_from_db()
    assert made.state is InvitationState.ANSWERED
    assert opened(Client(), link).status_code == 404


class _Refuses:
    def __init__(self, code):
        self.code = code

    def __call__(self, message, **kwargs):
        raise SMTPRecipientsRefused({message.to[0]: (self.code, b"5.1.1 Mailbox unknown")})


def test_who_comes_in_by_another_door_before_the_link_is_sent_has_answered_too(client):
    person = UserFactory()
    waiting = AccountInvitation.objects.create(person=person)

    client.force_login(person)

    waiting.refresh_from_db()
    assert waiting.state == InvitationState.ANSWERED


@pytest.mark.parametrize(("code", "state"), [(550, "undeliverable"), (450, "sent")])
def test_what_the_mail_server_refuses_for_good_is_told(parent, monkeypatch, code, state):
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send", lambda self, *args, **kwargs: _Refuses(code)(self)
    )
    made = sending.invite(parent, by=None, many=True)

    deliver_mail()

    made.refresh_from_db()
    assert made.state == state
    assert WaitingMail.objects.exists() is (code < outgoing.FOR_GOOD)


def test_a_new_link_is_tried_at_a_corrected_address(parent):
    made, _link = invite(parent)
    AccountInvitation.objects.update(undeliverable="550 no")
    new_address(made)
    Counter.objects.all().delete()

    assert sending.send(made, by=None, many=True)

    deliver_mail()
    made.refresh_from_db()
    assert made.state is InvitationState.SENT
    assert mail.outbox[-1].to == ["anja@example.com"]


def test_invitations_are_in_the_security_log(parent, leader):
    made, _link = invite(parent, by=leader)
    sending.withdraw(made)

    kinds = SecurityEvent.objects.filter(about_id=str(parent.pk)).values_list("kind", flat=True)
    assert {"invited", "invitation_withdrawn"} <= set(kinds)


def test_where_the_municipality_signs_in_the_mail_leads_there(parent, monkeypatch):
    monkeypatch.setattr(
        sending.way_in_of, "_fillings", {"idp": lambda _p: "https://idp.example.dk/"}
    )

    sending.invite(parent, by=None, many=True)
    deliver_mail()

    assert "https://idp.example.dk/" in mail.outbox[0].body
    assert "/konto/invitation/" not in mail.outbox[0].body


def test_the_days_of_a_link_are_a_setting(parent, settings):
    settings.INVITATION_DAYS = 3
    made, _link = invite(parent)
    made.refresh_from_db()

    assert made.expires_at - made.sent_at == datetime.timedelta(days=3)
