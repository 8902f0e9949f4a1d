"""What a table of the administration's addresses is made of: people, rows, forms and changes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from unittest import mock

from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection, models, transaction
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from institutions.models import Board, Institution
from institutions.roles import Role
from leadership.models import ValueBase
from meetings.models import Meeting
from strategy.models import Strategy
from tests.factories import (
    BoardFactory,
    GoalFactory,
    IndicatorFactory,
    LocalGoalFactory,
    ManualResultFactory,
    MembershipFactory,
    MethodFactory,
    MethodUseFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.everyday import OnboardingFactory, ReflectionFactory
from tests.factories.leadership import JobRoleFactory, ProfileFactory, ValueBaseFactory
from tests.factories.meetings import MeetingFactory, YearStepFactory
from tests.factories.programmes import (
    AttentionPointFactory,
    CourseFactory,
    MemoFactory,
    ProgrammeFactory,
    QuestionFactory,
    ResultFactory,
)
from tests.factories.voices import UnitLinkFactory
from tests.factories.workplace import SharedEconomyFactory, ThemeActionFactory

#: Written by looking, or to tell who looked and tried: no change of what is kept.
TRAILS = (
    "django_session",
    "django_admin_log",
    "accounts_securityevent",
    "accounts_counter",
    "ground_sentform",
)
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)
#: What a person may do with the rows of every kind.
RIGHTS = {"none": (), "view": ("view",), "change": ("view", "add", "change", "delete")}


def staff(right: str, **role):
    """Somebody with a role and a right in the administration; never a superuser."""
    user = MembershipFactory(user=UserFactory(is_staff=True), **role).user
    if right == "none":  # but one kind of row, so that they are let in
        user.user_permissions.set(Permission.objects.filter(codename="view_logentry"))
        return user
    starts = "|".join(RIGHTS[right])
    user.user_permissions.set(Permission.objects.filter(codename__regex=f"^({starts})_"))
    return user


def people() -> dict[str, models.Model]:
    """A leader with each of the rights, and an administrator with all of them."""
    own = Institution.objects.visible_to(_leader_of_the_demo()).first()
    cluster = own.placements.current().get().cluster
    found = {
        f"leader, {right}": staff(right, role=Role.CLUSTER_LEADER, cluster=cluster)
        for right in RIGHTS
    }
    return found | {"administrator, change": staff("change", administrator=True)}


def _leader_of_the_demo() -> User:
    return User.objects.get(email="klyngeleder@example.com")


def more_rows() -> None:
    """Rows that the demo has none of: those in preparation, and those of other clusters."""
    other = Institution.objects.exclude(
        pk__in=Institution.objects.visible_to(_leader_of_the_demo())
    ).filter(placements__cluster__isnull=False)[0]
    cluster = other.placements.get().cluster
    draft = ProgrammeFactory(is_draft=True)
    draft.theory.create(number=1, kind="activity", text="Et led")
    question = QuestionFactory(point__programme=draft)
    ResultFactory(question=question)
    CourseFactory(programme=draft)
    MemoFactory(programme=draft)
    AttentionPointFactory(programme=draft)
    draft.anchors.create(local_goal=LocalGoalFactory(institution=other))
    strategy = StrategyFactory(cluster=cluster, stage=Strategy.Stage.DRAFT)
    indicator = IndicatorFactory(goal=GoalFactory(strategy=strategy))
    ManualResultFactory(indicator=indicator)
    group = BoardFactory(kind=Board.Kind.NETWORK, cluster=cluster)
    group.contributions.create(goal=indicator.goal)
    MeetingFactory(board=group).handovers.create(sha256="0" * 64)
    method = MethodFactory(cluster=cluster)
    MethodUseFactory(method=method, institution=other)
    YearStepFactory(cluster=cluster)
    role = JobRoleFactory(base=ValueBaseFactory(draft=True))
    role.cells.create(area=role.group.base.areas.create(number=1, name="Et område"))
    ProfileFactory(areas=1)
    ReflectionFactory(institution=other)
    OnboardingFactory(institution=other, role=role)
    ThemeActionFactory(cluster=cluster)
    SharedEconomyFactory(cluster=cluster)
    UnitLinkFactory(institution=other)
    for base in ValueBase.objects.exclude(from_on=None):
        base.save()  # a version from when it was in force; the demo has one from before only


# --- Rows and their addresses ---------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """A row of a model, and how far a person's reach goes to it: edits, reads or nothing."""

    pk: int
    reach: str


def rows_of(model, user) -> list[Found]:
    """A row of each reach; of models without any reach one, that permissions alone open."""
    manager = model._default_manager
    every = manager.order_by("pk")
    if not hasattr(manager, "visible_to"):
        first = every.values_list("pk", flat=True).first()
        return [Found(first, "permitted")] if first else []
    rows = manager.visible_to(user)
    if model is Meeting:  # here stands what is confidential, too
        rows = rows.attended_by(user)
    visible = set(rows.values_list("pk", flat=True))
    edited = edited_by(model, user) & visible
    sets = {
        "edits": edited,
        "reads": visible - edited,
        "nothing": set(every.values_list("pk", flat=True)) - visible,
    }
    return [Found(max(keys), reach) for reach, keys in sets.items() if keys]


def edited_by(model, user) -> set[int]:
    """The rows of a model that the person may change at all, whatever the permissions say."""
    manager = model._default_manager
    if not hasattr(manager, "visible_to"):
        return set(manager.values_list("pk", flat=True))
    if hasattr(manager, "editable_by"):
        return set(manager.editable_by(user).values_list("pk", flat=True))
    everything = user.memberships.filter(role=Role.ADMINISTRATOR).exists()
    return set(manager.visible_to(user).values_list("pk", flat=True)) if everything else set()


def address(model, page: str, *arguments) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def registered() -> list[type[models.Model]]:
    return sorted(admin.site._registry, key=lambda model: model._meta.label)


def version_of(model, pk) -> int | None:
    """The newest version in the history of a row; None where the model has none."""
    name = getattr(model._meta, "simple_history_manager_attribute", None)
    if name is None:
        return None
    versions = getattr(model, name).filter(**{model._meta.pk.attname: pk})
    return versions.values_list("history_id", flat=True).first() or 0


# --- Forms ----------------------------------------------------------------------------------------


def form_on(page: str) -> dict[str, list]:
    """The answers that the form of a page has, one of them altered; nothing where none is saved."""
    forms = html.fromstring(page).xpath('//form[.//input[@name="_save"]]')
    if not forms:
        return {}
    answers: dict[str, list] = {}
    for name, value in forms[0].form_values():
        answers.setdefault(name, []).append(value)
    _alter(forms[0], answers)
    return answers | {"_save": ["1"]}


def _alter(form, answers: dict[str, list]) -> None:
    """Write something else in the first field that takes a text; else in a mark or a choice."""
    own = './/fieldset[contains(@class, "module")]'
    texts = form.xpath(f'{own}//textarea | {own}//input[@type="text"]')
    for one in texts:
        classes = one.get("class") or ""
        if one.get("inputmode"):  # a number
            continue
        if "Date" not in classes and "Time" not in classes and "__prefix__" not in one.name:
            answers[one.name] = [f"{(answers.get(one.name) or [''])[0]} x".strip()]
            return
    for one in form.xpath(f"{own}//input[@inputmode]"):
        told = (answers.get(one.name) or ["0"])[0] or "0"
        answers[one.name] = [str(int(float(told.replace(",", "."))) + 1)]
        return
    for one in form.xpath(f'{own}//input[@type="checkbox"]'):
        if answers.pop(one.name, None) is None:
            answers[one.name] = ["on"]
        return


def as_new(answers: dict[str, list]) -> dict[str, list]:
    """The form of a row, to be posted as another one: without the rows that hang on it."""
    counts = {name: ["0"] for name in answers if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS"))}
    return answers | counts


@cache
def offered(url: str) -> str:
    """What a superuser is offered at an address: the form that others might forge."""
    client = Client()
    client.force_login(User.objects.get(email="administrator@example.com"))
    answer = client.get(url)
    return answer.text if answer.status_code == 200 else "<p>"


@contextmanager
def rendered_once(method: str) -> Iterator[None]:
    """Of pages that nobody reads, asked for by this method, render one of each kind of each model.

    That it can be rendered is seen from one; what is answered does not hang on it.
    """
    whole, seen = TemplateResponse.rendered_content.fget, set()  # type: ignore[attr-defined]

    def once(response) -> str:
        request = response._request
        kind = (request.resolver_match.url_name, str(response.template_name))
        if request.method == method and kind in seen:
            return ""
        seen.add(kind)
        return whole(response)

    with mock.patch.object(TemplateResponse, "rendered_content", property(once)):
        yield


# --- Changes --------------------------------------------------------------------------------------


@dataclass
class Changes:
    """What a request changed: table → the keys of the rows that are not as before."""

    keys: dict[str, set] = field(default_factory=dict)
    #: Of the model looked at: the rows that the person could change, before or afterwards.
    in_reach: set = field(default_factory=set)

    def out_of_reach(self, model) -> set:
        return self.keys.get(model._meta.db_table, set()) - self.in_reach


@contextmanager
def watched(model, user) -> Iterator[Changes]:
    """Fill in what is changed within, and put it back as it was."""
    changes, written = Changes(), set()

    def note(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            yield changes
        tables = written & _tables()
        after = {table: _contents(table) for table in tables}
        later = edited_by(model, user) if tables else set()
        transaction.set_rollback(True)
    for table in tables:
        before = _contents(table)
        if before != after[table]:
            changes.keys[table] = {key for key, _row in before ^ after[table]}
    if changes.keys:
        earlier = edited_by(model, user)
        existing = set(model._default_manager.values_list("pk", flat=True))
        changes.in_reach = earlier | (later - existing)


@cache
def _tables() -> frozenset[str]:
    """What is kept: not what a query only calls so, and no trails."""
    return frozenset(connection.introspection.table_names()) - set(TRAILS)


def _contents(table: str) -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - ours
        names = [column[0] for column in cursor.description]
        key = names.index("id") if "id" in names else 0
        return {(row[key], repr(row)) for row in cursor.fetchall()}
