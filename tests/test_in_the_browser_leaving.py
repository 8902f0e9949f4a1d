"""Somebody asks what is held about them and leaves: the whole case, as an administrator does it."""

import json
import re
import sqlite3
import subprocess
from contextlib import closing

import pytest
from playwright.sync_api import expect

from files.naming import names_person
from tests.conftest import ROOT
from tests.demo_site import PASSWORD, PYTHON

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("restored")]
NAME, EMAIL = "Anders Falk", "tidligere.leder@example.com"

#: What stands about somebody beside what the demo has: a row of each kind that pages make.
TRACES = f"""
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from accounts.events import Kind, record
from accounts.mail import WaitingMail
from accounts.models import *
from imports.models import LearnedAnswer
from imports.tickets import FOLDER
from indicators.models import FollowedFigures
from institutions.models import Cluster, LookedAs
from measurements.models import Import, ImportUnderWay, Instrument
from strategy.models import LocalGoal

person, now = User.objects.get(email="{EMAIL}"), timezone.now()
administrator = User.objects.get(email="administrator@example.com")
PersonNotice.objects.create(person=person, kind="goal_sent", about=1, occasion="1")
CalendarAddress.renew(person)
Visit.objects.create(user=person, session_key="x" * 32)
AccountInvitation.objects.create(
    person=person, made_by=administrator, sent_at=now, expires_at=now, undeliverable="550 <{EMAIL}>"
)
cluster, instrument = Cluster.objects.get(slug="fyrtaarnet"), Instrument.objects.get(code="tilsyn")
FollowedFigures.objects.create(person=person, cluster=cluster, instrument=instrument)
LookedAs.objects.create(person=person, by=administrator, reason="{NAME} ringede")
WaitingMail.objects.create(to="{EMAIL}", subject="x", text="Kære {NAME}", give_up_at=now)
for model in (AccessAttempt, AccessLog, AccessFailureLog):
    more = {{"failures_since_start": 1}} if model is AccessAttempt else {{}}
    model.objects.create(username="{EMAIL}", ip_address="10.0.0.1", **more)
record(Kind.SIGNED_IN, actor=person.pk)
LearnedAnswer.objects.create(
    kind="measurements", sender="x", question="column:X", answer="number", asked="{NAME}",
    label="x", learned_at=now, learned_by=person,
)
receipt = Import.objects.create(
    file_name="tal fra {NAME}.csv", sha256="0" * 64, size=1, layout="kids", imported_by=person
)
receipt.raw_file.save("0" * 64, ContentFile("Leder;Tal\\n{NAME};4".encode()))
default_storage.save(f"{{FOLDER}}/venter", ContentFile("{EMAIL};4".encode()))
ImportUnderWay.objects.create(
    user=person, key="k", file_name="x.csv", size=1, row_count=1, layout="kids",
    stage=ImportUnderWay.Stage.CHECKED, preview={{"by": "{NAME}"}},
)
goal = LocalGoal.objects.filter(institution__slug="solsikken").first()
goal.responsible = "{NAME} og Line Bjerregaard"
goal.save()
"""

#: What a file about somebody tells of, of those rows.
KINDS = {
    "Personer",
    "Tilknytninger",
    "Beskeder",
    "Kalenderadresser",
    "Besøg",
    "Invitationer",
    "Fulgte tal",
    "Sikkerhedshændelser",
    "Ventende mails",
    "Beslutninger",
}


def rows_of(site, question, *values):
    with closing(sqlite3.connect(site.database, timeout=10)) as connection:
        return connection.execute(question, values).fetchall()


def where_it_stands(site):
    """Every column of every table, and every file, in which the person is found."""
    found = set()
    words = (NAME, EMAIL, "Falk", json.dumps(NAME)[1:-1])
    for (table,) in rows_of(site, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = [row[1] for row in rows_of(site, f'PRAGMA table_info("{table}")')]
        for row in rows_of(site, f'SELECT * FROM "{table}"'):  # noqa: S608 - our own tables
            for column, value in zip(columns, row, strict=True):
                told = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
                if any(word.casefold() in told.casefold() for word in words):
                    found.add(f"{table}.{column}")
    for path in (site.folder / "var").rglob("*"):
        is_ours = path.is_file() and "static" not in path.parts
        if is_ours and names_person(path.read_bytes(), name=NAME, email=EMAIL):
            found.add(path.name)
    return found


def confirmed(page, then):
    """Show who one is, and go on to a page."""
    page.goto(f"/konto/bekraeft/?next={then}")
    page.get_by_label("Din adgangskode").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(f"{then}$"))


def fetched(page, link):
    with page.expect_download(timeout=60_000) as saved:
        page.get_by_role("link", name=link).click()
    return saved.value


def test_an_administrator_answers_a_request_and_takes_the_person_out(as_person, demo_site):
    command = [*PYTHON, "manage.py", "shell", "--verbosity=0", "-c", TRACES]
    subprocess.run(command, cwd=ROOT, env=demo_site.environment, check=True)
    signed = "SELECT COUNT(*) FROM strategy_decision d JOIN accounts_user u ON u.id = d.made_by_id"
    [(decisions,)] = rows_of(demo_site, f"{signed} WHERE u.email = ?", EMAIL)
    figures = rows_of(demo_site, "SELECT COUNT(*) FROM measurements_measurement")
    assert decisions > 0
    before = where_it_stands(demo_site)
    assert len(before) > 12

    page = as_person("administrator")
    confirmed(page, "/personer/")
    page.get_by_label("Navn, adresse eller sted").fill("falk")
    page.get_by_role("button", name="Vis", exact=True).click()
    page.get_by_role("link", name=NAME).first.click()
    number = int(page.url.rstrip("/").rsplit("/", 1)[1])
    page.get_by_role("link", name="Det, vi har om personen").click()
    told = json.loads(fetched(page, "JSON").path().read_text(encoding="utf-8"))
    page.goto(f"/personer/{number}/udlevering/")
    assert fetched(page, "PDF").path().read_bytes().startswith(b"%PDF")
    assert told["person"]["email"] == EMAIL
    kinds = {one["kind"] for one in told["held"]}
    assert kinds >= KINDS, KINDS - kinds

    page.goto(f"/personer/{number}/udlevering/")
    page.get_by_role("link", name="Anonymisér personen").click()
    expect(page.get_by_role("main")).to_contain_text("Beslutninger, tekster og tal bliver")
    assert where_it_stands(demo_site) >= before  # it has only asked
    page.get_by_role("button", name="Anonymisér personen").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Tidligere pædagogisk leder")
    assert where_it_stands(demo_site) == set()
    [(kept,)] = rows_of(demo_site, f"{signed} WHERE u.id = ?", number)
    assert kept == decisions
    assert rows_of(demo_site, "SELECT COUNT(*) FROM measurements_measurement") == figures
    page.goto("/soeg/?q=anders+falk")
    expect(page.get_by_role("main").get_by_role("link", name="Falk")).to_have_count(0)
    page.goto(f"/konto/haendelser/?person={number}")
    expect(page.get_by_role("main")).to_contain_text("Tidligere pædagogisk leder")
