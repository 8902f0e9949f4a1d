"""Logging out by SAML: there because of us, here because of them, and by what only claims so."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.openid_provider import is_in
from tests.saml_keys import FOREIGN, THEIRS
from tests.saml_provider import for_lea, log_in, running, saml2

pytestmark = pytest.mark.django_db
END = "/konto/kommune/kommune/saml/afmeld/"


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(started, settings, client):
    return for_lea(started, settings, client)


def asked(
    provider,
    *,
    subject="lea",
    change=None,
    keys=THEIRS,
    algorithm=saml2.xmldsig.SIG_RSA_SHA256,
    sids=None,
):
    """Where the provider sends the browser, so that we log somebody out."""
    here = f"http://testserver{END}"
    name = saml2.saml.NameID(format=saml2.saml.NAMEID_FORMAT_PERSISTENT, text=subject)
    _number, request = provider.server.create_logout_request(
        here,
        "http://testserver/konto/kommune/kommune/metadata/",
        name_id=name,
        session_indexes=sids,
    )
    if change is not None:
        change(request)
    backend = (
        saml2.sigver.RSACrypto(saml2.sigver.import_rsa_key_from_file(str(keys.key_file)))
        if keys
        else None
    )
    sent = saml2.pack.http_redirect_message(
        str(request),
        here,
        "theirs",
        "SAMLRequest",
        sigalg=algorithm,
        sign=bool(keys),
        backend=backend,
    )
    return dict(sent["headers"])["Location"].removeprefix("http://testserver")


def test_logging_out_here_leads_to_logging_out_there(client, provider):
    log_in(client, provider)

    page = client.post("/konto/log-ud/").content.decode()

    assert not is_in(client)
    there = page.partition('http-equiv="refresh" content="0; url=')[2].partition('"')[0]
    there = there.replace("&amp;", "&")
    assert there.startswith(f"{provider.base}/slo?")
    told = {name: one[0] for name, one in parse_qs(urlsplit(there).query).items()}
    request = provider.server.parse_logout_request(
        told["SAMLRequest"],
        saml2.BINDING_HTTP_REDIRECT,
        relay_state=told["RelayState"],
        sigalg=told["SigAlg"],
        signature=told["Signature"],
    ).message
    assert request.name_id.text == "lea"
    assert len(request.session_index) == 1
    back = client.get(END, {"SAMLResponse": "whatever"})
    assert (back.status_code, back["Location"]) == (302, "/konto/log-ind/")


def test_the_provider_ends_the_visits_of_a_person_and_no_others(client, provider):
    provider.person("una")
    hers, unas = Client(), Client()
    log_in(hers, provider)
    log_in(unas, provider, "una")

    answer = client.get(asked(provider))

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{provider.base}/slo?SAMLResponse=")
    assert "RelayState=theirs" in answer["Location"]
    assert "Signature=" in answer["Location"]
    assert hers.get("/").status_code == 302
    assert unas.get("/").status_code == 200


def test_another_session_there_goes_on(client, provider):
    log_in(client, provider)

    assert Client().get(asked(provider, sids=["another"])).status_code == 302
    assert client.get("/").status_code == 200


def says(**attributes):
    def change(request):
        for name, value in attributes.items():
            setattr(request, name, value)

    return change


def of_another(request):
    request.issuer.text = "https://evil.example"


def of_nobody(request):
    request.issuer = None


FORGED = {
    "unsigned": lambda provider: asked(provider, keys=None),
    "a foreign key": lambda provider: asked(provider, keys=FOREIGN),
    "SHA-1": lambda provider: asked(provider, algorithm=saml2.xmldsig.SIG_RSA_SHA1),
    "another issuer": lambda provider: asked(provider, change=of_another),
    "no issuer": lambda provider: asked(provider, change=of_nobody),
    "long ago": lambda provider: asked(provider, change=says(issue_instant="2020-01-01T00:00:00Z")),
    "to come": lambda provider: asked(provider, change=says(issue_instant="2039-01-01T00:00:00Z")),
    "run out": lambda provider: asked(
        provider, change=says(not_on_or_after="2020-01-01T00:00:00Z")
    ),
    "elsewhere": lambda provider: asked(provider, change=says(destination="https://evil.example")),
    "no signature": lambda provider: asked(provider).partition("&Signature=")[0],
    "no algorithm": lambda provider: asked(provider).replace("SigAlg=", "Other="),
    "another request under the signature": lambda provider: asked(provider).replace(
        "SAMLRequest=", "SAMLRequest=A"
    ),
    "a second request under another spelling": lambda provider: (
        asked(provider, subject="una")
        + "&%53AMLRequest="
        + asked(provider).partition("SAMLRequest=")[2].partition("&")[0]
    ),
    "nothing": lambda provider: END,
    "no XML": lambda provider: f"{END}?SAMLRequest=bGVh&SigAlg=x&Signature=eA==",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_what_only_claims_to_be_the_provider_ends_nothing(client, provider, forged):
    log_in(client, provider)

    assert Client().get(forged(provider)).status_code == 400
    assert client.get("/").status_code == 200


def test_a_request_is_worth_something_once(client, provider):
    there = asked(provider)
    assert Client().get(there).status_code == 302
    log_in(client, provider)

    assert Client().get(there).status_code == 400
    assert client.get("/").status_code == 200


def test_an_answer_to_logging_in_logs_nobody_out(client, provider):
    log_in(client, provider)

    assert Client().post(END, {"SAMLResponse": "x"}).status_code == 405
    assert client.get("/").status_code == 200
