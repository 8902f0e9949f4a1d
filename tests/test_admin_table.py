"""Every address of the administration × every right × every reach × looking and sending.

The expectation is written by rule, not row by row: whoever has no right is told nothing; whoever
may view sees what lies within reach, and changes nothing whatever they send; whoever may change
changes what they reach, and no more. A kind of row that nobody here can lose or reach is listed
by hand, so that the table never becomes empty unnoticed.
"""

import logging

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.template import Template

from config import urls
from tests.admin_rows import (
    Found,
    address,
    as_new,
    form_on,
    more_rows,
    offered,
    people,
    registered,
    rendered_once,
    rows_of,
    version_of,
    watched,
)

pytestmark = pytest.mark.django_db

PEOPLE = [
    "leader, none",
    "leader, view",
    "leader, change",
    "administrator, change",
]
#: Refused, or nothing there; Django leads to the index, or asks for another sign-in.
HIDDEN = {302, 403, 404}
#: What is made elsewhere, or by itself: nothing that is sent here changes it.
NEVER_CHANGED = {
    *(
        "accounts.SecurityEvent",
        "admin.LogEntry",
        "auth.Group",
        "django_tasks_database.DBTaskResult",
        "ground.RegularJob",
    ),
    *("axes.AccessAttempt", "axes.AccessFailureLog", "axes.AccessLog"),
    *("measurements.Import", "measurements.Measurement", "measurements.ScaleStep"),
    *("meetings.FollowUp", "meetings.Handover", "meetings.Meeting", "indicators.OpenRelease"),
}
#: Written on pages of its own, and at most deleted here.
ONLY_DELETED = {"leadership.SharedEconomy", "leadership.ThemeAction", "strategy.LocalGoal"}
#: Given by those who have everything.
GIVEN = {"institutions.Membership"}
#: What even the leader of the table changes: no rule here is kept because nothing works.
CHANGED_BY_A_LEADER = {"strategy.Goal", "strategy.Strategy", "institutions.Board"}
#: Of these there is no row that somebody who reads anything does not see, or none in the demo.
SEEN_BY_ALL = {
    *("institutions.InstitutionImport", "leadership.ValueBaseImport"),
    *("leadership.CoreArea", "leadership.CoreGroup", "leadership.Profile"),
    *("duties.EnvironmentQuestion", "duties.StatutoryRule", "strategy.GoalRound"),
    "indicators.OpenRelease",
}


@pytest.fixture(scope="module")
def table(demo, django_db_blocker):
    """The people of the table, in the demo with what it has none of."""
    with django_db_blocker.unblock():
        more_rows()
        return people()


@pytest.fixture
def visitor(request, table, client):
    """A client, the person who is signed in with it, and what the person may."""
    who = request.param
    client.force_login(table[who])
    return client, table[who], who.split(", ")[1]


@pytest.fixture(autouse=True)
def nothing_beside(client, settings, monkeypatch):
    """Here it matters what is answered: how often the database is asked, what pages of refusal
    look like and which templates a page is made of are told elsewhere.
    """
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "frugality" not in name]
    for status in (403, 404):
        monkeypatch.setattr(urls, f"handler{status}", _plainly(status), raising=False)
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
    client.raise_request_exception = False
    logging.disable(logging.ERROR)  # of each refusal a page
    yield
    logging.disable(logging.NOTSET)


def _plainly(status: int):
    return lambda request, exception=None: HttpResponse(status=status)


def everybody(test):
    return pytest.mark.parametrize("visitor", PEOPLE, indirect=True)(test)


def _sees(right: str, row: Found) -> bool:
    return right != "none" and row.reach != "nothing"


def _may_open(model, user) -> bool:
    """Whether a kind of row is one for whom the person is, whatever its permissions say."""
    return model._meta.label != "admin.LogEntry"


@pytest.mark.thorough
@everybody
def test_lists_are_for_those_who_may_view(visitor):
    client, user, right = visitor
    for model in registered():
        answer = client.get(address(model, "changelist"))

        expected = right != "none" and _may_open(model, user)
        assert (answer.status_code == 200) == expected, model
        assert answer.status_code in {200, *HIDDEN}, model
        hidden = [row for row in rows_of(model, user) if row.reach == "nothing"]
        for row in hidden:
            assert address(model, "change", row.pk) not in answer.text, (model, row)


@pytest.mark.thorough
@everybody
def test_rows_are_seen_within_reach_only(visitor):
    client, user, right = visitor
    faults = []
    with rendered_once("GET"):
        for model in registered():
            for row in rows_of(model, user):
                expected = {200} if _sees(right, row) and _may_open(model, user) else HIDDEN
                for page in _pages_to_look_at(model, row):
                    answer = client.get(page)
                    if answer.status_code not in expected:
                        faults.append((page, row.reach, answer.status_code))

    assert faults == []


def _pages_to_look_at(model, row: Found) -> list[str]:
    pages = [address(model, "change", row.pk), address(model, "history", row.pk)]
    version = version_of(model, row.pk)
    if version is not None:
        pages.append(address(model, "simple_history", row.pk, version))
    return pages


def test_the_table_is_not_empty(table):
    """Of every kind of row with reach there is one that the leader of the table does not see."""
    leader = table["leader, change"]
    reached = {
        model._meta.label: {row.reach for row in rows_of(model, leader)}
        for model in registered()
        if hasattr(model._default_manager, "visible_to")
    }

    seen_by_all = {label for label, reaches in reached.items() if "nothing" not in reaches}
    assert seen_by_all == SEEN_BY_ALL
    assert sum("edits" in reaches for reaches in reached.values()) > 10


# --- Sending --------------------------------------------------------------------------------------


def _may_change(who: str, model, page: str, row: Found) -> bool:
    """Whether anything at all may change when the person sends this."""
    label, deletes = model._meta.label, page in {"delete", "changelist"}
    if not who.endswith("change") or label in NEVER_CHANGED or "history" in page:
        return False
    if label in ONLY_DELETED and not deletes:
        return False
    if label in GIVEN and who.startswith("leader"):
        return False
    return page == "add" or row.reach in {"edits", "permitted"}


@pytest.mark.thorough
@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_sent_changes_what_one_may_change_only(who, table, client):
    user = table[who]
    client.force_login(user)
    faults, changed = [], set()
    with rendered_once("POST"):
        for model in registered():
            for row in rows_of(model, user):
                for page, url, sent in _to_be_sent(client, model, row, who.endswith("change")):
                    with watched(model, user) as changes:
                        answer = client.post(url, sent)
                    may = _may_change(who, model, page, row)
                    if answer.status_code >= 500 or (changes.keys and not may):
                        faults.append((url, row.reach, answer.status_code, changes.keys))
                    if others := changes.out_of_reach(model):
                        faults.append((url, row.reach, others))
                    if changes.keys and page == "change":
                        changed.add(model._meta.label)

    assert faults == []
    assert changed >= CHANGED_BY_A_LEADER if who.endswith("change") else changed == set()


def _to_be_sent(client, model, row: Found, changes: bool):
    """Each address of a row, and what somebody who may, or forges it, sends there."""
    change = address(model, "change", row.pk)
    own = {}
    if changes:  # others are offered nothing to send, and forge it
        page = client.get(change)
        own = form_on(page.text) if page.status_code == 200 else {}
    answers = own or form_on(offered(change))
    yield "change", change, answers
    yield "delete", address(model, "delete", row.pk), {"post": "yes"}
    yield "history", address(model, "history", row.pk), answers
    version = version_of(model, row.pk)
    if version is not None:
        yield "simple_history", address(model, "simple_history", row.pk, version), answers
    yield "add", address(model, "add"), as_new(answers)
    for action in admin.site._registry[model].actions or ():
        yield "changelist", *_chosen(model, row, action)
    yield "changelist", *_chosen(model, row, "delete_selected")


def _chosen(model, row: Found, action: str):
    sent = {"action": action, "_selected_action": [row.pk], "post": "yes"}
    return address(model, "changelist"), sent
