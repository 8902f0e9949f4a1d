"""What cannot be undone asks first and says what will be lost; nothing happens before the yes.

The tables are written by hand: an address that deletes, closes, approves, signs or sends, and is in
none of them, fails the suite.
"""

import ast
import datetime
import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.factor.codes import new_totp
from accounts.models import ApiToken, CalendarAddress, InvitationText, Visit
from accounts.security_log import SecurityEvent
from imports.receipt_pages import ReceiptPages
from indicators.models import OpenRelease
from institutions.merging import merge_people
from institutions.models import InstitutionImport
from measurements.models import Import, Instrument
from strategy.models import AutosavedText
from tests.factories import MembershipFactory, StrategyFactory, UserFactory
from tests.factories.leadership import (
    ActionFactory,
    DevelopmentPlanFactory,
    FocusAreaFactory,
    PlanFollowUpFactory,
    ValueBaseFactory,
)
from tests.factories.programmes import QuestionFactory, SurveyFactory
from tests.test_access import _look_up, world  # noqa: F401

pytestmark = pytest.mark.django_db


def _survey(place, people):
    question = QuestionFactory(point__programme=place.programme)
    survey = SurveyFactory(
        point=question.point,
        course=place.course,
        closes_on=timezone.localdate() + datetime.timedelta(days=7),
    )
    survey.invitations.create(digest="unused")
    return [survey.pk]


def _plan(place, people):
    DevelopmentPlanFactory._meta.model.objects.filter(team=place.team, year=2031).delete()
    plan = DevelopmentPlanFactory(team=place.team, year=2031)
    ActionFactory(focus=FocusAreaFactory(plan=plan), text="Fire datadage")
    PlanFollowUpFactory(plan=plan, planned_on=datetime.date(2031, 8, 27))
    return plan


def _proposed(place, people):
    plan = _plan(place, people)
    plan.transition("propose", by=people["cluster_leader"], version=plan.version)
    return [plan.pk, "agree"]


def _merged_people(place, people):
    merged = merge_people(UserFactory(), place.seat.user, by=people["administrator"])
    return [merged.person_id, merged.pk]


def _gone(place, people):
    gone = MembershipFactory(leader=True, former=True, institution=place.institution)
    return [gone.user_id]


def _worded(place, people):
    InvitationText.objects.create(language="da", subject="Kom", text="[vej ind]")
    return []


def _token(place, people):
    return [
        ApiToken.objects.create(
            user=people["leader"],
            name="Regneark",
            digest="0" * 64,
            hint="abcd",
            expires_at=timezone.now() + datetime.timedelta(days=30),
        ).pk
    ]


def _calendar(place, people):
    CalendarAddress.renew(people["leader"])
    return []


def _app(place, people):
    return new_totp(people["leader"], generate_totp_secret(), step=0)


def _login(place, people):
    return SocialAccount.objects.create(user=people["leader"], provider="kommune", uid="lea")


def _login_of_another(place, people):
    login = _login(place, people)
    return [login.user_id, login.pk]


def _visit(place, people):
    return [Visit.objects.create(user=people["leader"], session_key="elsewhere").pk]


def _visits(place, people):
    _visit(place, people)
    return []


def _visits_of_another(place, people):
    _visit(place, people)
    return [people["leader"].pk]


def _unsaved(place, people):
    text = AutosavedText.objects.create(
        writer=people["leader"],
        page="0b2f4e2a-5a5a-4c3c-9d52-0d7e5b1c0f11",
        local_goal=place.draft,
        goal=place.draft.goal,
        institution=place.institution,
        based_on=place.draft.version,
        answers={"text": "Flere ture i skoven"},
        saved_at=timezone.now(),
    )
    return [text.pk]


def _file(place, people):
    batch = Import.objects.create(
        file_name="tilsyn.csv", sha256="7" * 64, size=1, layout="tilsyn_wide", headers=["x"]
    )
    return [batch.pk]


def _list(place, people):
    return [InstitutionImport.objects.create(file_name="liste.csv", sha256="0", size=1).pk]


def _values(place, people):
    read_in = ValueBaseFactory(draft=True).imports.create(file_name="v.csv", sha256="0", size=1)
    return [read_in.pk]


def _own_instrument(place, people):
    names = {"name": "Udeliv", "short_name": "Udeliv"}
    own, _is_new = Instrument.objects.get_or_create(code="udeliv-i-klyngen", defaults=names)
    return [own.code]


def _open_data(place, people):
    OpenRelease.objects.create(indicators=[], content="", as_of=timezone.localdate())
    return []


def _draft(place, people):
    return [StrategyFactory(vision=True, draft=True, cluster=place.cluster).pk]


def _versioned(goal: str, status: str):
    return lambda place, people: [getattr(place, goal).pk, status]


@dataclass(frozen=True)
class Asks:
    """An address that asks. about: the ends of it, as paths at a place or made for the test."""

    name: str
    role: str
    about: tuple[str, ...] | Callable
    post: dict[str, str] = field(default_factory=dict)
    needs_version_of: str = ""


#: Everything that cannot be undone.
ASKING = [
    Asks("meeting_delete", "cluster_leader", ("planned.pk",)),
    Asks("own_instrument_end", "administrator", _own_instrument),
    Asks("item_file_delete", "cluster_leader", ("attached.pk",)),
    Asks("agenda_item_delete", "cluster_leader", ("minutes_item.pk",)),
    Asks("dissent_delete", "cluster_leader", ("dissent.pk",)),
    Asks("agenda_item_drop", "cluster_leader", ("waiting.pk",)),
    Asks("minutes_approve", "cluster_leader", ("minutes_item.pk",)),
    Asks("meeting_move", "chair", ("minutes_item.minutes_of.pk", "=approved")),
    Asks(
        "remark_move",
        "administrator",
        ("remark.pk", "=close"),
        {"version": "?", "comment": "Set på stedet"},
    ),
    Asks("year_step_delete", "cluster_leader", ("year_step.pk",)),
    Asks("mapping_close", "cluster_leader", ("mapping.pk",)),
    Asks("chapter_delete", "administrator", ("chapter.pk",)),
    Asks("environment_delete", "cluster_leader", ("evaluation.pk",)),
    Asks("focus_delete", "cluster_leader", ("focus.pk",)),
    Asks("action_delete", "cluster_leader", ("action.pk",)),
    Asks("plan_move", "cluster_leader", lambda *of: [_plan(*of).pk, "propose"], {"version": "?"}),
    Asks("plan_move", "area_head", _proposed, {"version": "?"}),
    Asks(
        "plan_move",
        "cluster_leader",
        ("agreed_plan.pk", "=reopen"),
        {"version": "?", "comment": "Ny leder"},
    ),
    Asks("survey_close", "administrator", _survey),
    Asks("result_import_undo", "administrator", ("programme.slug", "survey_file.pk")),
    Asks("status_report_approve", "administrator", ("sent_report.pk",)),
    Asks("status_report_take_back", "administrator", ("sent_report.pk",)),
    Asks(
        "approval_create",
        "administrator",
        lambda *of: [],
        {"kind": "model", "approved_on": "15.01.2026"},
    ),
    Asks("goal_round_remind", "administrator", ("round.pk",)),
    Asks(
        "local_goal_move",
        "leader",
        ("in_progress.pk", "=discontinued"),
        {"version": "?", "comment": "Huset lukker"},
    ),
    Asks(
        "local_goal_move",
        "leader",
        ("in_progress.pk", "=evaluated"),
        {"version": "?", "comment": "Det lykkedes", "outcome": "reached", "goes_on": "Turene"},
    ),
    Asks("indicator_end", "cluster_leader", ("indicator.pk",)),
    Asks("local_goal_figure_remove", "leader", ("own_figure.local_goal_id", "own_figure.pk")),
    Asks("learning_loop_open", "leader", ("loop.local_goal_id", "loop.pk")),
    Asks("indicator_remove", "cluster_leader", ("indicator.pk",)),
    Asks("strategy_move", "cluster_leader", ("theme.strategy.pk", "=closed")),
    Asks("strategy_delete", "cluster_leader", _draft),
    Asks(
        "role_end",
        "leader",
        ("seat.user_id", "seat.pk"),
        {"last_day": timezone.localdate().isoformat()},
    ),
    Asks("person_part", "administrator", _merged_people),
    Asks("people_import_undo", "administrator", ("people_import.pk",)),
    Asks("invitation_withdraw", "leader", ("seat.user_id",)),
    Asks("invitation_text_restore", "administrator", _worded),
    Asks("board_renewal_undo", "cluster_leader", ("planned.board_id", "renewal.pk")),
    Asks("cluster_close", "administrator", ("cluster.slug",), {"last_day": "31.12.2035"}),
    Asks("person_anonymise", "administrator", _gone),
    Asks("claim_rule_remove", "administrator", ("claim_rule.pk",)),
    Asks("token_revoke", "leader", _token),
    Asks("calendar_address_renew", "leader", _calendar),
    Asks("calendar_address_revoke", "leader", _calendar),
    Asks("visit_end", "leader", _visit),
    Asks("visits_end", "leader", _visits),
    Asks("factor_remove", "leader", lambda *of: [_app(*of).pk]),
    Asks("person_factors_remove", "administrator", lambda *of: [_app(*of).user_id]),
    Asks("login_unlink", "leader", lambda *of: [_login(*of).pk]),
    Asks("person_login_unlink", "administrator", _login_of_another),
    Asks("person_visits_end", "administrator", _visits_of_another),
    Asks("autosaved_text_discard", "leader", _unsaved),
    Asks("import_undo", "administrator", _file),
    Asks("institution_import_undo", "administrator", _list),
    Asks("value_base_import_undo", "administrator", _values),
    Asks("anchor_delete", "leader", ("anchor.pk",)),
    Asks("attention_delete", "administrator", ("attention.pk",)),
    Asks("contribution_delete", "cluster_leader", ("contribution.pk",)),
    Asks("memo_delete", "administrator", ("memo.pk",)),
    Asks("onboarding_delete", "leader", ("onboarding.pk",)),
    Asks("open_data_withdraw", "administrator", _open_data),
    Asks("reflection_delete", "leader", ("reflection.pk",)),
    Asks("hearing_delete", "cluster_leader", ("hearing_draft.pk",)),
    Asks("hearing_move", "cluster_leader", ("hearing_draft.pk", "=open"), {"version": "?"}),
    Asks("theme_action_delete", "leader", ("theme_action.pk",)),
    Asks("voice_round_close", "leader", ("voice_link.round_id",)),
    Asks("voice_round_withdraw", "leader", ("voice_link.round_id",)),
]

#: What ends something too, but takes nothing away for good; and why.
CAN_BE_UNDONE = {
    "invitation_text": "the words that came along are there again",
    "invitations_send": "the invitations are withdrawn",
    "cluster_reopen": "the cluster is closed again",
    "cluster_unsplit": "the cluster is split again",
    "board_renew": "it asks, and is undone until the day",
    "measurement_import": "it shows what a file would do",
    "measurement_import_confirm": "the file is taken back",
    "measurement_under_way_confirm": "the file is taken back",
    "measurement_under_way_restart": "the file is read once more",
    "measurement_under_way_stop": "the file is chosen once more",
    "measurement_entry": "it shows what the row would do",
    "institution_import": "it shows what a file would do",
    "institution_import_confirm": "the file is taken back",
    "value_base_import": "it shows what a file would do",
    "value_base_import_confirm": "the file is taken back",
    "remembered": "what is forgotten is asked of the next file, and learned again",
    "institution_decide": "the board may return what it has adopted, and adopt it again",
    "process_step_done": "the tick is taken back",
    "minutes_answer": "a member may answer otherwise until the rule of the board is met",
    "meeting_apologise": "a member comes after all, or sends apologies again",
    "remark_settle": "what became of it is written anew",
    "question_detail": "what is withdrawn before it is answered is asked again",
    "agenda_item_set_aside": "it is put on the agenda again",
    "hearing_autosave": "it keeps the newest words of the board’s own",
    "hearing_answer": "it is amended until the deadline",
    "hearing_edit": "the deadline is written anew",
    "hearing_remind": "it tells once more what is to be answered, and takes nothing away",
    "meeting_autosave": "what was written before is in the history of the item",
    "meeting_decide": "the board may return what it has adopted, and adopt it again",
    "meeting_adopt_all": "the board may return what it has adopted, and adopt it again",
    "method_use_stop": "the institution takes the method up again",
    "local_goal_share": "the goal is shared again",
    "status_report_send": "it is taken back from the committee",
    "mapping_reopen": "nothing was kept of what too few had answered",
    "focus_commitments": "it is chosen again",
    "local_goal_based_on": "it is chosen again",
    "approval_at_meeting": "it is chosen again",
    "notices_choose": "they are chosen again",
    "indicator_unfollow": "it is followed again",
    "passkey_sign_in": "it is a way in",
    "saml_come_in": "it is a way in",
    "notices_stop": "they are chosen again on one's page",
    "sign_in_notices_choose": "they are chosen again",
    "follow_up_detail": "it says that something is done, and keeps all that was written",
    "local_goal_autosave": "it keeps the newest of one's own words",
    "local_goal_autosave_new": "it keeps the newest of one's own words",
    "learning_loop_autosave": "it keeps the newest of one's own words",
    "learning_loop_write": "what a loop said before is in its history, and additions stay",
    "autosaved_text_compare": "the text is kept beside the other",
    "local_goal_conflict": "the text that is not chosen stays until it is part of the goal's",
    "local_goal_edit": "what a goal said before is in its history",
    "local_goal_create": "the text saved meanwhile has become the goal",
    "word_form_import": "it makes drafts, which are discontinued",
    "result_import": "it shows what a file would do",
    "result_import_confirm": "the file is taken back",
    "calendar_feed": "it ends with the last role of its owner, who is nobody here any more",
    "example_use": "it makes a draft",
    "local_goal_carry_over": "it makes a draft",
    "logout": "one signs in again",
    "course_move": "it is moved back",
    "stage_move": "it is moved back",
    "point_close": "the evaluation is taken up again",
}

#: What a view calls, or is called, when something ends.
ENDING = {
    *("adopt", "approve", "close", "decide", "delete", "discard", "discontinue", "make"),
    *(
        "move_to",
        "transition",
        "remind",
        "renew",
        "revoke",
        "send",
        "settle",
        "sign",
        "stop",
        "stop_sharing",
    ),
    *("take_back", "undo", "withdraw"),
}


def _address(row: Asks, place, people) -> str:
    if callable(row.about):
        ends = row.about(place, people)
    else:
        ends = [path[1:] if path.startswith("=") else _look_up(place, path) for path in row.about]
    return reverse(row.name, args=ends)


def _everything() -> dict:
    """Every row of ours, but for what a visit itself leaves, and that others' data were read."""
    return {
        model._meta.label: list(_rows_of(model).order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label not in {"sessions", "contenttypes", "auth"}
        and model._meta.label not in {"accounts.User", "accounts.Event"}
    }


def _rows_of(model):
    rows = model._base_manager.all()
    return rows.exclude(kind=SecurityEvent.Kind.PERSON_READ) if model is SecurityEvent else rows


def _name(row: Asks) -> str:
    return f"{row.name}:{row.role}"


@pytest.mark.thorough
@pytest.mark.parametrize("row", ASKING, ids=_name)
def test_nothing_happens_before_the_question_is_answered(client, world, row):  # noqa: F811
    place = world.places["own"]
    address = _address(row, place, world.people)
    client.force_login(world.people[row.role])
    posted = _filled(row, client, address)
    before = _everything()

    asked = client.get(address)
    assert asked.status_code in {200, 405}, asked.headers
    told = client.post(address, posted)
    assert told.status_code == 200
    for page in {asked.status_code: asked, 200: told}.values():
        if page.status_code == 200:
            assert _asks(page)
            assert page.content.count(b"<li>") or page.content.count(b"<p>")
    assert _everything() == before

    done = client.post(address, {**posted, "sure": "yes"})
    assert done.status_code == 302
    assert _everything() != before


def _asks(page) -> bool:
    buttons = re.findall(r"<button[^>]*>", page.content.decode())
    return any('name="sure"' in one and 'value="yes"' in one for one in buttons)


def _filled(row: Asks, client, address: str) -> dict[str, str]:
    """What the page's form sends: with the version it was shown at."""
    if row.post.get("version") != "?":
        return row.post
    page = client.get(address).content.decode()
    version = page.partition('name="version" value="')[2].partition('"')[0]
    return {**row.post, "version": version}


def _views(patterns, namespace: str = ""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name not in {"admin", "ninja"}:
                yield from _views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name, pattern.callback


#: The page on which a file of any kind is taken back.
ASKS_FOR_ALL = "imports.undo_page"


def _called(view: Callable, seen: set[Callable] | None = None) -> set[str]:
    """The names of what a view calls, itself or through the functions of its module."""
    seen = set() if seen is None else seen
    view = inspect.unwrap(view)
    if view in seen or not inspect.isfunction(view):
        return set()
    seen.add(view)
    tree = ast.parse(textwrap.dedent(inspect.getsource(view)))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            names.add(name)
            own = view.__globals__.get(name)
            if inspect.isfunction(own) and own.__module__ in {view.__module__, ASKS_FOR_ALL}:
                names |= _called(own, seen)
    if "undo" in names and any(inspect.isclass(view.__globals__.get(name)) for name in names):
        names |= _called(ReceiptPages.undo, seen)
    return names


def test_every_address_that_ends_something_is_in_a_table():
    ending = {
        name
        for name, view in _views(get_resolver().url_patterns)
        if inspect.unwrap(view).__module__.split(".")[0] in {c.name for c in _ours()}
        and (_called(view) & ENDING or set(name.split("_")) & ENDING)
    }
    asking = {row.name for row in ASKING if ":" not in row.name}

    assert len(ending) > 30
    assert ending - asking - set(CAN_BE_UNDONE) == set()
    assert not asking & set(CAN_BE_UNDONE)


def _ours():
    return [config for config in apps.get_app_configs() if "site-packages" not in config.path]


def test_whoever_asks_does_so_through_one_mechanism():
    """A view that acts on a yes asks `config.asking`, and there is one page that asks."""
    views = dict(_views(get_resolver().url_patterns))

    for row in ASKING:
        if ":" not in row.name:
            assert "is_sure" in _called(views[row.name]), row.name
