"""A number that is refused is kept nowhere: every form is sent it, then every table is searched."""

import contextlib
import logging
import re
import zlib
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from config.privacy import looks_like_cpr, refuse_cpr
from lifecycle import Incomplete
from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus
from tests.crawling import walk
from tests.test_injection import written_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demo"),
]

NUMBER = "010203-1234"
BACKEND = "django.contrib.auth.backends.ModelBackend"
WRITERS = ["administrator", "omraadechef", "klyngeleder", "leder", "formand", "konsulent"]
ORDINARY = "Vi leger mere ude"
TEXTS = {"text", "search", "email", "url", "tel", ""}
WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE) "(\w+)"', re.IGNORECASE)


class Forms(HTMLParser):
    """The forms of a page that post: for each its address, its answers, and which are texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], set[str]]] = []
        self._is_in = False
        self._select = self._textarea = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        own = {name: value or "" for name, value in attrs}
        name = own.get("name", "")
        if tag == "form":
            self._is_in = own.get("method", "").lower() == "post"
            if self._is_in:
                self.found.append((own.get("action", ""), {}, set()))
        if not self._is_in or not self.found:
            return
        _action, answers, texts = self.found[-1]
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in own or not answers.get(self._select):
                answers[self._select] = own.get("value", "")
        elif tag == "textarea":
            self._textarea = name
            answers[name] = ""
            texts.add(name)
        elif tag == "input" and name:
            self._answer(own, answers, texts)

    def _answer(self, own, answers, texts):
        kind, name = own.get("type", "").lower(), own["name"]
        if kind == "checkbox":
            if "checked" in own:
                answers[name] = own.get("value", "on")
        elif kind == "radio":
            if "checked" in own or name not in answers:
                answers[name] = own.get("value", "on")
        elif kind != "file":
            answers[name] = own.get("value", "")
            if kind in TEXTS and "readonly" not in own:
                texts.add(name)

    def handle_endtag(self, tag):
        if tag == "form":
            self._is_in = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data):
        if self._textarea and self.found:
            self.found[-1][1][self._textarea] += data


def signed_in(email: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=email), BACKEND)
    return client


@contextlib.contextmanager
def tables_written() -> Iterator[set[str]]:
    """The tables that statements write to meanwhile, also those that are taken back."""
    written: set[str] = set()

    def watch(execute, sql, params, many, context):
        if begins := WRITES.match(sql):
            written.add(begins[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def places_of(number: str, *, tables: Collection[str] | None = None) -> list[str]:
    """Every column of the tables that a number stands in, sessions read as the server does.

    tables: their names; every table where none are named.
    """
    plain = number.replace("-", "")
    found = []
    with connection.cursor() as cursor:
        if tables is None:
            tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            columns = [column[0] for column in cursor.description]
            found += [
                f"{table}.{column}"
                for row in cursor.fetchall()
                for column, value in zip(columns, row, strict=True)
                if number in (text := text_of(value)) or plain in text
            ]
    for session in Session.objects.all() if Session._meta.db_table in tables else ():
        kept = str(SessionStore().decode(session.session_data))
        if number in kept or plain in kept:
            found.append("session")
    return sorted(set(found))


def text_of(value: object) -> str:
    """What a column holds, unpacked where it is packed."""
    if isinstance(value, memoryview | bytes):
        content = bytes(value)
        with contextlib.suppress(zlib.error):
            content = zlib.decompress(content)
        return content.decode(errors="replace")
    return str(value)


def one_of_each(texts: set[str]) -> list[str]:
    """Names of texts; of those in rows (`goals-3-text`) the first row's and the last one's."""
    by_kind: dict[str, list[str]] = {}
    for name in sorted(texts, key=lambda name: [int(n) for n in re.findall(r"\d+", name)]):
        by_kind.setdefault(re.sub(r"-\d+-", "-#-", name), []).append(name)
    return [name for names in by_kind.values() for name in {names[0], names[-1]}]


def new_goal_at_solsikken() -> str:
    """The address of an empty form; the numbers of goals are others in each test database."""
    goal = LocalGoal.objects.filter(institution__slug="solsikken").earliest("pk").goal_id
    return f"/lokale-maal/nyt/?maal={goal}&institution=solsikken"


def answers_of_goal(client: Client, address: str) -> dict[str, str]:
    forms = [
        answers for _action, answers, _texts in Forms(client.get(address).content.decode()).found
    ]
    return next(answers for answers in forms if {"text", "how"} <= answers.keys())


def test_a_form_of_many_rows_is_tried_in_its_first_and_its_last():
    names = {"title", *(f"goals-{row}-text" for row in range(12))}

    assert sorted(one_of_each(names)) == ["goals-0-text", "goals-11-text", "title"]


def test_the_search_finds_what_is_there():
    LocalGoal.objects.filter(pk=LocalGoal.objects.first().pk).update(how=f"Barnet {NUMBER}")

    assert places_of(NUMBER) == ["strategy_localgoal.how"]


def test_every_table_that_is_written_to_is_noticed():
    client = signed_in("leder@example.com")
    address = new_goal_at_solsikken()
    answers = answers_of_goal(client, address)

    with tables_written() as written:
        client.post(address, answers | {"text": ORDINARY})
        LocalGoal.objects.update(how=ORDINARY)

    assert {"strategy_localgoal", "strategy_historicallocalgoal"} <= written
    assert "institutions_institution" not in written


def all_at_once(texts: set[str]) -> list[str]:
    """None of them alone."""
    return []


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("writer", "of_one_kind", "alone"),
    [
        ("leder", 1, all_at_once),
        *(pytest.param(name, 2, one_of_each, marks=pytest.mark.long) for name in WRITERS),
    ],
)
def test_no_form_keeps_a_civil_registration_number(writer, of_one_kind, alone, caplog):
    caplog.set_level(logging.DEBUG)
    client = signed_in(f"{writer}@example.com")
    sent = 0
    seen = set()
    for page in list(walk(client, of_one_kind=of_one_kind)):
        for action, answers, texts in Forms(page.html).found:
            address = urljoin(page.url, action)
            form = (address.partition("?")[0], frozenset(answers))
            if not texts or form in seen or "log-ud" in address or "sprog" in address:
                continue
            seen.add(form)
            with transaction.atomic():
                for one in [texts, *({name} for name in alone(texts))]:
                    answered = {
                        name: f"Barnet {NUMBER} leger"
                        if name in one
                        else value or (ORDINARY if name in texts else "")
                        for name, value in answers.items()
                    }
                    with tables_written() as written:
                        response = client.post(address, answered)
                    sent += 1
                    assert response.status_code < 500, (address, one)
                    assert places_of(NUMBER, tables=written) == [], (address, one)
                assert places_of(NUMBER) == [], address
                transaction.set_rollback(True)
    assert sent > 10
    assert NUMBER not in caplog.text


def test_a_new_goal_with_such_a_number_is_kept_without_it():
    client = signed_in("leder@example.com")
    address = new_goal_at_solsikken()
    answers = answers_of_goal(client, address)

    for name in ("text", "how", "responsible"):
        with tables_written() as written:
            client.post(address, answers | {"text": ORDINARY, name: f"Barnet {NUMBER}"})

        assert "strategy_localgoal" in written, name
        assert places_of(NUMBER) == []


def test_a_goal_with_such_a_number_in_it_is_not_sent():
    goal = LocalGoal.objects.filter(status=LocalGoalStatus.DRAFT).first()
    LocalGoal.objects.filter(pk=goal.pk).update(
        text="Mål", how=f"Barnet {NUMBER}", measured_on="2027-06-01"
    )
    goal.refresh_from_db()

    with pytest.raises(Incomplete) as refused:
        goal.transition(LocalGoalStatus.SENT, by=User.objects.get(email="leder@example.com"))

    assert "how" in refused.value.missing


def test_every_text_that_people_write_refuses_such_a_number():
    texts = [(model, field) for model, field in written_in() if field.editable]

    careless = [
        f"{model._meta.label}.{field.name}"
        for model, field in texts
        if refuse_cpr not in field.validators and not hasattr(model, "history_type")
    ]

    assert len(texts) > 100
    assert careless == []


def test_the_number_is_one():
    assert looks_like_cpr(NUMBER)
