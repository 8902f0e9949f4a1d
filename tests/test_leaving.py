"""Somebody leaves for good: no column of any table tells who it was."""

import io
import json
import zipfile

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from accounts.leaving import anonymise
from accounts.mail import WaitingMail
from accounts.models import CalendarAddress, PersonNotice, User
from institutions.merging import MergeRefused, merge_people, part
from institutions.models import PeopleImport, PersonMerge
from measurements.models import Import, ImportUnderWay
from meetings.models import Meeting
from programmes.models import Consultant
from strategy.models import GoalAssessment, LocalGoal
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Ane Sørensen-Quist", "ane.quist@example.com"
WORDS = (NAME, EMAIL, json.dumps(NAME)[1:-1], "Quist", "quist")


@pytest.fixture
def person():
    """Somebody whose name and address stand wherever the product itself writes them."""
    person = UserFactory(name=NAME, email=EMAIL)
    institution = InstitutionFactory(cluster=ClusterFactory())
    member = MembershipFactory(user=person, leader=True, institution=institution)
    administrator = UserFactory(administrator=True)
    CalendarAddress.renew(person)
    Consultant.objects.create(name=NAME, user=person)
    tried = {"username": EMAIL.title(), "ip_address": "10.0.0.1"}
    AccessAttempt.objects.create(failures_since_start=1, **tried)
    AccessLog.objects.create(**tried)
    AccessFailureLog.objects.create(**tried)
    told = [{"added": {"name": "membership", "object": f"{NAME}: leder"}}]
    LogEntry.objects.log_actions(administrator.pk, [member], CHANGE, told)
    LogEntry.objects.log_actions(administrator.pk, [person], CHANGE, f"{EMAIL} is {NAME}")
    LogEntry.objects.create(
        user=person, action_flag=CHANGE, object_repr=f"{NAME}: leder", change_message=""
    )
    ImportUnderWay.objects.create(
        user=person,
        key="x",
        file_name="x.csv",
        size=1,
        row_count=1,
        layout="x",
        stage=ImportUnderWay.Stage.CHECKED,
        preview={"by": NAME},
    )
    ImportUnderWay.objects.create(
        user=person,
        key="y",
        file_name="y.csv",
        size=1,
        row_count=1,
        layout="x",
        stage=ImportUnderWay.Stage.CONFIRMED,
        preview={"by": NAME},
    )
    WaitingMail.objects.create(to=EMAIL, subject="x", text=NAME, give_up_at=timezone.now())
    LocalGoalFactory(institution=institution, responsible=NAME, created_by=person)
    MeetingFactory(present=f"Bo Mark, {NAME.upper()} og Kim Mark")
    PersonNotice.objects.create(person=person, kind="goal_sent", about=1)
    PersonMerge.objects.create(person=person, gone=f"{NAME} ({EMAIL})")
    written = [{"email": EMAIL, "name_before": NAME}]
    PeopleImport.objects.create(file_name="x.csv", sha256="0", size=1, written=written)
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session.save()
    goal, cluster = GoalFactory(), ClusterFactory()
    assessment = GoalAssessment(goal=goal, cluster=cluster, progress="onway")
    assessment._history_user = person
    assessment.save()
    LogEntry.objects.create(
        user=person, action_flag=CHANGE, object_repr="x", change_message=f"{NAME}: {assessment}"
    )
    return person


def _where_it_stands() -> set[tuple[str, str]]:
    """Every column of every table in which the person's name or address is found."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - ours
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if any(word in str(value) for word in WORDS):
                        found.add((table, name))
    return found


def test_nothing_tells_who_a_person_was_who_has_left(person):
    before = _where_it_stands()
    assert len(before) > 10

    anonymise(person)

    assert _where_it_stands() == set()
    assert str(person) == "Tidligere pædagogisk leder"
    assert Meeting.objects.get().present == f"Bo Mark, {person} og Kim Mark"
    assert (Session.objects.count(), PersonNotice.objects.count()) == (0, 0)


def test_the_address_of_somebody_else_is_left_and_ones_own_is_not_whoever_else_has_the_name(person):
    UserFactory(name=NAME)
    others = [f"mette-{EMAIL}", f"o'{EMAIL}", f"{EMAIL}.au", f"{EMAIL}s"]
    goal = LocalGoal.objects.get()
    goal.how = f"Skriv til {EMAIL}. Eller til {', '.join(others)}"
    goal.save()

    anonymise(person)

    goal.refresh_from_db()
    assert goal.how == f"Skriv til {person.email}. Eller til {', '.join(others)}"


def test_the_name_of_two_people_is_left_in_free_texts(person):
    UserFactory(name=NAME)

    anonymise(person)

    assert LocalGoal.objects.get().responsible == NAME


def test_the_trail_of_a_person_is_not_deleted_with_them(person):
    count = LogEntry.objects.count()

    for delete in (person.delete, User.objects.filter(pk=person.pk).delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            delete()

    assert LogEntry.objects.count() == count
    assert User.objects.filter(pk=person.pk).exists()


def test_of_two_people_of_nearly_one_name_one_leaves():
    administrator, other = UserFactory(administrator=True), UserFactory(name="Ane Quistgaard")
    LogEntry.objects.log_actions(administrator.pk, [other], CHANGE, "")

    anonymise(UserFactory(name="Ane Quist"))

    assert LogEntry.objects.get().object_repr == "Ane Quistgaard"


# --- Kept files, and accounts that are one ------------------------------------------------------


@pytest.fixture
def kept(settings, tmp_path):
    """Keeps a file with the receipt of an import."""
    settings.MEDIA_ROOT = str(tmp_path)

    def keep(content: bytes) -> Import:
        batch = Import.objects.create(file_name="x.csv", sha256="0", size=1, layout="kids")
        batch.raw_file.save(f"{batch.pk}", ContentFile(content))
        return batch

    return keep


def _sheet(*rows: list[str]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _package(before: str, between: str) -> bytes:
    """A file of the kind whose words are broken up by these tags, with the name broken up so."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("content.xml", f"<x>{before}{NAME[:2]}{between}{NAME[2:]}</x>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "stays"),
    [
        (f"nummer;leder\n9101;{NAME}\n".encode("cp1252"), False),
        (f"nummer;mail\n9101;{EMAIL.upper()}\n".encode(), False),
        (NAME.encode("utf-16"), False),
        (_sheet(["9101", "Leder", NAME]), False),
        (_sheet(["9101", *NAME.split()]), False),
        (_sheet(["9101", CellRichText(NAME[:2], TextBlock(InlineFont(b=True), NAME[2:]))]), False),
        (_package("<text:p>", "<text:span text:style-name='T1'>"), False),
        (_package("<text:p><text:a xlink:href='#'>", "</text:a>"), False),
        (_package("<x:r><x:t>", "</x:t></x:r><x:r><x:t>"), False),
        (_package("<a:r><a:t>", "</a:t></a:r><a:r><a:t>"), False),
        (b"PK\x03\x04 no package", False),
        (b"nummer;leder\n9101;Bo Mark\n", True),
        (_sheet(["9101", "Leder", "Bo Mark"]), True),
    ],
)
def test_a_kept_file_that_names_who_leaves_goes_and_its_receipt_stays(
    person, kept, content, stays, django_capture_on_commit_callbacks
):
    batch = kept(content)
    path = batch.raw_file.name
    waiting = default_storage.save("uploads/x", ContentFile(content))

    with django_capture_on_commit_callbacks(execute=True):
        anonymise(person)

    batch.refresh_from_db()
    assert bool(batch.raw_file) is stays
    assert default_storage.exists(path) is stays
    assert default_storage.exists(waiting) is stays


def test_a_receipt_of_people_calls_them_nothing_also_where_others_have_the_name(person):
    UserFactory(name=NAME)
    told = {"row": 2, "is_made": True, "name_before": "", "roles": []}
    written = [{"pk": person.pk, "name": NAME, **told}, {"pk": 0, "name": NAME, **told}]
    receipt = PeopleImport.objects.create(file_name="x", sha256="0", size=1, written=written)

    anonymise(person)

    receipt.refresh_from_db()
    assert [one["name"] for one in receipt.written] == [str(person), NAME]


@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("was_closed", [False, True])
def test_accounts_that_are_one_leave_together_whichever_is_chosen(person, first, was_closed):
    doubles = [UserFactory(name=NAME, is_active=not was_closed), UserFactory(name="Mette K. Aa")]
    everybody = [person, *doubles]
    merge_people(doubles[1], doubles[0], by=None)
    merge_people(person, doubles[1], by=None)

    anonymise(everybody[first])

    assert _where_it_stands() == set()
    for one in everybody:
        one.refresh_from_db()
        assert (one.name, one.is_active) == ("Tidligere pædagogisk leder", False)
        assert one.email.endswith("example.invalid")
    for merged in PersonMerge.objects.all():
        with pytest.raises(MergeRefused):
            part(merged, by=None)


def test_accounts_that_were_taken_apart_again_leave_one_by_one(person):
    other = UserFactory(name="Mette K. Aa")
    part(merge_people(person, other, by=None), by=None)

    anonymise(person)

    other.refresh_from_db()
    assert (other.name, other.is_active) == ("Mette K. Aa", True)
