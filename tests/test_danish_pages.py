"""Every page of the demo, as everybody who uses it: it answers, it is sound, and it is Danish."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from measurements.models import ScaleStep
from strategy.models import LocalGoal
from tests.crawling import Markup, Page, visit, walk
from tests.english import english_on
from tests.nu_checker import nu_faults_in
from tests.splitting import long_but

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demo"),
]

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


@pytest.mark.parametrize("person", long_but("nobody", of=PEOPLE))
def test_every_link_leads_to_a_sound_danish_page(person, sign_in):
    email = PEOPLE[person]
    of_one_kind = 40 if email in SEE_MOST else 4
    pages = list(walk(sign_in(email), of_one_kind=of_one_kind))

    faults = faults_on(pages)
    assert not faults, "\n".join(faults)
    assert len(pages) > 1


@pytest.mark.thorough
@pytest.mark.parametrize("person", long_but("leader", "cluster leader", of=PEOPLE))
def test_a_link_of_each_kind_leads_to_a_sound_danish_page(person, sign_in, tmp_path):
    pages = list(walk(sign_in(PEOPLE[person]), of_one_kind=1))

    faults = faults_on(pages) + nu_faults_in(pages, tmp_path)
    assert not faults, "\n".join(faults)
    assert len(pages) > (30 if person in {"leader", "cluster leader"} else 1)


def test_the_administration_begins_with_a_link_to_every_kind_of_row(sign_in):
    addresses = visit(sign_in(PEOPLE["administrator"]), "/admin/").markup.links

    for model in set(admin.site._registry) - {ScaleStep}:  # offered where a step is chosen, only
        kind = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert reverse(kind) in addresses


# --- When something is wrong --------------------------------------------------------------------


def judge(response) -> list[str]:
    html = response.content.decode()
    return [*Markup.of(html).faults, *english_on(html)]


def test_what_is_not_there_or_not_allowed_is_said_in_danish(sign_in):
    leader = sign_in(PEOPLE["leader"])
    sent = LocalGoal.objects.filter(status="sent", institution__slug="laerkereden").first()

    missing = leader.get("/klynger/findes-ikke/")
    forbidden = leader.get(f"/lokale-maal/{sent.pk}/beslutning/adopted/")
    wrong_host = leader.get("/", headers={"host": "somewhere.example.com"})

    assert [missing.status_code, forbidden.status_code, wrong_host.status_code] == [404, 403, 400]
    assert judge(missing) + judge(forbidden) + judge(wrong_host) == []


def test_an_error_of_ours_is_said_in_danish(sign_in, monkeypatch):
    monkeypatch.setattr("dashboards.views.pages.render", None)

    broken = sign_in(PEOPLE["leader"]).get("/kommunen/")

    assert broken.status_code == 500
    assert judge(broken) == []


def test_a_form_without_its_secret_and_a_locked_door_are_said_in_danish(settings):
    settings.AXES_FAILURE_LIMIT = 2
    client = Client(enforce_csrf_checks=True)
    answers = {"username": "leder@example.com", "password": "not the password"}
    without_secret = client.post("/konto/log-ind/", answers)

    stranger = Client()
    for _attempt in range(3):
        locked = stranger.post("/konto/log-ind/", answers)

    assert without_secret.status_code == 403
    assert locked.status_code == 429
    assert judge(without_secret) + judge(locked) == []
