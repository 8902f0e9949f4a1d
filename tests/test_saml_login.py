"""The municipality's door by SAML, against a provider nobody here wrote: in, and known again."""

import pytest
from allauth.socialaccount.models import SocialAccount

from accounts.models import SecurityEvent, User
from institutions.models import Membership
from institutions.roles import Role, Source
from tests.openid_provider import is_in
from tests.saml_provider import for_lea, log_in, running

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(started, settings, client):
    return for_lea(started, settings, client)


def test_a_new_person_with_a_privilege_comes_in_where_it_holds(client, provider):
    response = log_in(client, provider, next="/institutioner/solsikken/")

    assert (response.status_code, response["Location"]) == (302, "/institutioner/solsikken/")
    person = User.objects.get()
    assert (person.email, person.name) == ("lea@kommune.example", "Lea Leder")
    assert not person.has_usable_password()
    membership = Membership.objects.get()
    assert membership.institution is not None
    assert membership.institution.slug == "solsikken"
    assert (membership.role, membership.source) == (Role.LEADER, Source.SIGN_IN)
    assert client.get(response["Location"]).status_code == 200
    kinds = set(SecurityEvent.objects.values_list("kind", flat=True))
    assert kinds >= {"signed_in", "door_linked", "rights_given"}
    assert SocialAccount.objects.get().provider == "kommune"
    assert is_in(client)
