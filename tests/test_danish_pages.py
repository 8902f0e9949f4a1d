"""Every page of the demo, as everybody who uses it: it answers, it is sound, and it is Danish."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts.models import User
from tests.crawling import Page, walk

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

#: As these every institution, goal and local goal they reach is looked at; as others a few.
SEE_MOST = {"klyngeleder@example.com", "leder2@example.com"}
BACKEND = "django.contrib.auth.backends.ModelBackend"
PEOPLE = {
    "nobody": None,
    "administrator": "administrator@example.com",
    "area head": "omraadechef@example.com",
    "cluster leader": "klyngeleder@example.com",
    "leader": "leder@example.com",
    "leader in another cluster": "leder2@example.com",
    "leader outside clusters": "leder.troldhoej@example.com",
    "leader of a closed institution": "leder.himmelblaa@example.com",
    "board member": "bestyrelse@example.com",
    "chair": "formand@example.com",
    "staff member of the board": "medarbejder@example.com",
    "parents' council": "foraeldreraad@example.com",
    "consultant": "konsulent@example.com",
    "politician": "udvalg@example.com",
}


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """The demo in the test database, taken out again when this module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("demo_data", force=True, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sign_in():
    def sign_in(email: str | None) -> Client:
        client = Client(raise_request_exception=False)
        if email:
            client.force_login(
                User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend"
            )
        return client

    return sign_in


def faults_on(pages: list[Page]) -> list[str]:
    """Each fault once, with the first page that has it and the page that led there."""
    found: dict[str, Page] = {}
    for page in pages:
        for fault in page.faults:
            found.setdefault(fault, page)
    return [f"{page.url} (linked from {page.linked_from}) {fault}" for fault, page in found.items()]


@pytest.mark.parametrize("email", PEOPLE.values(), ids=PEOPLE)
def test_every_link_leads_to_a_sound_danish_page(email, sign_in):
    of_one_kind = 40 if email in SEE_MOST else 4
    pages = list(walk(sign_in(email), of_one_kind=of_one_kind))

    faults = faults_on(pages)
    assert not faults, "\n".join(faults)
    assert len(pages) > 1
