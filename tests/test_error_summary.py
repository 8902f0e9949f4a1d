"""What is to be corrected stands in the order of the page."""

import re

import pytest

from tests.factories import GoalFactory, InstitutionFactory, MembershipFactory
from tests.markup import tight

pytestmark = pytest.mark.django_db


def test_errors_are_told_in_the_order_of_the_questions(client):
    place, goal = InstitutionFactory(), GoalFactory(strategy__cluster=None)
    client.force_login(MembershipFactory(leader=True, institution=place).user)
    address = f"/lokale-maal/nyt/?maal={goal.pk}&institution={place.slug}"

    page = tight(client.post(address, {"action": "send"}).content.decode())

    told = re.findall(r'<li><a href="#id_(\w+)">', page)
    asked = re.findall(r'<(?:input|textarea)[^>]*\bid="id_(\w+)"', page)
    assert len(told) > 2
    assert told == sorted(told, key=asked.index)
