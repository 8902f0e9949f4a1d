"""A day is that of the place, at every hour: never the day it is in Greenwich."""

import ast
import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags

from dashboards.my_work.tasks import board_tasks
from strategy.models.local_goals import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)

ROOT = Path(settings.BASE_DIR)

#: What has no zone and gets none: cells of a workbook, and days as people type them.
WITHOUT_ZONE = {
    "files/spreadsheets/workbook.py",
    "files/spreadsheets/danish_values.py",
    "config/days.py",
}

#: Names of moments: everything else that is written as a day is a day.
MOMENT = re.compile(r"(^|_)(at|now|moment|timestamp|datetime)$")

#: What is asked of a day, and differs with the place.
PARTS = {"year", "month", "day", "hour", "weekday", "isoweekday", "isocalendar"}


def sources():
    for path in sorted(ROOT.glob("*/**/*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(("tests/", ".venv/")) and "/migrations/" not in name:
            yield name, path.read_text(encoding="utf-8")


def last_name(node: ast.expr) -> str:
    """The name a value goes by: `sent_at` of `goal.sent_at`, `now` of `timezone.now()`."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def is_moment(node: ast.expr) -> bool:
    return bool(MOMENT.search(last_name(node)))


def faults(source: str) -> list[tuple[int, str]]:
    """Where a moment becomes a day, or the clock is read, without asking where we are."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FormattedValue) and is_moment(node.value):
            if node.format_spec is not None and "%" in ast.unparse(node.format_spec):
                found.append((node.lineno, ast.unparse(node)))
            continue
        if isinstance(node, ast.Attribute) and node.attr in PARTS and is_moment(node.value):
            found.append((node.lineno, ast.unparse(node)))
        if not isinstance(node, ast.Call):
            continue
        name, on = last_name(node.func), getattr(node.func, "value", None)
        of_clock = on is not None and last_name(on) in {"date", "datetime"}
        is_read = of_clock and name in {"today", "now", "utcnow"} and not node.args
        is_bare_day = name == "date" and on is not None and not node.args and not node.keywords
        of = node.args[0] if node.args else None
        is_written = name == "date_format" and of is not None and is_moment(of)
        is_written |= name == "strftime" and on is not None and is_moment(on)
        if is_read or is_bare_day or is_written:
            found.append((node.lineno, ast.unparse(node)))
    return found


def test_no_moment_becomes_a_day_without_a_place():
    found = {
        f"{name}:{line}": what
        for name, source in sources()
        if name not in WITHOUT_ZONE
        for line, what in faults(source)
    }

    assert not found, "use django.utils.timezone.localdate(moment)"


@pytest.mark.parametrize(
    "source",
    [
        "goal.sent_at.date()",
        "timezone.now().date()",
        "date_format(newest.at, 'DATE_FORMAT')",
        "goal.made_at.strftime('%d')",
        "f'{self.signed_at:%d.%m.%Y}'",
        "timezone.now().year",
        "goal.made_at.weekday()",
        "datetime.date.today()",
        "datetime.datetime.now()",
    ],
)
def test_the_search_finds_each_way_to_err(source):
    assert faults(source)


@pytest.mark.parametrize(
    "source",
    [
        "timezone.localdate(goal.sent_at)",
        "date_format(timezone.localdate(newest.at), 'DATE_FORMAT')",
        "date_format(meeting.held_on, 'DATE_FORMAT')",
        "datetime.datetime.now(datetime.UTC)",
        "f'{timezone.localtime(self.signed_at):%d.%m.%Y}'",
    ],
)
def test_the_search_lets_what_is_right_pass(source):
    assert not faults(source)


@pytest.mark.django_db
def test_half_past_midnight_in_denmark_is_the_new_day_everywhere(client, time_machine):
    """27 November, 23.30 in Greenwich: what is decided then is decided on the 28th."""
    time_machine.move_to(datetime.datetime(2026, 11, 27, 23, 30, tzinfo=datetime.UTC), tick=False)
    cluster = ClusterFactory()
    unit = InstitutionFactory(cluster=cluster)
    goal = LocalGoalFactory(institution=unit)
    leader = MembershipFactory(institution=unit, leader=True).user
    chair = MembershipFactory(cluster=cluster, chair=True).user
    goal.transition(LocalGoalStatus.SENT, by=leader)

    for person in (leader, chair):
        client.force_login(person)
        for address in (reverse("home"), goal.get_absolute_url(), unit.get_absolute_url()):
            page = client.get(address)
            assert page.status_code == 200, address
            text = strip_tags(page.content.decode())
            assert not re.search(r"27\. november|27\.11\.2026", text), address
        heading = strip_tags(client.get(goal.get_absolute_url()).content.decode())
        assert "28. november 2026" in heading
    tasks = board_tasks(user=chair, names={unit.pk: unit.name})
    assert [task.on for task in tasks] == [datetime.date(2026, 11, 28)]
