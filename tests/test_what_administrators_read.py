"""Texts and people planted in the demo, and looked for by walking as each kind of administrator."""

import datetime
import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken, User
from leadership.models import FocusArea
from meetings.models import AgendaItem
from strategy.models import LocalGoal
from tests.crawling import walk
from tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.thorough]

BACKEND = "django.contrib.auth.backends.ModelBackend"
#: What is unfinished, and what a board keeps to itself.
UNFINISHED = {"kladdezebra", "planzebra"}
CONFIDENTIAL = {"lukketzebra"}
ADDRESS = "planlagt.person@example.org"
#: How many addresses of a kind are enough.
OF_ONE_KIND = 3


@pytest.fixture
def planted():
    """A draft and a plan that are found at once, a confidential item, somebody without a role."""
    draft = LocalGoal.objects.filter(status="draft", institution__isnull=False).first()
    LocalGoal.objects.filter(pk=draft.pk).update(text="Vi gynger kladdezebra hver dag")
    FocusArea.objects.update(name="Vi gynger planzebra", text="Vi gynger planzebra")
    item = AgendaItem.objects.filter(is_confidential=True).first() or AgendaItem.objects.first()
    AgendaItem.objects.filter(pk=item.pk).update(
        title="Vi gynger lukketzebra", is_confidential=True
    )
    UserFactory(name="Planlagt Person", email=ADDRESS)
    return [draft.get_absolute_url(), item.get_absolute_url(), draft.institution.get_absolute_url()]


def administrator(name: str) -> User:
    user = MembershipFactory(administrator=True).user
    user.groups.set(Group.objects.filter(name=name))
    return user


def read_by(user: User, *more: str) -> dict[str, str]:
    """All that is found by walking, by searching, and by a key to the texts: by its address."""
    client = Client()
    client.force_login(user, BACKEND)
    read = {page.url: page.html for page in walk(client, of_one_kind=OF_ONE_KIND)}
    asked = [f"{reverse('search')}?q={word}" for word in ("gynger", "Planlagt")]
    read |= {address: client.get(address).content.decode() for address in (*more, *asked)}
    key = ApiToken(
        user=user,
        name="Alt",
        scope=ApiToken.Scope.TEXTS,
        expires_at=timezone.now() + datetime.timedelta(days=1),
    ).issue()
    for kind in ("institutions", "clusters"):
        by_key = {"headers": {"authorization": f"Bearer {key}"}}
        for row in client.get(f"/api/v1/{kind}", **by_key).json():
            address = f"/api/v1/{kind}/{row['slug']}/local_goals"
            told = client.get(address, **by_key).json()
            read[address] = json.dumps(told, ensure_ascii=False)
    return read


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        pytest.param(
            "Administrator", {*UNFINISHED, *CONFIDENTIAL, ADDRESS}, marks=pytest.mark.long
        ),
        pytest.param("Dataadministrator", UNFINISHED | CONFIDENTIAL, marks=pytest.mark.long),
        ("Brugeradministrator", {ADDRESS}),
    ],
)
def test_an_administrator_reads_what_their_group_is_for(planted, name, reads):
    read = read_by(administrator(name), *planted)

    words = (*UNFINISHED, *CONFIDENTIAL, ADDRESS)
    found = {word: [url for url, html in read.items() if word in html] for word in words}
    assert {word for word in words if found[word]} == reads, found
