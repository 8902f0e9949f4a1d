"""The pages of people: whom one sees, whom one asks in, and people from a file by the pages."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.invitations import sending
from accounts.models import AccountInvitation, Counter, User
from institutions.models import Membership, PeopleImport
from institutions.people.inviting.reach import invitable_by
from institutions.roles import Role
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.mailing import deliver_mail

pytestmark = pytest.mark.django_db

HEADINGS = "Navn;E-mail;Rolle;Sted"


@pytest.fixture(autouse=True)
def where_the_site_is(settings):
    settings.SITE_URL = "https://ledestjernen.example.dk"


@pytest.fixture(autouse=True)
def places():
    cluster = ClusterFactory(name="Klynge Kompasset")
    return {
        "cluster": cluster,
        "own": InstitutionFactory(name="Regnbuen", number="9101", cluster=cluster),
        "next": InstitutionFactory(name="Åkanden", number="9102", cluster=cluster),
        "other": InstitutionFactory(name="Solsikken", number="9301", cluster=ClusterFactory()),
    }


def member(place, role=Role.BOARD_MEMBER, **fields):
    """Somebody who has never signed in, with a role at an institution."""
    user = User.objects.create_user(fields.pop("email"), name=fields.pop("name", "Anja Holm"))
    MembershipFactory(user=user, role=role, institution=place, cluster=None, **fields)
    return user


@pytest.fixture
def leader(places):
    row = MembershipFactory(role=Role.LEADER, institution=places["own"], cluster=None)
    return row.user


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


def look(client, *rows, headings=HEADINGS):
    content = "\r\n".join([headings, *rows, ""]).encode("utf-8-sig")
    file = SimpleUploadedFile("personer.csv", content, "text/csv")
    return client.post(reverse("people_import"), {"import_file": file})


def ticket_in(page):
    return page.context["upload"].ticket


# --- From a file, by the pages --------------------------------------------------------------------


def test_a_hundred_and_fifty_people_take_three_clicks(client, administrator):
    """Choose the file, check it, confirm: three; nobody writes anything."""
    client.force_login(administrator)
    rows = [f"Person {n};p{n}@example.com;FR;Regnbuen" for n in range(150)]

    page = look(client, *rows)
    told = page.content.decode()
    assert "Opret 150 personer" in told
    assert "»FR«" in told
    assert "Vælg din adgangskode" in told
    assert mail.outbox == []
    receipt = client.post(
        reverse("people_import_confirm"), {"upload": ticket_in(page), "when": "now"}, follow=True
    )

    assert receipt.status_code == 200
    assert PeopleImport.objects.get().new_count == 150
    deliver_mail()
    assert len(mail.outbox) == 150
    assert "150 invitationer er sendt" in receipt.content.decode()
    undone = reverse("people_import_undo", args=[PeopleImport.objects.get().pk])
    asked = client.post(undone).content.decode()
    assert "Person 0; Person 1; " in asked
    assert re.search(r"; (and|og) 130 (more|til)\.", asked)  # not “; ….”


def test_invitations_wait_until_somebody_says_so(client, administrator):
    client.force_login(administrator)
    page = look(client, "Anja Holm;anja@example.com;FR;Regnbuen")
    confirm = {"upload": ticket_in(page), "when": "later"}
    receipt = client.post(reverse("people_import_confirm"), confirm, follow=True)
    deliver_mail()
    assert mail.outbox == []
    assert "Send 1 invitation nu" in receipt.content.decode()

    pk = PeopleImport.objects.get().pk
    question = client.post(reverse("invitations_send"), {"import": pk}).content.decode()
    assert "Send 1 invitation?" in question
    deliver_mail()
    assert mail.outbox == []
    client.post(reverse("invitations_send"), {"import": pk, "sure": "yes"})

    deliver_mail()
    assert [message.to for message in mail.outbox] == [["anja@example.com"]]


def test_the_preview_counts_the_mails_that_confirming_sends(client, administrator, places):
    """Two new people: two mails. Who is here, who stops, and a row that gives nothing get none."""
    here = member(places["own"], email="her@example.com")
    stops = member(places["own"], email="stopper@example.com")
    client.force_login(administrator)

    page = look(
        client,
        "Anja Holm;anja@example.com;FR;Regnbuen",
        "Bo Krag;bo@example.com;FR;Regnbuen",
        f"{here.name};{here.email};Bestyrelsesmedlem;Klynge Kompasset",
        f"{stops.name};{stops.email};Bestyrelsesmedlem;Regnbuen;;31-12-2030",
        "Carl Ud;ud@example.com;FR;Regnbuen;01-01-2015;31-12-2016",
        headings="Navn;E-mail;Rolle;Sted;Fra;Til",
    )
    told = " ".join(page.content.decode().split())

    assert "Der sendes 2 mails, én til hver af de 2 nye personer" in told
    assert "Ingen får noget at vide om en rolle, de ikke får" in told
    client.post(reverse("people_import_confirm"), {"upload": ticket_in(page), "when": "now"})
    deliver_mail()
    assert sorted(message.to for message in mail.outbox) == [
        ["anja@example.com"],
        ["bo@example.com"],
    ]


def test_a_file_in_which_nobody_is_new_says_that_it_sends_no_mail(client, administrator, places):
    here = member(places["own"], email="her@example.com")
    client.force_login(administrator)

    page = look(client, f"{here.name};{here.email};Bestyrelsesmedlem;Klynge Kompasset")

    assert "Der sendes ingen mail" in page.content.decode()
    client.post(reverse("people_import_confirm"), {"upload": ticket_in(page), "when": "now"})
    deliver_mail()
    assert mail.outbox == []


def test_a_wrong_cell_is_mended_where_it_is_shown(client, administrator):
    client.force_login(administrator)
    page = look(
        client,
        "Tove Lind;kontor@example.com;Best.;Klynge Kompasset",
        "Ivan Lind;kontor@example.com;Best.;Klynge Kompasset",
    )
    assert page.status_code == 422

    page = client.post(
        reverse("people_import"),
        {"upload": ticket_in(page), "step": "cells", "celle-B3": "ivan@example.com"},
    )
    client.post(
        reverse("people_import_confirm"),
        {"upload": ticket_in(page), "step": "cells", "celle-B3": "ivan@example.com"},
    )

    emails = set(User.objects.exclude(pk=administrator.pk).values_list("email", flat=True))
    assert emails == {"kontor@example.com", "ivan@example.com"}


def test_a_list_is_undone_after_a_question(client, administrator):
    client.force_login(administrator)
    page = look(client, "Anja Holm;anja@example.com;FR;Regnbuen")
    client.post(reverse("people_import_confirm"), {"upload": ticket_in(page)})
    pk = PeopleImport.objects.get().pk
    undo = reverse("people_import_undo", args=[pk])

    asked = client.post(undo)
    assert "Anja Holm" in asked.content.decode()
    assert User.objects.filter(email="anja@example.com").exists()
    client.post(undo, {"sure": "yes"})

    assert not User.objects.filter(email="anja@example.com").exists()
    assert client.get(reverse("people_import_receipt", args=[pk])).status_code == 200


def test_the_list_to_fill_in_can_be_read_in(client, administrator):
    client.force_login(administrator)
    blank = client.get(reverse("people_template"))
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(blank.content))
    book.active.append(["Anja Holm", "anja@example.com", "Forældreråd", "9101", "", "", "", ""])
    target = BytesIO()
    book.save(target)
    file = SimpleUploadedFile("personer.xlsx", target.getvalue())

    page = client.post(reverse("people_import"), {"import_file": file})

    assert "Opret 1 person" in page.content.decode()


def test_another_leader_sees_no_receipt_that_is_not_hers(client, leader, administrator, places):
    client.force_login(leader)
    page = look(client, "Anja Holm;anja@example.com;FR;Regnbuen")
    client.post(reverse("people_import_confirm"), {"upload": ticket_in(page)})
    pk = PeopleImport.objects.get().pk
    row = MembershipFactory(role=Role.LEADER, institution=places["next"], cluster=None)
    client.force_login(row.user)

    for name in ("people_import_receipt", "people_import_undo"):
        ask = client.post if name.endswith("undo") else client.get
        assert ask(reverse(name, args=[pk])).status_code == 404
    assert client.post(reverse("invitations_send"), {"import": pk}).status_code == 404


def test_a_ticket_of_another_is_worth_nothing(client, leader, administrator):
    client.force_login(administrator)
    page = look(client, "Eva;eva@example.com;Klyngeleder;Klynge Kompasset")
    client.force_login(leader)

    client.post(reverse("people_import_confirm"), {"upload": ticket_in(page)})

    assert not User.objects.filter(email="eva@example.com").exists()


def test_a_leader_who_was_shown_another_file_gives_nothing_outside(client, leader):
    client.force_login(leader)
    page = look(client, "Anja;anja@example.com;FR;Regnbuen", "X;x@example.com;FR;Solsikken")

    assert page.status_code == 422
    client.post(reverse("people_import_confirm"), {"upload": ticket_in(page)})
    assert not Membership.objects.filter(user__email__in=["anja@example.com"]).exists()


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.STAFF_MEMBER, Role.CHAIR])
def test_the_pages_are_closed_to_who_gives_no_roles(client, places, role):
    row = MembershipFactory(role=role, institution=places["own"], cluster=None)
    client.force_login(row.user)

    for name in ("people_list", "people_file", "person_new", "people_import", "people_template"):
        assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse("invitations_send")).status_code == 404


# --- The list -------------------------------------------------------------------------------------


def test_a_leader_sees_her_own_people_and_no_others(client, leader, places):
    member(places["own"], email="anja@example.com", name="Anja Holm")
    member(places["other"], email="bo@example.com", name="Bo Krag")
    client.force_login(leader)

    told = client.get(reverse("people_list")).content.decode()

    assert "Anja Holm" in told
    assert "Bo Krag" not in told
    assert "bo@example.com" not in client.get(reverse("people_file")).content.decode()
    assert "Bo Krag" not in client.get(reverse("people_list") + "?q=bo").content.decode()


def test_the_list_says_who_has_not_answered(client, administrator, places):
    anja = member(places["own"], email="anja@example.com", name="Anja Holm")
    bo = member(places["own"], email="bo@example.com", name="Bo Krag")
    for one in (anja, bo):
        sending.invite(one, by=administrator, many=True)
    client.force_login(bo)
    client.force_login(administrator)

    page = client.get(reverse("people_list"), {"invitation": "mangler"})

    told = page.content.decode()
    assert "1 af 2 har svaret på invitationen" in told
    assert [row.person for row in page.context["people"].rows] == [anja]
    lines = client.get(reverse("people_file"), {"invitation": "mangler"}).content.decode(
        "utf-8-sig"
    )
    assert "anja@example.com" in lines
    assert "bo@example.com" not in lines


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "regnbuen"}, 1),
        ({"q": "anja"}, 1),
        ({"q": "' OR 1=1"}, 0),
        ({"q": "\x00"}, 2),
        ({"rolle": "chair"}, 1),
        ({"rolle": "hacker"}, 2),
        ({"side": "9"}, 2),
        ({"invitation": "ikke-inviteret"}, 2),
        ({"invitation": "uden-rolle"}, 0),
    ],
)
def test_searching(client, administrator, places, asked, found):
    member(places["own"], email="anja@example.com")
    member(places["next"], email="bo@example.com", name="Bo", role=Role.CHAIR)
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    client.force_login(administrator)

    page = client.get(reverse("people_list"), asked)

    rows = [row for row in page.context["people"].rows if row.person != administrator]
    assert len(rows) == found


def test_the_list_costs_the_same_for_one_and_for_many(client, administrator, places, queries_for):
    client.force_login(administrator)
    sending.invite(member(places["own"], email="p@example.com"), by=administrator, many=True)
    few = queries_for(reverse("people_list"))
    for n in range(20):
        one = member(places["next"], email=f"p{n}@example.com", name=f"P {n}")
        sending.invite(one, by=administrator, many=True)

    assert queries_for(reverse("people_list")) == few


def test_a_cell_of_the_file_is_no_formula(client, administrator, places):
    member(places["own"], email="anja@example.com", name="=HYPERLINK(1)")
    client.force_login(administrator)

    assert ";=HYP" not in ";" + client.get(reverse("people_file")).content.decode("utf-8-sig")


def test_send_again_goes_to_those_who_have_not_answered(client, leader, places):
    anja, bo = (
        member(places["own"], email=f"{one}@example.com", name=one) for one in ("anja", "bo")
    )
    stranger = member(places["other"], email="x@example.com")
    for one in (anja, bo, stranger):
        sending.invite(one, by=leader, many=True)
    AccountInvitation.objects.filter(person=bo).update(undeliverable="550 no")
    deliver_mail()
    mail.outbox.clear()
    Counter.objects.all().delete()
    client.force_login(leader)

    sending.invite(member(places["own"], email="lige@example.com"), by=leader, many=True)
    deliver_mail()
    mail.outbox.clear()  # who was mailed a moment ago is not counted, and gets none
    question = client.post(reverse("invitations_send")).content.decode()
    assert "Send 1 invitation?" in question
    assert not mail.outbox
    client.post(reverse("invitations_send"), {"sure": "yes"})

    deliver_mail()
    assert [message.to for message in mail.outbox] == [["anja@example.com"]]


def test_a_leader_sends_nothing_to_others_people(client, leader, places):
    stranger = member(places["other"], email="x@example.com")
    shared = member(places["own"], email="y@example.com")
    MembershipFactory(user=shared, role=Role.CLUSTER_LEADER, cluster=places["cluster"])
    chief = UserFactory(administrator=True, last_login=None)
    MembershipFactory(user=chief, role=Role.BOARD_MEMBER, institution=places["own"], cluster=None)
    client.force_login(leader)

    for one in (stranger, shared, chief, leader):
        assert client.post(reverse("invitations_send"), {"person": one.pk}).status_code == 404
        url = reverse("invitation_withdraw", args=[one.pk])
        assert client.post(url, {"sure": "yes"}).status_code == 404
    assert not AccountInvitation.objects.exists()
    assert not invitable_by(leader).exists()


def test_withdrawing_asks_first_and_then_keeps_the_person_out(client, leader, places):
    anja = member(places["own"], email="anja@example.com")
    sending.invite(anja, by=leader, many=True)
    client.force_login(leader)
    url = reverse("invitation_withdraw", args=[anja.pk])

    assert "tilbage" in client.post(url).content.decode()
    assert AccountInvitation.objects.open().exists()
    client.post(url, {"sure": "yes"})

    assert not AccountInvitation.objects.open().exists()


# --- Somebody new, by hand ------------------------------------------------------------------------


def new(client, role="board_member", **told):
    today = timezone.localdate().isoformat()
    fields = {"name": "Anja Holm", "email": "anja@example.com", "from_on": today, **told}
    return client.post(reverse("person_new") + f"?rolle={role}", fields)


def test_a_leader_asks_a_board_member_in(client, leader, places, monkeypatch):
    monkeypatch.setattr("accounts.mail.send_soon", lambda message, **kwargs: message.send())
    client.force_login(leader)
    assert "bestyrelsesmedlem" in client.get(reverse("person_new")).content.decode().lower()

    answer = new(client, place=f"i{places['own'].pk}")

    anja = User.objects.get(email="anja@example.com")
    assert answer.headers["Location"] == reverse("person_detail", args=[anja.pk])
    assert anja.memberships.get().institution == places["own"]
    assert AccountInvitation.objects.unanswered().get().made_by == leader


@pytest.mark.parametrize("role", ["leader", "cluster_leader", "area_head", "administrator", "x"])
def test_a_leader_gives_nobody_new_more_than_a_seat(client, leader, places, role):
    client.force_login(leader)

    assert new(client, role=role, place=f"i{places['own'].pk}").status_code == 422
    assert not User.objects.filter(email="anja@example.com").exists()


def test_a_leader_gives_nobody_new_a_seat_elsewhere(client, leader, places):
    client.force_login(leader)

    for place in (f"i{places['other'].pk}", f"c{places['cluster'].pk}", "m", "a1", ""):
        assert new(client, place=place).status_code == 422
    assert not User.objects.filter(email="anja@example.com").exists()


def test_an_address_with_a_comma_is_told_with_what_may_be_meant(client, leader, places):
    client.force_login(leader)

    page = new(client, place=f"i{places['own'].pk}", email="anja@example,com")

    assert "anja@example.com" in page.content.decode()
    assert page.status_code == 422


def test_the_same_person_is_not_given_the_same_role_twice(client, leader, places):
    member(places["own"], email="anja@example.com", name="Anja Holm")
    client.force_login(leader)
    form = {
        "name": "Anja Holm",
        "email": "anja@example.com",
        "place": f"i{places['own'].pk}",
        "from_on": timezone.localdate().isoformat(),
    }

    answer = client.post(reverse("person_new") + "?rolle=board_member", form)

    assert answer.status_code == 422
    assert "har allerede" in answer.content.decode()
    assert Membership.objects.filter(user__email="anja@example.com").count() == 1


def test_who_looks_after_accounts_is_led_to_a_wrong_address(client, administrator, leader, places):
    person = member(places["own"], email="anja@example.com")
    sending.invite(person, by=leader, many=True)
    AccountInvitation.objects.update(undeliverable="550 no such user")
    link = reverse("admin:accounts_user_change", args=[person.pk])

    for reader, is_led in ((administrator, True), (leader, False)):
        client.force_login(reader)
        answer = client.get(reverse("people_list")).content.decode()
        assert (link in answer) is is_led


def test_who_is_here_already_gets_the_role_and_no_mail(client, leader, places):
    anja = UserFactory(email="anja@example.com", name="Anja Holm")
    client.force_login(anja)
    client.force_login(leader)

    new(client, place=f"i{places['own'].pk}")

    assert anja.memberships.get().role == Role.BOARD_MEMBER
    assert not AccountInvitation.objects.exists()


def test_an_address_of_another_name_is_not_taken(client, leader, places):
    victim = UserFactory(email="anja@example.com", name="Borgmesteren")
    client.force_login(leader)

    assert new(client, place=f"i{places['own'].pk}").status_code == 422
    victim.refresh_from_db()
    assert victim.name == "Borgmesteren"
    assert not victim.memberships.exists()
