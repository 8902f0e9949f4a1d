"""What a page offers of a row follows from where that is in its life: no link leads nowhere."""

import re

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from accounts.models import User
from duties.models import Remark
from hearings.models import Hearing
from leadership.models import DevelopmentPlan
from strategy.models import LocalGoal
from tests.crawling import visit
from tests.splitting import long_but

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.thorough]

PEOPLE = ["leder", "leder2", "klyngeleder", "omraadechef", "konsulent", "formand", "bestyrelse"]
#: Papers and files: what they are of is on the page already, and they take long to make.
FILES = re.compile(r"paper|_word|note$|_text$|file|export|figures$|pdf")
LIVING = (LocalGoal, Hearing, Remark, DevelopmentPlan)


def is_page(address: str) -> bool:
    try:
        return not FILES.search(resolve(address.split("?")[0]).view_name or "")
    except Resolver404:
        return address.startswith("/")


@pytest.mark.parametrize("name", long_but("leder", of=PEOPLE))
def test_no_link_of_a_row_with_a_life_leads_nowhere(name):
    person = User.objects.get(email=f"{name}@example.com")
    client = Client(raise_request_exception=False)
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    tried: dict[str, int] = {}
    nowhere = []

    for model in LIVING:
        for row in model.objects.visible_to(person):
            page = visit(client, row.get_absolute_url())
            for link in page.markup.links:
                address = link.split("#")[0]
                if address.startswith("/") and address not in tried and is_page(address):
                    tried[address] = client.get(address).status_code
                    if tried[address] not in {200, 302}:
                        nowhere.append(f"{page.url} leads to {address}: {tried[address]}")

    assert not nowhere, "\n".join(nowhere)
    assert len(tried) > 20
