"""The municipality's door by SAML, against a provider nobody here wrote: in, and known again."""

import pytest
from allauth.socialaccount.models import SocialAccount

from accounts.models import SecurityEvent, User
from institutions.models import ClaimRule, Membership
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


def test_groups_come_from_a_login_that_tells_only_what_is_asked_for(client, started, settings):
    """As AD FS and Entra ID name them; pysaml2 tells nothing that our metadata do not ask for."""
    soap = "http://schemas.xmlsoap.org"
    mail, group = f"{soap}/ws/2005/05/identity/claims/emailaddress", f"{soap}/claims/Group"
    plain = {"assurance": "", "cvr": "", "encrypted": False, "claims": (group,)}
    for_lea(started, settings, client, **plain, email_attribute=mail)
    started.people.clear()
    started.person("siv", **{mail: "siv@kommune.example", group: ["Ledere", "Alle"]})
    ClaimRule.objects.create(claim=group, value="Ledere", role=Role.ADMINISTRATOR)

    log_in(client, started, "siv")

    assert Membership.objects.get().user.email == "siv@kommune.example"
