"""Attacks on the municipality's door by what its SAML provider says: each signed, each refused."""

import base64

import pytest

from config.saml import CORE
from tests.openid_provider import is_in, nobody_came_in, reason
from tests.saml_lies import Lie, also_tells, both, has, says, told, twice, without
from tests.saml_provider import CVR, LEADER, LOA, UNIT, UUID, for_lea, privileges, running

pytestmark = pytest.mark.django_db
PAST, FUTURE = "2020-01-01T00:00:00Z", "2039-01-01T00:00:00Z"
SHA1 = "http://www.w3.org/2000/09/xmldsig#"
PRIVILEGES = f"{CORE}/privilegesIntermediate"


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(started, settings, client):
    return for_lea(started, settings, client)


DATA = "//a:SubjectConfirmationData"
HERE = "http://testserver/konto/kommune/kommune/saml/"

SIGNED = [
    Lie("another issuer", "issuer", says("//a:Assertion/a:Issuer", "https://evil.example")),
    Lie("another issuer outside", "issuer", says("/p:Response/a:Issuer", "https://evil.example")),
    Lie("another audience", "audience", says("//a:Audience", "https://another.example")),
    Lie("several audiences", "audience", twice("//a:Audience")),
    Lie("no audience", "audience", without("//a:AudienceRestriction")),
    Lie("another recipient", "confirmation", has(DATA, "Recipient", "https://evil.example")),
    Lie("a recipient beside", "destination", has(DATA, "Recipient", f"https://evil/?{HERE}")),
    Lie("no recipient", "destination", has(DATA, "Recipient", None)),
    Lie("another destination", "destination", has("/p:Response", "Destination", "https://evil")),
    Lie("a destination below", "destination", has("/p:Response", "Destination", f"{HERE}x")),
    Lie("run out", "times", has("//a:Conditions", "NotOnOrAfter", PAST)),
    Lie("not yet valid", "times", has("//a:Conditions", "NotBefore", FUTURE)),
    Lie("confirmed too long ago", "confirmation", has(DATA, "NotOnOrAfter", PAST)),
    Lie("confirmed for ever", "times", has(DATA, "NotOnOrAfter", None)),
    Lie("a visit that has ended", "times", has("//a:AuthnStatement", "SessionNotOnOrAfter", PAST)),
    Lie("to another question", "confirmation", has(DATA, "InResponseTo", "_another")),
    Lie("to no question inside", "question", has(DATA, "InResponseTo", None)),
    Lie(
        "to no question at all",
        "question",
        both(has(DATA, "InResponseTo", None), has("/p:Response", "InResponseTo", None)),
    ),
    Lie("to no question outside", "question", has("/p:Response", "InResponseTo", None)),
    Lie(
        "not for who brings it",
        "confirmation",
        has("//a:SubjectConfirmation", "Method", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"),
    ),
    Lie("confirmed twice", "confirmation", twice("//a:SubjectConfirmation")),
    Lie("no subject", "confirmation", without("//a:Subject")),
    Lie("no conditions", "response", without("//a:Conditions")),
    Lie("nobody logged in", "response", without("//a:AuthnStatement")),
    Lie("nothing told", "response", without("//a:AttributeStatement")),
    Lie("an old version", "response", has("/p:Response", "Version", "1.1")),
    Lie("about an empty name", "response", says("//a:NameID", "")),
    Lie(
        "about a passing name",
        "no_subject",
        has("//a:NameID", "Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"),
    ),
    Lie(
        "not a success",
        "declined",
        has("//p:StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder"),
    ),
    Lie(
        "signed with SHA-1",
        "signature",
        has("//ds:SignatureMethod", "Algorithm", f"{SHA1}rsa-sha1"),
    ),
    Lie("digested with SHA-1", "signature", has("//ds:DigestMethod", "Algorithm", f"{SHA1}sha1")),
    Lie("low assurance", "assurance", person={LOA: "Low"}),
    Lie("no assurance", "assurance", person={LOA: ""}),
    Lie("assurance of another kind", "assurance", person={LOA: "3"}),
    Lie("not high enough", "assurance", settings={"assurance": "High"}),
    Lie(
        "another municipality",
        "other_municipality",
        person={f"{CORE}/professional/cvr": "11111111"},
    ),
    Lie("no municipality", "other_municipality", person={f"{CORE}/professional/cvr": ""}),
    Lie(
        "an unknown role", "no_role", person={PRIVILEGES: privileges((CVR, "urn:x", {UNIT: UUID}))}
    ),
    Lie("no role", "no_role", person={PRIVILEGES: ""}),
    Lie(
        "a role in another municipality",
        "no_role",
        person={PRIVILEGES: privileges(("11111111", LEADER, {UNIT: UUID}))},
    ),
    Lie(
        "a role in a unit that is not here",
        "no_role",
        person={PRIVILEGES: privileges((CVR, LEADER, {UNIT: UUID.replace("7", "8")}))},
    ),
    Lie("a role in no unit", "no_role", person={PRIVILEGES: privileges((CVR, LEADER, {}))}),
    Lie(
        "a role limited as we cannot",
        "no_role",
        person={PRIVILEGES: privileges((CVR, LEADER, {UNIT: UUID, "urn:kle": "28.*"}))},
    ),
    Lie("privileges that are none", "privileges", person={PRIVILEGES: "bm90IFhNTA=="}),
    Lie("privileges that are no base64", "privileges", person={PRIVILEGES: "<PrivilegeList/>"}),
    Lie(
        "privileges of another name",
        "privileges",
        person={PRIVILEGES: privileges((CVR, LEADER, {UNIT: UUID}), space="evil.example")},
    ),
    Lie("privileges without end", "privileges", person={PRIVILEGES: "A" * 200_001}),
    Lie(
        "privileges with an entity",
        "privileges",
        person={
            PRIVILEGES: base64.b64encode(
                b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
            ).decode()
        },
    ),
    Lie(
        "groups that are left out",
        "left_out",
        before=also_tells("http://schemas.microsoft.com/claims/groups.link"),
        settings={"claims": ("http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",)},
    ),
    Lie("no e-mail address", "no_address", person={f"{CORE}/email": ""}),
]


@pytest.mark.parametrize("lie", SIGNED, ids=lambda lie: lie.name)
def test_what_the_provider_signs_with_a_lie_opens_nothing(client, provider, settings, lie):
    response = told(client, provider, settings, lie)

    assert response.status_code == 403
    assert nobody_came_in(client)
    assert reason() == lie.reason


@pytest.mark.parametrize("signs_response", [False, True])
@pytest.mark.parametrize("encrypted", [False, True])
def test_without_a_lie_the_same_answer_comes_in(
    client, provider, settings, signs_response, encrypted
):
    lie = Lie("none", "", before=lambda tree: None, signs_response=signs_response)

    told(client, provider, settings, lie, encrypted=encrypted, signed_response=signs_response)

    assert is_in(client)
