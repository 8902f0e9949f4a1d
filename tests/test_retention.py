"""Each kind of personal data goes when it has been kept long enough, and no sooner.

The table of docs/privacy.md, what `manage.py purge` does and these tests name the same kinds.
"""

import ast
import dataclasses
import datetime
import inspect
import os
import re
from pathlib import Path

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings as django_settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from accounts.events import Kind
from accounts.models import (
    AccountInvitation,
    ApiToken,
    CalendarAddress,
    PersonNotice,
    SecurityEvent,
    User,
    Visit,
)
from config import backups_kept, retention
from dashboards.papers import batch
from duties.models import BoardTold, Remark
from hearings.models import Hearing, HearingAnswer
from imports import tickets as uploads
from imports.models import LearnedAnswer
from institutions.models import Institution, LookedAs
from leadership.models import Onboarding
from measurements.models import Import, ImportUnderWay
from meetings.models import AgendaItem, Meeting
from strategy.models import AutosavedText, RoundReminder
from strategy.models.attachments import FOLDER as ATTACHMENTS
from tests.conftest import ROOT
from tests.factories import (
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.duties import BoardToldFactory, RemarkFactory
from tests.factories.everyday import OnboardingFactory
from tests.factories.goal_rounds import GoalRoundFactory
from tests.factories.hearings import HearingAnswerFactory, HearingFactory
from tests.factories.leadership import AnswerFactory, MappingRoundFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

TABLE = re.compile(r"^\| (?P<name>[^|]+?) \| (?P<what>[^|]+) \| (?P<days>[^|]+) \|$", re.M)


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def ago(days: float) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def stored(path: str, *, days: float) -> str:
    """A file as old as that."""
    default_storage.save(path, ContentFile(b"x"))
    moment = ago(days).timestamp()
    os.utime(default_storage.path(path), (moment, moment))
    return path


def documented() -> dict[str, str]:
    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    return {row["name"]: row["days"] for row in TABLE.finditer(text) if row["name"] != "Kind"}


# --- One old and one young of each kind: (limit in days, make, what is left) ----------------------


def session(days):
    Session.objects.create(session_key=f"s{days}", session_data="", expire_date=ago(days))


def visit(days):
    Visit.objects.create(user=UserFactory(), session_key=f"s{days}", began_at=ago(days))


ATTEMPTS = (AccessAttempt, AccessLog, AccessFailureLog)


def attempt(days):
    fields = {"username": f"{days}@example.com", "ip_address": "10.0.0.1"}
    AccessAttempt.objects.create(**fields, failures_since_start=1)
    AccessLog.objects.create(**fields)
    AccessFailureLog.objects.create(**fields)
    for model in ATTEMPTS:
        model.objects.filter(username=fields["username"]).update(attempt_time=ago(days))


def key(days):
    user = UserFactory()
    made = ago(days + 300)
    for number, fields in enumerate(
        [
            {"expires_at": ago(days)},
            {"expires_at": made + datetime.timedelta(days=366), "revoked_at": ago(days)},
        ]
    ):
        ApiToken.objects.create(
            user=user, name="Power BI", digest=f"{days}{number}", created_at=made, **fields
        )


def closed_account(days):
    user = UserFactory(email=f"person-{days}@example.com")
    CalendarAddress.renew(user)
    user.is_active = False
    user.save()
    User.objects.filter(pk=user.pk).update(closed_at=ago(days))


def invitation(days):
    made = {"made_at": ago(days + 14), "sent_at": ago(days + 14), "expires_at": ago(days)}
    AccountInvitation.objects.create(person=UserFactory(), **made)
    AccountInvitation.objects.create(
        person=UserFactory(), made_at=ago(days), withdrawn_at=ago(days)
    )


def event(days):
    SecurityEvent.objects.create(kind=Kind.REFUSED, at=ago(days), details={"count": 7})


def look(days):
    LookedAs.objects.create(
        person=UserFactory(), by=UserFactory(), reason="Hjælp til mål", began_at=ago(days)
    )


def admin_log(days):
    entry = LogEntry.objects.create(
        user=UserFactory(),
        content_type=ContentType.objects.get_for_model(User),
        object_id="1",
        object_repr="Birgit",
        action_flag=CHANGE,
        change_message="[]",
    )
    LogEntry.objects.filter(pk=entry.pk).update(action_time=ago(days))


def history(days):
    institution = InstitutionFactory()
    type(institution).history.filter(id=institution.pk).update(history_date=ago(days))


def meeting(days):
    made = MeetingFactory(held_on=ago(days).date())
    AgendaItemFactory(meeting=made)


def remark(days):
    RemarkFactory(noted_on=ago(days).date(), stage="closed")
    BoardToldFactory(told_on=ago(days).date())


def hearing(days):
    HearingFactory(deadline_on=ago(days).date(), decided=True)


def named_answer(days):
    HearingAnswerFactory(
        receiver=None,
        name="Karen",
        hearing=HearingFactory(deadline_on=ago(days).date(), open=True, is_public=True),
    )


def mapping(days):
    closes_on = ago(days).date()
    round_ = MappingRoundFactory(closes_on=closes_on)
    AnswerFactory(mapping=round_)


def introduction(days):
    day = timezone.localdate() - datetime.timedelta(days=days)
    OnboardingFactory(begins_on=day, due_on=day)


def autosaved(days):
    goal = LocalGoalFactory()
    AutosavedText.objects.create(
        writer=UserFactory(),
        goal_id=goal.goal_id,
        institution_id=goal.institution_id,
        page="12345678-1234-5678-1234-567812345678",
        revision=1,
        saved_at=ago(days),
    )


def attachment(days):
    stored(f"{ATTACHMENTS}/2026-01/f{days}", days=days)


def raw_file(days):
    path = stored(f"imports/2026-01/f{days}", days=days)
    made = Import.objects.create(
        file_name="x.csv", sha256="0" * 64, size=1, layout="kids", raw_file=path
    )
    Import.objects.filter(pk=made.pk).update(imported_at=ago(days))


def learned_answer(days):
    LearnedAnswer.objects.create(
        kind="measurements",
        sender=f"{days}",
        question="column:Inst.nr.",
        answer="number",
        asked="Inst.nr.",
        label="Institutionsnummer",
        learned_at=ago(days),
    )


def upload(days):
    stored(f"{uploads.FOLDER}/f{days}", days=days)


def paper(days):
    stored(f"papers/f{days}.zip", days=days)


def reminder(days):
    day = ago(days).date()
    RoundReminder.objects.create(
        goal_round=GoalRoundFactory(), recipient=UserFactory(), sent_on=day
    )


def notice(days):
    PersonNotice.objects.create(
        person=UserFactory(), kind="goal_sent", about=1, occasion="1", made_at=ago(days)
    )


def work(days):
    made = DBTaskResult.objects.create(
        args_kwargs={}, task_path="x", backend_name="default", queue_name="default"
    )
    DBTaskResult.objects.filter(pk=made.pk).update(finished_at=ago(days))
    ImportUnderWay.objects.create(
        key=f"k{days}",
        file_name="x.csv",
        size=1,
        row_count=1,
        layout="kids",
        user=UserFactory(),
        received_at=ago(days),
    )


def files(folder: str) -> int:
    root = default_storage.path(folder)
    return sum(len(names) for _folder, _folders, names in os.walk(root))


#: Kind → (days it is kept, or the setting that says so; how one is made; how many are there).
KINDS = {
    "sessions": (0, session, Session.objects.count),
    "visits": (0, visit, Visit.objects.count),
    "attempts to sign in": (
        "SIGN_IN_KEEP_DAYS",
        attempt,
        lambda: sum(model.objects.count() for model in ATTEMPTS),
    ),
    "access keys": ("ACCESS_KEY_KEEP_DAYS", key, ApiToken.objects.count),
    "closed accounts": (
        "CLOSED_ACCOUNT_KEEP_DAYS",
        closed_account,
        lambda: (
            User.objects.filter(email__startswith="person-", is_active=False).count()
            + CalendarAddress.objects.count()
        ),
    ),
    "invitations": ("INVITATION_KEEP_DAYS", invitation, AccountInvitation.objects.count),
    "security log": (
        "SECURITY_LOG_DAYS",
        event,
        SecurityEvent.objects.filter(details__count=7).count,
    ),
    "log of the administration": ("SECURITY_LOG_DAYS", admin_log, LogEntry.objects.count),
    "looks as others": ("SECURITY_LOG_DAYS", look, LookedAs.objects.count),
    "history of rows": (
        "HISTORY_KEEP_DAYS",
        history,
        lambda: Institution.history.count(),
    ),
    "meetings and minutes": (
        "MINUTES_KEEP_DAYS",
        meeting,
        lambda: (
            Meeting.objects.count()
            + AgendaItem.objects.count()
            + Meeting.history.count()
            + AgendaItem.history.count()
        ),
    ),
    "remarks of inspections": (
        "MINUTES_KEEP_DAYS",
        remark,
        lambda: Remark.objects.count() + BoardTold.objects.count(),
    ),
    "names in answers to hearings": (
        365,
        named_answer,
        HearingAnswer.objects.exclude(name="").count,
    ),
    "hearings": ("MINUTES_KEEP_DAYS", hearing, Hearing.objects.count),
    "introductions of new staff": (
        "ONBOARDING_KEEP_DAYS",
        introduction,
        Onboarding.objects.count,
    ),
    "answers of mappings": (0, mapping, lambda: AnswerFactory._meta.model.objects.count()),
    "autosaved texts": ("AUTOSAVE_KEEP_DAYS", autosaved, AutosavedText.objects.count),
    "attachments that belong to nothing": (1, attachment, lambda: files(ATTACHMENTS)),
    "imported files": ("IMPORT_KEEP_FILES_DAYS", raw_file, lambda: files("imports")),
    "answers about files": ("IMPORT_MEMORY_DAYS", learned_answer, LearnedAnswer.objects.count),
    "uploads between preview and confirmation": (1, upload, lambda: files(uploads.FOLDER)),
    "papers made to be fetched": (1, paper, lambda: files("papers")),
    "notices": ("REMINDER_KEEP_DAYS", notice, PersonNotice.objects.count),
    "reminders sent": (
        "REMINDER_KEEP_DAYS",
        reminder,
        RoundReminder.objects.count,
    ),
    "work in the background": (
        "BACKGROUND_WORK_KEEP_DAYS",
        work,
        lambda: DBTaskResult.objects.count() + ImportUnderWay.objects.count(),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_old_goes_and_what_is_young_stays(kind, settings):
    limit, make, count = KINDS[kind]
    if isinstance(limit, str):
        setattr(settings, limit, 100)
        limit = 100
    make(limit - 2)
    young = count()
    assert young > 0
    make(limit + 2)
    assert count() == 2 * young

    call_command("purge", verbosity=0)

    assert count() == young
    call_command("purge", verbosity=0)
    assert count() == young


def test_the_table_the_command_and_the_tests_name_the_same():
    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    table = {row["name"]: (row["what"], row["days"]) for row in TABLE.finditer(text)}
    stays = re.findall(r"^- (\*\*.+?)(?=^- |^$)", text.partition("Not taken away")[2], re.M | re.S)

    with translation.override("en"):
        told = {
            name: (
                str(kind.tells),
                str(kind.until) % {"days": f"`{kind.setting}`"}
                + ("; `0` is for ever" if kind.may_be_ever else ""),
            )
            for name, kind in retention.KINDS.items()
        }
        also = [f"**{what}** {why}" for what, why in retention.STAYS]

    del table["Kind"]
    assert list(table) == list(told)
    assert table == told
    assert set(KINDS) == set(told)
    assert [" ".join(one.replace("`", "").split()) for one in stays[: len(also)]] == also


def test_the_record_of_processing_names_every_limit_that_can_be_set():
    text = (ROOT / "docs" / "gdpr" / "fortegnelse.md").read_text(encoding="utf-8")

    missing = {kind.setting for kind in retention.KINDS.values() if f"`{kind.setting}`" not in text}

    assert missing == {""}


def test_the_page_tells_what_went_what_goes_and_how_long(client, settings):
    settings.SIGN_IN_KEEP_DAYS, settings.MINUTES_KEEP_DAYS = 100, 0
    client.force_login(MembershipFactory(administrator=True).user)
    attempt(102)
    call_command("purge", verbosity=0)
    attempt(102)
    attempt(98)

    page = client.get("/konto/opbevaring/").context["page"]

    rows = dict(zip(retention.KINDS, page.rows, strict=True))
    attempts = rows["attempts to sign in"]
    assert (attempts.last.count, attempts.waiting) == (3, 3)
    assert (attempts.kept, attempts.setting) == ("100 dage", "SIGN_IN_KEEP_DAYS")
    assert rows["meetings and minutes"].kept == "altid"
    assert page.failed == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_to_go_next_is_what_goes(kind, settings):
    limit, make, count = KINDS[kind]
    if isinstance(limit, str):
        setattr(settings, limit, 100)
        limit = 100
    make(limit - 2)
    make(limit + 2)

    before = retention.KINDS[kind].waiting(timezone.now())
    retention.KINDS[kind].take_away()

    assert before > 0
    assert retention.KINDS[kind].waiting(timezone.now()) == 0
    assert count() > 0


def test_the_page_tells_what_could_not_be_taken_away(client, monkeypatch):
    def fail():
        raise OSError("the disk is away")

    broken = dataclasses.replace(retention.KINDS["sessions"], take=fail)
    monkeypatch.setitem(retention.KINDS, "sessions", broken)
    with pytest.raises(CommandError):
        call_command("purge", verbosity=0)
    client.force_login(MembershipFactory(administrator=True).user)

    page = client.get("/konto/opbevaring/")
    monkeypatch.undo()
    call_command("purge", verbosity=0)

    assert page.context["page"].failed == [page.context["page"].rows[-9].name]
    assert client.get("/konto/opbevaring/").context["page"].failed == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_names_the_setting_and_its_default(kind):
    limit, _make, _count = KINDS[kind]
    told = documented()[kind]

    if isinstance(limit, str):
        assert f"`{limit}`" in told
        configuration = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
        default = getattr(django_settings, limit)
        assert f"| `{limit}` | `{default}` |" in configuration
    else:
        assert "`" not in told


def test_minutes_and_history_are_kept_for_ever_where_the_setting_is_nought(settings):
    settings.MINUTES_KEEP_DAYS = settings.HISTORY_KEEP_DAYS = 0
    meeting(20_000)
    history(20_000)
    before = Meeting.history.count()

    call_command("purge", verbosity=0)

    assert Meeting.objects.count() == 1
    assert Meeting.history.count() == before


def test_minutes_approved_by_a_meeting_that_stays(settings):
    settings.MINUTES_KEEP_DAYS = 100
    old = MeetingFactory(held_on=ago(102).date())
    item = AgendaItemFactory(
        meeting=MeetingFactory(held_on=ago(90).date()), standing="minutes", minutes_of=old
    )

    call_command("purge", verbosity=0)

    item.refresh_from_db()
    assert (item.minutes_of, item.standing) == (None, "")


def test_who_comes_back_is_not_closed_any_more():
    user = UserFactory()
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.refresh_from_db()
    assert user.closed_at is not None
    user.is_active = True
    user.save()

    user.refresh_from_db()
    assert user.closed_at is None


def test_accounts_closed_past_the_model_are_closed_from_now_on(settings):
    user = UserFactory(email="gammel@example.com")
    User.objects.filter(pk=user.pk).update(is_active=False)

    call_command("purge", verbosity=0)

    user.refresh_from_db()
    assert user.email == "gammel@example.com"
    assert user.closed_at is not None


def test_what_fails_keeps_nothing_else_from_going(monkeypatch):
    session(3)

    def fail():
        raise OSError("the disk is away")

    broken = retention.Retained("", lambda at: [], take=fail)
    monkeypatch.setattr(retention, "KINDS", {"broken": broken, **retention.KINDS})
    with pytest.raises(CommandError, match="broken"):
        call_command("purge", verbosity=0)

    assert Session.objects.count() == 0
    assert datetime.timedelta(days=1) == batch.KEPT


def test_how_long_ago_is_reckoned_in_one_place():
    """Nothing that takes away takes days from a moment itself: `config.retention.before` does."""
    taking = [kind.over for kind in retention.KINDS.values()]
    taking += [kind.take for kind in retention.KINDS.values() if kind.take]
    modules = {inspect.getsourcefile(one) for one in (*taking, backups_kept.make)}

    found = [
        f"{path}:{node.lineno}"
        for path in modules
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8")))
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Sub)
        and "timedelta(days" in ast.unparse(node.right)
    ]

    assert len(modules) > 8
    assert not found


def test_so_many_days_ago_is_to_the_second():
    now = datetime.datetime(2026, 3, 30, 1, 30, tzinfo=datetime.UTC)

    assert retention.before(30, now).isoformat() == "2026-02-28T01:30:00+00:00"


def test_the_tables_are_counted_for_the_planner_every_night():
    InstitutionFactory.create_batch(3)

    call_command("purge", verbosity=0)

    if connection.vendor == "postgresql":  # SQLite plans without
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reltuples FROM pg_class WHERE relname = %s", [Institution._meta.db_table]
            )
            assert cursor.fetchone() == (Institution.objects.count(),)
