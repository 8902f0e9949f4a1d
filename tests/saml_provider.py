"""A SAML provider that nobody here wrote (pysaml2), and a browser that goes to and fro.

What the provider says can be altered: before it is signed, so lies a provider that is not what it
should be; and after, so lies somebody who has come between.
"""

import base64
import threading
import warnings
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape, quoteattr

import werkzeug.serving
from django.core.cache import cache
from django.urls import reverse
from lxml import etree
from werkzeug.wrappers import Request, Response

from config.saml import CORE, SamlProvider
from institutions.models import ClaimRule, Identifier
from institutions.roles import Role
from tests.factories import InstitutionFactory
from tests.saml_keys import NS, OURS, THEIRS, encrypt, sign

with warnings.catch_warnings(record=True):
    warnings.simplefilter("ignore")
    import saml2.pack
    import saml2.sigver
    import saml2.xmldsig
    from saml2 import BINDING_HTTP_REDIRECT
    from saml2.config import IdPConfig
    from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
    from saml2.server import Server

CVR = "29189846"
LOA = "https://data.gov.dk/concept/core/nsis/loa"
UNIT = "http://sts.kombit.dk/constraints/orgenhed/1"
LEADER = "http://ledestjernen.example/roles/usersystemrole/leder/1"
UUID = "7f2c0f0e-9d5b-4d8f-8a3e-1f0f5c3f9a77"
#: A response → what is sent in its place, or nothing where it was changed itself.
Alter = Callable[[Any], Any]


class Wheel(saml2.sigver.CryptoBackend):
    """pysaml2's signatures by the library of the wheel `xmlsec`, where it would call a program."""

    version = "1.3.0"

    def sign_statement(self, statement, node_name, key_file, node_id):
        told = statement if isinstance(statement, bytes) else str(statement).encode()
        tree = etree.fromstring(told)
        sign(tree, node_id, Path(key_file).read_text())
        return etree.tostring(tree).decode()


def privileges(*groups: tuple[str, str, dict[str, str]], space: str = "digst.dk") -> str:
    """A list of the Basic Privilege Profile: municipality, privilege, limits."""
    told = "".join(
        f'<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:{cvr}">'
        + "".join(
            f"<Constraint Name={quoteattr(name)}>{escape(value)}</Constraint>"
            for name, value in limits.items()
        )
        + f"<Privilege>{escape(privilege)}</Privilege></PrivilegeGroup>"
        for cvr, privilege, limits in groups
    )
    space = f"http://{space}/oiosaml/basic_privilege_profile"
    whole = f'<bpp:PrivilegeList xmlns:bpp="{space}">{told}</bpp:PrivilegeList>'
    return base64.b64encode(whole.encode()).decode()


class Provider:
    """A running provider: who its people are, and what becomes of what it says."""

    def __init__(self, base: str) -> None:
        self.base, self.issuer = base, f"{base}/metadata"
        self.keys = THEIRS
        self.reset()

    def reset(self) -> None:
        self.people: dict[str, dict[str, Any]] = {}
        self.before: Alter | None = None
        self.after: Alter | None = None
        self.text: Callable[[bytes], bytes] | None = None
        self.signs_response, self.encrypts, self.at = False, True, ""
        self.asked: list[Any] = []

    def as_settings(self, key: str = "kommune", **others: Any) -> SamlProvider:
        told = {
            "key": key,
            "issuer": self.issuer,
            "metadata": self.issuer,
            "private_key": OURS.private,
            "certificate": OURS.certificate,
            "cvr": CVR,
            "name": "Log ind med Fælleskommunal Adgangsstyring",
        }
        return SamlProvider(**told | others)

    def meet(self, metadata: str) -> None:
        """It is told who we are, as an operator would: by our metadata."""
        idp = {
            "endpoints": {
                "single_sign_on_service": [(f"{self.base}/sso", BINDING_HTTP_REDIRECT)],
                "single_logout_service": [(f"{self.base}/slo", BINDING_HTTP_REDIRECT)],
            },
            "want_authn_requests_signed": True,
            "policy": {"default": {"lifetime": {"minutes": 5}, "name_form": NAME_FORMAT_URI}},
        }
        config = IdPConfig().load(
            {
                "entityid": self.issuer,
                "service": {"idp": idp},
                "metadata": {"inline": [metadata]},
                "key_file": str(self.keys.key_file),
                "cert_file": str(self.keys.certificate_file),
                "crypto_backend": "XMLSecurity",
            }
        )
        self.server = Server(config=config)
        key = saml2.sigver.import_rsa_key_from_file(str(self.keys.key_file))
        self.server.sec.crypto = Wheel()
        self.server.sec.sec_backend = saml2.sigver.RSACrypto(key)

    def person(self, subject: str, **attributes: Any) -> None:
        told = {
            f"{CORE}/email": f"{subject}@kommune.example",
            f"{CORE}/fullName": "Lea Leder",
            f"{CORE}/professional/cvr": CVR,
            LOA: "Substantial",
            f"{CORE}/privilegesIntermediate": privileges((CVR, LEADER, {UNIT: UUID})),
        }
        told |= {name.replace("__", "/"): value for name, value in attributes.items()}
        self.people[subject] = told

    def metadata(self) -> str:
        certificate = "".join(self.keys.certificate.split("-----")[2].split())
        return (
            '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"'
            f' entityID="{self.issuer}"><md:IDPSSODescriptor WantAuthnRequestsSigned="true"'
            f' protocolSupportEnumeration="{NS["p"]}"><md:KeyDescriptor use="signing">'
            f'<ds:KeyInfo xmlns:ds="{NS["ds"]}"><ds:X509Data><ds:X509Certificate>{certificate}'
            "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
            f'<md:SingleLogoutService Binding="{BINDING_HTTP_REDIRECT}"'
            f' Location="{self.base}/slo"/>'
            f'<md:SingleSignOnService Binding="{BINDING_HTTP_REDIRECT}"'
            f' Location="{self.base}/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>'
        )

    def answer(self, there: str, subject: str) -> tuple[str, str]:
        """Whoever is sent there says who they are: where the answer goes, and what it is."""
        told = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
        asked = self.server.parse_authn_request(
            told["SAMLRequest"],
            BINDING_HTTP_REDIRECT,
            relay_state=told.get("RelayState"),
            sigalg=told["SigAlg"],
            signature=told["Signature"],
        ).message
        self.asked.append(asked)
        response = self.server.create_authn_response(
            identity=self.people[subject],
            in_response_to=asked.id,
            destination=asked.assertion_consumer_service_url,
            sp_entity_id=asked.issuer.text,
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=subject),
            authn={"class_ref": f"{LOA}/Substantial"},
            session_not_on_or_after=None,
            sign_assertion=True,
            sign_response=self.signs_response,
            sign_alg=saml2.xmldsig.SIG_RSA_SHA256,
            digest_alg=saml2.xmldsig.DIGEST_SHA256,
        )
        sent = base64.b64encode(self._altered(str(response).encode())).decode()
        return asked.assertion_consumer_service_url, sent

    def _altered(self, told: bytes) -> bytes:
        tree = etree.fromstring(told)
        if self.before is not None:
            self.before(tree)
            for one in tree.xpath("//a:Assertion[ds:Signature]", namespaces=NS):
                sign(tree, one.get("ID"), self.keys.private)
        if self.after is not None:
            self.after(tree)
        if self.encrypts:
            encrypt(tree, OURS.certificate)
        if self.signs_response and (self.encrypts or self.before):
            sign(tree, tree.get("ID"), self.keys.private)
        sent = etree.tostring(tree)
        return sent if self.text is None else self.text(sent)

    def app(self, environ: Any, start_response: Any) -> Any:
        """What it answers a browser."""
        request = Request(environ)
        if request.path == "/metadata":
            response = Response(self.metadata(), mimetype="application/samlmetadata+xml")
        elif request.path == "/sso":
            there, sent = self.answer(request.url, next(iter(self.people)))
            response = Response(
                f'<title>Provider</title><form method="post" action="{there}">'
                f'<input type="hidden" name="SAMLResponse" value="{sent}">'
                "<button>Continue</button></form>",
                mimetype="text/html",
            )
        else:
            response = Response("Logged out", mimetype="text/plain")
        return response(environ, start_response)


@contextmanager
def running(host: str = "localhost"):
    """A provider on a port of its own, until it is no longer needed."""
    provider = Provider("")
    server = werkzeug.serving.make_server(host, 0, lambda *told: provider.app(*told))
    provider.base = f"http://{host}:{server.server_port}"
    provider.issuer = f"{provider.base}/metadata"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def for_lea(provider: Provider, settings: Any, client: Any, **others: Any) -> Provider:
    """The two know each other; it knows Lea, and her privilege makes her a leader of one unit."""
    provider.reset()
    cache.clear()
    settings.SAML_PROVIDERS = {"kommune": provider.as_settings(**others)}
    provider.meet(client.get(reverse("saml_metadata", args=["kommune"])).content.decode())
    solsikken = InstitutionFactory(name="Solsikken", slug="solsikken")
    Identifier.objects.create(institution=solsikken, kind=Identifier.Kind.LOCAL, value=UUID)
    ClaimRule.objects.create(claim="privilege", value=LEADER, role=Role.LEADER, place_claim="unit")
    provider.person("lea")
    return provider


def begin(client: Any, *, key: str = "kommune", **query: str) -> str:
    """The browser presses the button: where it is sent."""
    response = client.get(reverse("openid_begin", args=[key]), query)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def bring(client: Any, there: str, sent: str, **others: str) -> Any:
    """The provider's page sends the answer, without our cookies; then the browser comes for it."""
    kept = client.cookies.pop("sessionid", None)
    response = client.post(urlsplit(there).path, {"SAMLResponse": sent} | others)
    if kept is not None:
        client.cookies["sessionid"] = kept.value
    if response.status_code == 302:
        return client.get(response["Location"])
    return response


def log_in(client: Any, provider: Provider, subject: str = "lea", **query: str) -> Any:
    """There and back again."""
    return bring(client, *provider.answer(begin(client, **query), subject))
