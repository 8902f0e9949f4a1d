"""Lists of people read in: matched by address, all or nothing, within reach, and taken back."""

import datetime
import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import AccountInvitation, User
from imports import engine
from imports.arranging.causes import LEAVE_OUT
from imports.errors import NotRecognised
from imports.kinds import ImportChoices
from imports.models import LearnedAnswer
from institutions.models import Membership, PeopleImport
from institutions.people.importing.addresses import address_in, suggested
from institutions.people.importing.diff import What
from institutions.people.importing.kind import LATER, PeopleFile
from institutions.people.importing.words import MAYBE, SURE
from institutions.roles import BoardKind, Role, Source
from tests.factories import (
    AreaFactory,
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.mailing import deliver_mail
from tests.messy.writing import xlsx

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 28)
HEADINGS = "Navn;E-mail;Rolle;Sted;Fra;Til;Telefon"
ANJA = "Anja Holm;anja.holm@example.com;FR;Regnbuen;;;12 34 56 78"
BO = "Bo Krag;bo.krag@example.com;Medarb.;Børnehuset Åkanden;01-01-2027;;"
TOVE = "Tove Lind;kontor@example.com;Formand;Klynge Kompasset;;31-12-2028;"


@pytest.fixture(autouse=True)
def today(monkeypatch, settings):
    settings.SITE_URL = "https://ledestjernen.example.dk"
    monkeypatch.setattr("institutions.people.importing.kind.timezone.localdate", lambda: TODAY)


@pytest.fixture(autouse=True)
def places():
    area = AreaFactory(name="Område Nord")
    kompasset = ClusterFactory(name="Klynge Kompasset", area=area)
    return {
        "area": area,
        "cluster": kompasset,
        "regnbuen": InstitutionFactory(name="Regnbuen", number="9101", cluster=kompasset),
        "aakanden": InstitutionFactory(name="Børnehuset Åkanden", number="9102", cluster=kompasset),
        "other": InstitutionFactory(name="Solsikken", number="9301", cluster=ClusterFactory()),
    }


def content(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join([headings, *rows, ""]).encode("utf-8-sig")


def kind(by=None, accepted=(), **answers) -> PeopleFile:
    choices = ImportChoices(answers=answers.get("answers", {}), accepted=frozenset(accepted))
    return PeopleFile(by=by, choices=choices)


def look(*rows: str, by=None, headings: str = HEADINGS, answers=None):
    one = kind(by, answers=answers or {})
    source = one.open(content(*rows, headings=headings), "personer.csv")
    return engine.preview(one, source)


def enter(*rows: str, by=None, headings: str = HEADINGS, answers=None, accepted=()):
    one = kind(by, accepted, answers=answers or {})
    source = one.open(content(*rows, headings=headings), "personer.csv")
    return engine.commit(one, source)


def asked(*rows: str, headings: str = HEADINGS, answers=None):
    one = kind(answers=answers or {})
    source = one.open(content(*rows, headings=headings), "personer.csv")
    return one.questions(source, engine.preview(one, source))


def counts(diff) -> tuple[int, ...]:
    return tuple(diff.counted(one) for one in What)


def errors(diff) -> list[tuple[str, str]]:
    return [(one.address, one.message) for one in diff.errors]


def held(email: str) -> list[tuple]:
    rows = Membership.objects.filter(user__email=email).order_by("pk")
    return [
        (one.role, str(one.place or ""), str(one.from_on), str(one.to_on or "")) for one in rows
    ]


# --- Who is made, changed, ended ------------------------------------------------------------------


def test_new_people_are_made_with_their_roles_and_asked_in():
    committed = enter(ANJA, BO, TOVE)

    assert counts(committed.diff) == (3, 0, 0, 0)
    assert held("anja.holm@example.com") == [("board_member", "Regnbuen", "2026-11-28", "")]
    assert held("bo.krag@example.com") == [("staff_member", "Børnehuset Åkanden", "2027-01-01", "")]
    assert held("kontor@example.com") == [("chair", "Klynge Kompasset", "2026-11-28", "2028-12-31")]
    assert {one.source for one in Membership.objects.all()} == {Source.FILE}
    assert not any(one.has_usable_password() for one in User.objects.all())
    deliver_mail()
    assert sorted(message.to[0] for message in mail.outbox) == [
        *("anja.holm@example.com", "bo.krag@example.com", "kontor@example.com"),
    ]


def test_a_preview_writes_nothing_and_sends_nothing():
    diff = look(ANJA, BO, TOVE)

    assert diff.is_writable
    assert not User.objects.exists()
    assert not AccountInvitation.objects.exists()


def test_invitations_wait_where_somebody_says_so():
    enter(ANJA, accepted=[LATER])

    deliver_mail()
    assert mail.outbox == []
    assert AccountInvitation.objects.waiting().count() == 1


def test_the_same_file_again_changes_nothing():
    enter(ANJA, BO, TOVE)

    diff = look(ANJA, BO, TOVE)

    assert counts(diff) == (0, 0, 0, 3)
    assert not diff.has_work


def test_who_is_not_mentioned_keeps_the_role():
    kept = MembershipFactory(role=Role.CHAIR, cluster=ClusterFactory())

    enter(ANJA)

    kept.refresh_from_db()
    assert kept.to_on is None


def test_people_are_matched_by_their_address_however_it_is_written(places):
    UserFactory(email="anja.holm@example.com", name="Anja Holm")

    diff = look("Anja Holm;  Anja.Holm@EXAMPLE.com ;FR;Regnbuen;;;")

    assert counts(diff) == (0, 1, 0, 0)


def test_a_new_name_a_new_place_and_a_last_day(places):
    anja, bo = (UserFactory(email=f"{one}@example.com", name=one.title()) for one in ("anja", "bo"))
    role = {"user": anja, "role": Role.LEADER}
    first = MembershipFactory(**role, institution=places["regnbuen"])
    seat = MembershipFactory(user=bo, role=Role.STAFF_MEMBER, institution=places["regnbuen"])

    committed = enter(
        "Anja Dam;anja@example.com;Leder;Regnbuen;;;",
        "Anja Dam;anja@example.com;Leder;9102;;;",
        "Bo;bo@example.com;MED;Regnbuen;;31.12.2026;",
        answers={"cell:Rolle:MED": "Medarbejderrepræsentant"},
    )

    assert counts(committed.diff) == (0, 1, 1, 0)
    anja.refresh_from_db()
    assert anja.name == "Anja Dam"
    assert {one.institution for one in anja.memberships.all()} == {
        places["regnbuen"],
        places["aakanden"],
    }
    first.refresh_from_db()
    assert first.source == Source.BY_HAND
    seat.refresh_from_db()
    assert seat.to_on == datetime.date(2026, 12, 31)
    deliver_mail()
    assert mail.outbox == []  # who is known already gets no mail


def test_a_role_that_is_over_is_told_and_given_to_nobody():
    diff = look("Anja Holm;anja@example.com;FR;Regnbuen;01-01-2024;31-12-2025;")

    assert diff.warnings
    assert diff.plans == []
    assert diff.is_clean


def test_someone_who_comes_back_gets_a_new_role(places):
    anja = UserFactory(email="anja@example.com", name="Anja")
    over = MembershipFactory(
        user=anja,
        role=Role.BOARD_MEMBER,
        institution=places["regnbuen"],
        from_on=datetime.date(2023, 1, 1),
        to_on=datetime.date(2024, 12, 31),
    )

    enter("Anja;anja@example.com;FR;Regnbuen;01-01-2027;;")

    assert anja.memberships.count() == 2
    over.refresh_from_db()
    assert over.to_on == datetime.date(2024, 12, 31)


# --- What is wrong --------------------------------------------------------------------------------


def test_a_comma_for_a_point_is_asked_about_and_not_mended_in_silence():
    row = "Anja Holm;anja.holm@example,com;FR;Regnbuen;;;"

    [question] = asked(row)

    assert question.proposed == "anja.holm@example.com"
    assert question.cells == ("B2",)
    assert look(row).errors
    answers = {question.id: question.proposed}
    assert enter(row, answers=answers).receipt.mended
    assert User.objects.get().email == "anja.holm@example.com"


def test_an_address_is_never_remembered_for_another_file(client):
    [question] = asked("Anja Holm;anja.holm@example,com;FR;Regnbuen;;;")

    from imports.remembering import remember

    remember(
        [question],
        {question.id: question.proposed},
        kind="people",
        sender="x",
        file=("f", "0"),
        by=UserFactory(),
    )
    assert not LearnedAnswer.objects.exists()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("anja@example,com", "anja@example.com"),
        ("anja @ example.com", "anja@example.com"),
        ("anja(at)example.com", "anja@example.com"),
        ("anja@@example.com", "anja@example.com"),
        ("anja@example..com", "anja@example.com"),
        ("anja@example.com.", "anja@example.com"),
        ("anja snabel-a example.com", "anja@example.com"),
        ("ingen", ""),
        ("anja@example.com; bo@example.com", ""),
        ("x" * 5000 + "@", ""),
    ],
)
def test_slips_of_the_finger(text, meant):
    assert address_in(text) == ""
    assert suggested(text) == meant


@pytest.mark.parametrize(
    "text",
    ["Anja <anja@example.com>", "mailto:anja@example.com", "ANJA@Example.COM ", "anja@example.com"],
)
def test_ways_to_write_an_address(text):
    assert address_in(text) == "anja@example.com"


@pytest.mark.parametrize("text", ["ånja@example.com", "anja@exämple", "ａnja@", "anja@localhost"])
def test_what_no_account_can_have(text):
    assert address_in(text) == ""


def test_the_same_address_with_two_names_is_an_error_at_the_second():
    diff = look(TOVE, TOVE.replace("Tove", "Ivan"))

    [(address, message)] = errors(diff)
    assert address == "B3"
    assert message.startswith("Tove Lind har samme adresse i række 2.")


def test_an_address_mended_for_one_row_leaves_the_other():
    rows = (TOVE, TOVE.replace("Tove", "Ivan"))

    enter(*rows, answers={"cell@B3": "ivan.lind@example.com"})

    assert set(User.objects.values_list("email", flat=True)) == {
        "kontor@example.com",
        "ivan.lind@example.com",
    }


def test_the_same_name_in_other_letters_is_the_same_person():
    diff = look(TOVE, "TOVE  LIND;kontor@example.com;FR;Regnbuen;;;")

    assert [len(plan.seats) for plan in diff.plans] == [2]


@pytest.mark.parametrize("word", ["Administrator", "admin", "Superbruger", "ADMINISTRATOR "])
def test_nobody_becomes_an_administrator_by_a_file(word):
    diff = look(f"Eva Ond;eva@example.com;{word};;;;")

    assert "administrator" in errors(diff)[0][1]
    assert not any(one.role is Role.ADMINISTRATOR for one in (*SURE.values(), *MAYBE.values()))


def test_no_answer_makes_an_administrator():
    row = "Eva Ond;eva@example.com;Chefen;;;;"
    for answer in ("administrator", "Administrator", "superbruger"):
        committed = enter(row, answers={"cell:Rolle:Chefen": answer})
        assert committed.receipt is None
    assert not Membership.objects.filter(role=Role.ADMINISTRATOR).exists()


def test_an_unknown_word_for_a_role_is_asked_about_once_and_may_be_left_out():
    rows = [f"P{n};p{n}@example.com;MED;Regnbuen;;;" for n in range(5)]

    [question] = asked(*rows)

    assert question.count == 5
    assert question.proposed == "Medarbejderrepræsentant"
    answers = dict.fromkeys(("cell:Rolle:MED",), "Medarbejderrepræsentant")
    assert look(*rows, answers=answers).new_count == 5
    left = look(*rows, ANJA, answers=dict.fromkeys(answers, LEAVE_OUT))
    assert left.new_count == 1


@pytest.mark.parametrize(
    ("word", "role", "board"),
    [
        ("Pæd. leder", Role.LEADER, None),
        ("pædagogisk leder", Role.LEADER, None),
        ("Leder", Role.LEADER, None),
        ("Klyngeleder", Role.CLUSTER_LEADER, None),
        ("Omr.chef", Role.AREA_HEAD, None),
        ("Best.", Role.BOARD_MEMBER, None),
        ("Formand", Role.CHAIR, None),
        ("FR", Role.BOARD_MEMBER, BoardKind.PARENT_COUNCIL),
        ("Forældreråd", Role.BOARD_MEMBER, BoardKind.PARENT_COUNCIL),
        ("Medarb.", Role.STAFF_MEMBER, None),
        ("Konsulent", Role.CONSULTANT, None),
    ],
)
def test_roles_as_municipalities_write_them(word, role, board):
    from files.spreadsheets.danish_values import fold

    filed = SURE[fold(word)]
    assert (filed.role, filed.board) == (role, board)


# --- Places and boards ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "place", "found"),
    [
        ("Leder", "9101", "Regnbuen"),
        ("Leder", "regnbuen", "Regnbuen"),
        ("Leder", "9101 Regnbuen", "Regnbuen"),
        ("Klyngeleder", "Kompasset", "Klynge Kompasset"),
        ("Best.", "Klynge Kompasset", "Klynge Kompasset"),
        ("Omr.chef", "Nord", "Område Nord"),
        ("Konsulent", "Hele kommunen", ""),
        ("Konsulent", "", ""),
    ],
)
def test_places_by_number_and_name(role, place, found):
    enter(f"Anja;anja@example.com;{role};{place};;;")

    [(_role, name, *_days)] = held("anja@example.com")
    assert name == found


def test_an_old_name_is_known(places):
    places["regnbuen"].name = "Regnbuehuset"
    places["regnbuen"].save()

    enter(ANJA)

    assert held("anja.holm@example.com")[0][1] == "Regnbuehuset"


def test_a_place_nobody_knows_is_asked_about_with_the_nearest_proposed():
    row = "Bo Krag;bo@example.com;Medarb.;Åkande;;;"

    [question] = asked(row)

    assert question.proposed == "9102"
    assert enter(row, answers={question.id: "9102"}).receipt
    assert held("bo@example.com")[0][1] == "Børnehuset Åkanden"


@pytest.mark.parametrize(
    ("role", "place"),
    [("Leder", "Område Nord"), ("Klyngeleder", "Regnbuen"), ("Leder", ""), ("Formand", "")],
)
def test_a_role_that_nobody_has_at_that_place(role, place):
    diff = look(f"Anja;anja@example.com;{role};{place};;;")

    assert errors(diff)[0][0] == "D2"


def test_a_number_and_a_name_that_contradict_each_other(places):
    headings = "Navn;Mail;Titel;Inst.nr.;Institution"

    diff = look("Anja;anja@example.com;Leder;9101;Solsikken", headings=headings)

    assert errors(diff)[0][0] == "D2"


def test_a_seat_is_on_the_board_the_word_is_for_where_there_are_two(places):
    at = {"institution": places["regnbuen"], "cluster": None}
    board = BoardFactory(kind=BoardKind.PARENT_BOARD, name="Bestyrelsen", **at)
    council = BoardFactory(kind=BoardKind.PARENT_COUNCIL, name="Forældrerådet", **at)

    enter(ANJA, "Tove;tove@example.com;Best.;Regnbuen;;;")

    assert Membership.objects.get(user__email="anja.holm@example.com").board == council
    assert Membership.objects.get(user__email="tove@example.com").board == board


def test_which_of_two_boards_is_asked_for_where_nothing_says_it(places):
    at = {"institution": places["regnbuen"], "cluster": None}
    for name in ("Bestyrelsen", "Udvalget"):
        BoardFactory(kind=BoardKind.PARENT_BOARD, name=name, **at)

    row = "Tove;tove@example.com;Best.;Regnbuen"
    assert look(row, headings="Navn;Mail;Rolle;Sted").errors
    headings = "Navn;Mail;Rolle;Sted;Bestyrelse"
    enter(f"{row};Udvalget", headings=headings)

    assert Membership.objects.get().board.name == "Udvalget"


# --- Files as they come ---------------------------------------------------------------------------


def test_first_and_last_names_and_other_headings():
    headings = "Efternavn;Fornavn;Mailadresse;Stilling;Arbejdssted;Tlf."

    enter("Holm;Anja;anja@example.com;Pæd. leder;Regnbuen;12345678", headings=headings)

    assert User.objects.get().name == "Anja Holm"


@pytest.mark.parametrize(
    ("role", "institution", "place"),
    [
        ("Dagtilbudsleder", "", "Klynge Kompasset"),
        ("Dagtilbudsleder", "Regnbuen", "Klynge Kompasset"),
        ("Pæd. leder", "Regnbuen", "Regnbuen"),
        ("Formand", "", "Klynge Kompasset"),
        ("FR", "Regnbuen", "Regnbuen"),
    ],
)
def test_a_cluster_beside_the_institution_is_the_place_of_who_leads_it(role, institution, place):
    headings = "Navn;E-mail;Stilling;Institution;Dagtilbud"

    enter(f"Anja Holm;anja@example.com;{role};{institution};Klynge Kompasset", headings=headings)

    assert str(Membership.objects.get().place) == place


def test_a_column_of_places_under_a_heading_nobody_knows_can_be_said_to_be_one():
    headings = "Navn;E-mail;Rolle;Tilhører"
    row = "Anja Holm;anja@example.com;Formand;Klynge Kompasset"

    one = kind()
    arranged = one.arranged(one.open(content(row, headings=headings), "personer.csv"))

    [question] = arranged.questions
    assert "Sted" in [one.value for one in question.choices]
    enter(row, headings=headings, answers={question.id: "Sted"})
    assert str(Membership.objects.get().place) == "Klynge Kompasset"


def test_what_stands_in_brackets_behind_a_role_is_asked_about_with_the_role_proposed():
    row = "Anja Holm;anja@example.com;Medlem (forælder);Klynge Kompasset;;;"

    [question] = asked(row)

    assert question.proposed == "Bestyrelsesmedlem"


def test_a_second_sheet_of_people_is_asked_about_and_never_dropped_in_silence():
    leaders = [
        ("Fornavn", "Efternavn", "E-mail", "Rolle", "Sted"),
        ("Anja", "Holm", "a@example.com", "Leder", "Regnbuen"),
    ]
    boards = [
        ("Navn", "Mail", "Rolle i bestyrelsen", "Bestyrelse for"),
        ("Bo", "b@example.com", "Formand", "Klynge Kompasset"),
    ]
    file = xlsx(leaders, title="Ledere", more=[("Bestyrelser", boards)])

    one = kind()
    [question] = one.arranged(one.open(file, "personer.xlsx")).questions

    assert [one.value for one in question.choices] == ["Ledere", "Bestyrelser"]
    assert question.because


def test_a_title_and_a_row_of_totals_are_left_out():
    rows = "Medlemmer 2027;;;;;;", HEADINGS, ANJA, "I alt;;;;;;1"
    headings = "Eksempelkøbing;;;;;;"

    diff = look(*rows, headings=headings)

    assert counts(diff) == (1, 0, 0, 0)


def test_a_list_without_addresses_is_no_list_of_people():
    with pytest.raises(NotRecognised, match="E-mail"):
        look("Anja;Leder;Regnbuen", headings="Navn;Rolle;Sted")


def test_a_file_with_a_cpr_number_is_refused_and_repeats_it_nowhere():
    diff = look("Anja Holm 010190-1234;anja@example.com;FR;Regnbuen;;;")

    assert diff.has_cpr
    assert "010190" not in repr((diff.errors, diff.plans))
    assert diff.plans == []


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "<script>alert(1)</script>", "x" * 150])
def test_a_hostile_name_is_a_name_and_nothing_else(client, name):
    enter(f"{name};anja@example.com;FR;Regnbuen;;;")

    assert User.objects.get().name == name


def test_a_name_that_is_too_long_is_told():
    assert errors(look(f"{'x' * 151};anja@example.com;FR;Regnbuen;;;"))


def test_a_line_in_a_name_forges_no_mail():
    row = "Anja\nBcc: alle@example.com;anja@example.com;FR;Regnbuen;;;".replace("Anja", '"Anja', 1)
    row = row.replace("example.com;anja", 'example.com";anja', 1)

    enter(row)

    deliver_mail()
    assert [message.recipients() for message in mail.outbox] == [["anja@example.com"]]
    assert User.objects.get().name == "Anja Bcc: alle@example.com"


# --- Reach ----------------------------------------------------------------------------------------


@pytest.fixture
def leader(places):
    role = {"role": Role.LEADER, "institution": places["regnbuen"], "cluster": None}
    return MembershipFactory(**role).user


@pytest.fixture
def cluster_leader(places):
    role = {"role": Role.CLUSTER_LEADER, "cluster": places["cluster"]}
    return MembershipFactory(**role).user


OUTSIDE_OF_A_LEADER = [
    "X;x@example.com;FR;Solsikken;;;",
    "X;x@example.com;FR;Børnehuset Åkanden;;;",
    "X;x@example.com;Leder;Regnbuen;;;",
    "X;x@example.com;Klyngeleder;Klynge Kompasset;;;",
    "X;x@example.com;Omr.chef;Område Nord;;;",
    "X;x@example.com;Omr.chef;Hele kommunen;;;",
    "X;x@example.com;Konsulent;;;;",
    "X;x@example.com;Formand;Klynge Kompasset;;;",
    "X;x@example.com;Formand;Hele kommunen;;;",
]


@pytest.mark.parametrize("row", OUTSIDE_OF_A_LEADER)
def test_a_leader_gives_by_file_what_she_gives_by_hand(leader, row):
    assert look(ANJA, by=leader).is_writable

    committed = enter(ANJA, row, by=leader)

    assert committed.receipt is None
    assert [one.address for one in committed.diff.errors] == ["C3"]
    assert not User.objects.filter(email__in=["x@example.com", "anja.holm@example.com"]).exists()


@pytest.mark.parametrize(
    ("row", "is_given"),
    [
        ("X;x@example.com;Leder;Regnbuen;;;", True),
        ("X;x@example.com;Best.;Klynge Kompasset;;;", True),
        ("X;x@example.com;Leder;Solsikken;;;", False),
        ("X;x@example.com;Klyngeleder;Klynge Kompasset;;;", False),
        ("X;x@example.com;Omr.chef;Område Nord;;;", False),
    ],
)
def test_a_cluster_leader_gives_her_leaders_and_boards(cluster_leader, row, is_given):
    assert look(row, by=cluster_leader).is_clean is is_given


def test_nobody_gives_themselves_anything(leader):
    diff = look(f"{leader.name};{leader.email};Formand;Regnbuen;;;", by=leader)

    assert diff.errors


def test_a_leader_renames_nobody(leader):
    victim = UserFactory(email="chef@example.com", name="Chefen")

    committed = enter("Kaptajnen;chef@example.com;FR;Regnbuen;;;", by=leader)

    assert committed.receipt is None
    victim.refresh_from_db()
    assert victim.name == "Chefen"


def test_a_leader_ends_no_role_of_another_place(leader, places):
    other = MembershipFactory(role=Role.LEADER, institution=places["other"], cluster=None)
    person = other.user

    committed = enter(f"{person.name};{person.email};Leder;Solsikken;;01-12-2026;", by=leader)

    assert committed.receipt is None
    other.refresh_from_db()
    assert other.to_on is None


@pytest.mark.parametrize(
    "there",
    [
        {},
        {"role": Role.LEADER},
        {"role": Role.LEADER, "former": True},
        {"role": Role.LEADER, "source": Source.SIGN_IN},
    ],
)
@pytest.mark.parametrize("days", [";;", ";01-12-2026;", "01-01-2020;01-02-2020;"])
def test_a_file_tells_a_leader_of_no_role_that_she_does_not_give(leader, places, there, days):
    person = UserFactory(name="Ida Krog", email="ida@example.com")
    if there:
        MembershipFactory(user=person, institution=places["other"], cluster=None, **there)

    diff = look(f"Ida Krog;ida@example.com;Leder;Solsikken;{days}", by=leader)

    told = [str(one.message) for one in diff.errors]
    assert told == ["Den rolle kan du ikke give dér."]
    assert [one.seats for one in diff.plans] == [()]
    assert diff.warnings == []


def test_a_file_tells_a_leader_the_same_of_a_closed_account_and_of_anothers(leader):
    UserFactory(email="closed@example.com", name="Lis Ry", is_active=False)
    UserFactory(email="other@example.com", name="Per Bæk")

    rows = ["Lis Ry;closed@example.com;FR;Regnbuen;;;", "Ib;other@example.com;FR;Regnbuen;;;"]
    told = [str(one.message) for one in look(*rows, by=leader).errors]
    known = [str(one.message) for one in look(*rows, by=UserFactory(administrator=True)).errors]

    assert len(told) == 2
    assert len(set(told)) == 1
    assert ["lukket" in one for one in known] == [True]


def test_a_board_member_and_a_parent_read_no_people_in(places):
    member = MembershipFactory(board_member=True).user

    assert look(ANJA, by=member).errors
    with pytest.raises(CommandError):
        run(ANJA, email=member.email)


def test_a_closed_account_is_not_opened_by_a_file():
    UserFactory(email="anja.holm@example.com", name="Anja Holm", is_active=False)

    assert look(ANJA).errors


def test_what_comes_from_the_sign_in_is_not_changed_by_a_file(places):
    anja = UserFactory(email="anja@example.com", name="Anja")
    row = {"user": anja, "role": Role.LEADER, "institution": places["regnbuen"], "cluster": None}
    MembershipFactory(**row, source=Source.SIGN_IN)

    assert look("Anja;anja@example.com;Leder;Regnbuen;;;").is_clean
    assert look("Anja;anja@example.com;Leder;Regnbuen;;01-12-2026;").errors


# --- Taking it back -------------------------------------------------------------------------------


def test_undone_everything_is_as_before(places):
    bo = UserFactory(email="bo.krag@example.com", name="Bo")
    seat = MembershipFactory(
        user=bo, role=Role.STAFF_MEMBER, institution=places["aakanden"], cluster=None
    )
    began = seat.from_on
    receipt = enter(ANJA, BO, TOVE).receipt

    outcome = engine.undo(kind(), receipt)

    assert outcome.kept == ()
    assert set(User.objects.all()) == {bo}
    bo.refresh_from_db()
    assert bo.name == "Bo"
    assert [(one.pk, one.from_on) for one in Membership.objects.all()] == [(seat.pk, began)]
    assert not AccountInvitation.objects.exists()


def test_people_who_have_signed_in_since_are_kept_and_told(client):
    receipt = enter(ANJA, BO).receipt
    anja = User.objects.get(email="anja.holm@example.com")
    client.force_login(anja)

    outcome = engine.undo(kind(), receipt)

    assert any("Anja Holm" in one for one in outcome.kept)
    assert set(User.objects.all()) == {anja}
    assert not anja.memberships.exists()


def test_what_was_changed_by_hand_since_stays():
    receipt = enter(ANJA).receipt
    row = Membership.objects.get()
    row.to_on = datetime.date(2027, 6, 30)
    row.save()

    outcome = engine.undo(kind(), receipt)

    assert outcome.kept
    assert Membership.objects.get() == row
    assert User.objects.get() == row.user


def test_a_link_sent_before_opens_nothing_after(client):
    receipt = enter(ANJA).receipt
    deliver_mail()
    link = mail.outbox[0].body.split("dk/konto/", 1)[1].split()[0]

    engine.undo(kind(), receipt)

    assert client.get(f"/konto/{link}", follow=True).status_code == 404


# --- The command line -----------------------------------------------------------------------------


def run(*rows, tmp="", email=None, answers=None, **options):
    import tempfile
    from pathlib import Path

    folder = Path(tempfile.mkdtemp())
    file = folder / "personer.csv"
    file.write_bytes(content(*rows))
    if answers is not None:
        (folder / "a.json").write_text(json.dumps(answers), "utf-8")
        options["answers"] = folder / "a.json"
    out = StringIO()
    options = {"email": email, "json": True, **options}
    try:
        call_command("import_people", file, stdout=out, stderr=StringIO(), **options)
    except CommandError as error:
        if not out.getvalue():
            raise
        return error.returncode, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_the_command_answers_in_json_and_sends_nothing_unasked():
    code, told = run(ANJA, BO)

    assert code == 0
    assert (told["new"], told["changed"], told["stops"], told["errors"]) == (2, 0, 0, [])
    assert told["import_id"] == PeopleImport.objects.get().pk
    assert {one["meaning"] for one in told["columns"]} >= {"name", "email", "role", "place"}
    assert AccountInvitation.objects.waiting().count() == 2


def test_the_command_asks_and_saves_nothing_until_it_is_answered():
    row = "Bo Krag;bo@example.com;MED;Åkande;;;"

    code, told = run(row)

    assert code == 3
    assert not User.objects.exists()
    role, place = (one["id"] for one in sorted(told["questions"], key=lambda one: one["id"]))
    assert (role, place) == ("cell:Rolle:MED", "cell:Sted:Åkande")
    assert run(row, answers={role: "Medarbejderrepræsentant"})[0] == 3
    assert not User.objects.exists()
    assert run(row, answers={role: "Medarbejderrepræsentant", place: "9102"})[0] == 0
    assert held("bo@example.com")[0][1] == "Børnehuset Åkanden"


def test_on_behalf_of_a_leader_the_command_gives_what_she_gives(leader):
    assert run(ANJA, email=leader.email)[0] == 0
    code, _told = run(OUTSIDE_OF_A_LEADER[0], email=leader.email)
    assert code == 1


# --- Many -----------------------------------------------------------------------------------------


def test_a_hundred_and_fifty_people_are_asked_in_within_seconds():
    rows = [
        f"Person {n};p{n}@example.com;{'FR' if n % 2 else 'Best.'};"
        f"{'Regnbuen' if n % 2 else 'Klynge Kompasset'};;;"
        for n in range(150)
    ]
    began = timezone.now()

    committed = enter(*rows)

    assert committed.diff.new_count == 150
    assert AccountInvitation.objects.unanswered().count() == 150
    assert (timezone.now() - began).total_seconds() < 30
