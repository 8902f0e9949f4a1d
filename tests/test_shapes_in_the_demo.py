"""On pages of the demo every question for a shape finds what it finds for its reader alone."""

import sys

import pytest

from accounts.models import User
from institutions import dependencies, statements
from institutions.access import scope_of
from institutions.editions import ScopesEyes
from institutions.telling import all_told
from strategy.models import LocalGoal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

PAGES = ("/", "/kommunen/", "/klynger/fyrtaarnet/", "/institutioner/stjerneskuddet/")
PEOPLE = ("leder", "klyngeleder", "bestyrelse", "formand", "omraadechef", "konsulent", "udvalg")


@pytest.mark.parametrize("person", PEOPLE)
def test_every_question_finds_what_it_finds_for_its_reader_alone(client, monkeypatch, person):
    """Row by row, with every column: the places of nobody else, and all of one's own."""
    asked = []
    share = statements.rows_for

    def compared(build, *name, reader, keys=()):
        rows = share(build, *name, reader=reader, keys=keys)
        eyes = ScopesEyes(scope_of(reader), is_staff=getattr(reader, "is_staff", False))
        with dependencies.noted(()):
            alone = list(build(eyes, tuple(keys)))
        assert list(map(all_told, rows)) == list(map(all_told, alone)), name
        asked.append(name)
        return rows

    for module in list(sys.modules.values()):
        if module is not statements and getattr(module, "rows_for", None) is share:
            monkeypatch.setattr(module, "rows_for", compared)
    client.force_login(User.objects.get(email=f"{person}@example.com"))
    goals = LocalGoal.objects.order_by("pk").values_list("pk", flat=True)[:12]

    for page in (*PAGES, *(f"/lokale-maal/{pk}/" for pk in goals)):
        assert client.get(page).status_code in (200, 404)

    assert len({name[0] for name in asked}) > 8
