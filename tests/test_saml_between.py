"""Attacks by whoever comes between a SAML provider and us: wrapped, forged, unsigned, too much."""

import copy

import pytest
from lxml import etree

from accounts.models import User
from config.saml import CORE
from tests.openid_provider import is_in, nobody_came_in, reason
from tests.saml_keys import FOREIGN, NS, OURS, THEIRS, sign
from tests.saml_lies import Lie, find, has, says, told, twice, without
from tests.saml_provider import for_lea, log_in, running

pytestmark = pytest.mark.django_db
SHA1 = "http://www.w3.org/2000/09/xmldsig#"


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(started, settings, client):
    return for_lea(started, settings, client)


def evil(tree, number: str = "_evil"):
    """A copy of the assertion, without its signature, about somebody else."""
    (assertion,) = find(tree, "//a:Assertion")
    made = copy.deepcopy(assertion)
    made.set("ID", number)
    for signature in made.findall("ds:Signature", NS):
        made.remove(signature)
    made.find(".//a:NameID", NS).text = "chief"
    return assertion, made


def wraps_response(inside: bool):
    """XSW 1 and 2: another response around the signed one, with its signature or beside it."""

    def change(tree):
        original = copy.deepcopy(tree)
        signature = original.find("ds:Signature", NS)
        original.remove(signature)
        tree.set("ID", "_evil")
        find(tree, "//a:NameID")[0].text = "chief"
        mine = tree.find("ds:Signature", NS)
        if inside:
            mine.append(original)
        else:
            mine.addprevious(original)

    return change


def goes_first(tree):  # XSW 3
    assertion, made = evil(tree)
    assertion.addprevious(made)


def goes_around(tree):  # XSW 4
    assertion, made = evil(tree)
    assertion.addprevious(made)
    made.append(assertion)


def takes_the_signature(tree):  # XSW 5
    assertion, made = evil(tree)
    signature = assertion.find("ds:Signature", NS)
    assertion.addprevious(made)
    made.insert(1, signature)


def hides_in_the_signature(tree):  # XSW 6
    assertion, made = evil(tree)
    signature = assertion.find("ds:Signature", NS)
    assertion.addprevious(made)
    made.insert(1, signature)
    signature.append(assertion)


def goes_into_extensions(tree):  # XSW 7
    _assertion, made = evil(tree)
    extensions = etree.Element(f"{{{NS['p']}}}Extensions")
    tree.find("a:Issuer", NS).addnext(extensions)
    extensions.append(made)


def hides_in_an_object(tree):  # XSW 8
    assertion, made = evil(tree)
    signature = assertion.find("ds:Signature", NS)
    assertion.addprevious(made)
    made.insert(1, signature)
    etree.SubElement(signature, f"{{{NS['ds']}}}Object").append(assertion)


def has_the_same_number(tree):
    assertion, made = evil(tree, find(tree, "//a:Assertion")[0].get("ID"))
    hidden = etree.Element(f"{{{NS['p']}}}Extensions")
    tree.find("a:Issuer", NS).addnext(hidden)
    signature = copy.deepcopy(assertion.find("ds:Signature", NS))
    assertion.addprevious(made)
    made.insert(1, signature)
    hidden.append(assertion)


def has_a_number_twice(tree):
    """The schema would let it pass: what is signed is one, and its number is had by another too."""
    (assertion,) = find(tree, "//a:Assertion")
    hidden = etree.Element(f"{{{NS['p']}}}Extensions")
    tree.find("a:Issuer", NS).addnext(hidden)
    etree.SubElement(hidden, "{urn:x}other", ID=assertion.get("ID"))


def signs_with(key: str, **changed: str):
    def change(tree):
        for path, algorithm in changed.items():
            for one in find(tree, f"//ds:{path}"):
                one.set("Algorithm", algorithm)
        (assertion,) = find(tree, "//a:Assertion")
        says("//a:NameID", "chief")(tree)
        sign(tree, assertion.get("ID"), key)

    return change


def brings_its_certificate(tree):
    signs_with(FOREIGN.private)(tree)
    says("//ds:X509Certificate", FOREIGN.certificate.split("-----")[2])(tree)


def only_around(tree):
    """The response is signed, and the assertion is not."""
    without("//a:Assertion/ds:Signature")(tree)
    sign(tree, tree.get("ID"), THEIRS.private)


def expands(sent: bytes) -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ["ab", "bc", "cd", "de", "ef"]
    )
    return (bomb + "]>").encode() + sent.replace(b">lea<", b">&f;<")


PLAIN = {"encrypted": False}
BETWEEN = [
    Lie("XSW 1", "response", after=wraps_response(True), signs_response=True),
    Lie("XSW 2", "response", after=wraps_response(False), signs_response=True),
    Lie("XSW 3", "response", after=goes_first),
    Lie("XSW 4", "response", after=goes_around),
    Lie("XSW 5", "response", after=takes_the_signature),
    Lie("XSW 6", "response", after=hides_in_the_signature),
    Lie("XSW 7", "response", after=goes_into_extensions),
    Lie("XSW 8", "response", after=hides_in_an_object),
    Lie("XSW by the same number", "response", after=has_the_same_number),
    Lie("a number twice", "signature", after=has_a_number_twice),
    Lie("two that are signed", "response", after=twice("//a:Assertion")),
    Lie("another name under the signature", "signature", after=says("//a:NameID", "chief")),
    Lie("another privilege under it", "signature", after=says("//a:AttributeValue", "x")),
    Lie("no signature", "signature", after=without("//ds:Signature")),
    Lie("the response alone is signed", "signature", after=only_around, signs_response=True),
    Lie(
        "the response is not signed, where it must be",
        "signature",
        settings={"signed_response": True},
    ),
    Lie("an empty signature", "signature", after=says("//ds:SignatureValue", "")),
    Lie("a signature of nothing", "response", after=without("//ds:Reference")),
    Lie("no algorithm", "signature", after=has("//ds:SignatureMethod", "Algorithm", "none")),
    Lie("a foreign key", "signature", after=signs_with(FOREIGN.private)),
    Lie("our own key", "signature", after=signs_with(OURS.private)),
    Lie("a foreign key with its certificate", "signature", after=brings_its_certificate),
    Lie(
        "a secret that everybody has",
        "signature",
        after=has("//ds:SignatureMethod", "Algorithm", f"{SHA1}hmac-sha1"),
    ),
    Lie("no assertion", "response", after=without("//a:Assertion")),
    Lie("entities that grow", "response", text=expands),
    Lie(
        "a document type",
        "response",
        text=lambda sent: b'<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">' + sent,
    ),
    Lie("no XML", "response", text=lambda sent: b"lea"),
    Lie("nothing", "no_response", text=lambda sent: b""),
    Lie("cut off", "response", text=lambda sent: sent[:-20]),
    Lie("far too long", "no_response", text=lambda sent: sent + b" " * 1_000_000),
    Lie("far too deep", "response", text=lambda sent: b"<a>" * 5000 + b"</a>" * 5000),
]
#: What who is between can do to what is encrypted: encrypt something else.
ENCRYPTED = [
    Lie("encrypted, and not signed", "signature", after=without("//ds:Signature")),
    Lie("encrypted, and another name", "signature", after=says("//a:NameID", "chief")),
    Lie("encrypted, and a foreign key", "signature", after=signs_with(FOREIGN.private)),
    Lie("encrypted, a number twice", "signature", after=has_a_number_twice),
]


@pytest.mark.parametrize("lie", BETWEEN, ids=lambda lie: lie.name)
def test_what_is_altered_on_its_way_opens_nothing(client, provider, settings, lie):
    response = told(client, provider, settings, lie, encrypted=False)

    assert response.status_code == 403
    assert nobody_came_in(client)
    assert reason() == lie.reason


@pytest.mark.parametrize("lie", ENCRYPTED, ids=lambda lie: lie.name)
def test_nor_does_what_is_encrypted_anew(client, provider, settings, lie):
    response = told(client, provider, settings, lie)

    assert response.status_code == 403
    assert nobody_came_in(client)
    assert reason() == lie.reason


def test_what_should_be_encrypted_and_is_not_opens_nothing(client, provider):
    provider.encrypts = False

    assert log_in(client, provider).status_code == 403
    assert nobody_came_in(client)
    assert reason() == "encryption"


def test_a_comment_in_a_name_makes_nobody_else_of_it(client, provider, settings):
    """The signature holds with it; what is read is the whole name, and not what stands before."""
    provider.person("lea.evil", **{f"{CORE}/email": "lea@kommune.example.evil.example"})
    provider.people.pop("lea")
    cut = {b"lea.evil": b"lea<!-- -->.evil", b"example.evil": b"example<!-- -->.evil"}

    def text(sent):
        for whole, parts in cut.items():
            assert whole in sent
            sent = sent.replace(whole, parts)
        return sent

    settings.SAML_PROVIDERS = {"kommune": provider.as_settings(encrypted=False)}
    provider.encrypts, provider.text = False, text

    log_in(client, provider, "lea.evil")

    assert is_in(client)
    assert User.objects.get().email == "lea@kommune.example.evil.example"
