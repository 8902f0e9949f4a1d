"""What is asked of a SAML provider and what it answers: believed only where all of it is right.

Signatures, encryption and schemas are python3-saml's and xmlsec's work. Beside it stand the checks
that python3-saml leaves out where a message does not mention what it should say.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from onelogin.saml2.auth import OneLogin_Saml2_Auth as Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.response import OneLogin_Saml2_Response as Response
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

from accounts.entrance.claims import LONGEST, TOGETHER, Claims, leaves_out
from accounts.entrance.refusing import SignInRefused
from accounts.entrance.saml.description import base_of, described, toolkit
from accounts.entrance.saml.privileges import privileges
from config.privacy import without_cpr
from config.saml import LEVELS, SamlProvider

#: Longest message that is read, as it is sent.
LONGEST_MESSAGE = 1_000_000
TRANSIENT = Constants.NAMEID_TRANSIENT


class WholeResponse(Response):  # type: ignore[misc]  # python3-saml has no types
    """A response that leaves nothing out: audience, recipient, times and question are there."""

    def is_valid(
        self, request_data: dict[str, Any], request_id: Any = None, raise_exceptions: bool = False
    ) -> bool:
        if not super().is_valid(request_data, request_id, raise_exceptions):
            return False
        amiss = self._amiss(Utils.get_self_url_no_query(request_data))
        if amiss:
            self._error = amiss
        return not amiss

    def _amiss(self, here: str) -> str:
        """What is lacking or doubtful in what has been signed; empty where nothing is."""
        numbers = [one.get("ID") for one in Xml.query(self._tree, "//*[@ID]")]
        if len(numbers) != len(set(numbers)):
            return "one ID twice"
        if self.get_audiences() != [self._settings.get_sp_data()["entityId"]]:
            return "another audience"
        if len(self.get_issuers()) != 1:
            return "another issuer"
        confirmed = self._query_assertion("/saml:Subject/saml:SubjectConfirmation")
        if len(confirmed) != 1 or confirmed[0].get("Method") != Constants.CM_BEARER:
            return "not for the bearer"
        told = confirmed[0].find("saml:SubjectConfirmationData", namespaces=Constants.NSMAP)
        if told.get("Recipient") != here:
            return "another recipient"
        if not told.get("NotOnOrAfter"):
            return "no end"
        if not told.get("InResponseTo") or told.get("InResponseTo") != self.get_in_response_to():
            return "no question"
        if self.document.get("Destination", here) != here:
            return "another destination"
        return ""

    @property
    def _tree(self) -> Any:
        return self.decrypted_document if self.encrypted else self.document


class CheckedAuth(Auth):  # type: ignore[misc]  # python3-saml has no types
    response_class = WholeResponse


@dataclass(frozen=True, slots=True)
class Told:
    """Who somebody is, and which question that answers. visit: what logging out there needs."""

    claims: Claims
    question: str
    visit: dict[str, Any]


def question(provider: SamlProvider, request: HttpRequest, *, anew: bool) -> tuple[str, str]:
    """Where to ask who somebody is, signed, and the question's number.

    anew: they are to show it once more, also where the provider knows them.
    """
    auth = checked_auth(provider, request)
    there = auth.login(return_to=provider.key, force_authn=anew)  # never empty: it is signed
    return there, auth.get_last_request_id()


def answered(provider: SamlProvider, request: HttpRequest) -> Told:
    """What the provider tells of somebody. Keys that are not known are looked for at once."""
    told = request.POST.get("SAMLResponse", "")
    if not told or len(told) > LONGEST_MESSAGE:
        raise SignInRefused("no_response")
    auth = _processed(provider, request)
    if not auth.is_authenticated() and has_unknown_key(auth):
        auth = _processed(provider, request, anew=True)
    if not auth.is_authenticated():
        raise SignInRefused(_reason(auth), str(auth.get_last_error_reason()))
    return Told(
        _claims(provider, auth), auth.get_last_response_in_response_to(), _visit(provider, auth)
    )


def _processed(provider: SamlProvider, request: HttpRequest, *, anew: bool = False) -> Any:
    auth = checked_auth(provider, request, anew=anew)
    try:
        auth.process_response()
    except Exception as error:  # XML, base64, decryption: each has faults of its own
        raise SignInRefused("response", str(error)) from error
    return auth


def checked_auth(
    provider: SamlProvider, request: HttpRequest, *, anew: bool = False, message: bool = False
) -> Any:
    base = base_of(request)
    found = described(provider, anew=anew)
    data = {
        "https": "on" if request.is_secure() else "off",
        "http_host": request.get_host(),
        "script_name": "",
        "path_info": request.path,
        "get_data": request.GET.dict(),
        "post_data": request.POST.dict(),
        "query_string": request.META.get("QUERY_STRING", ""),
        "validate_signature_from_qs": True,
    }
    Constants.ALLOWED_CLOCK_DRIFT = settings.OIDC_CLOCK_SKEW_SECONDS
    return CheckedAuth(data, toolkit(provider, base, found, message=message))


#: Of what python3-saml says is amiss, the word for the security log; the first that fits.
WORDS = {
    "status code": "declined",
    "one id twice": "signature",
    "sign": "signature",
    "algorithm": "signature",
    "encrypt": "encryption",
    "audience": "audience",
    "issuer": "issuer",
    "question": "question",
    "subjectconfirmation": "confirmation",
    "bearer": "confirmation",
    "recipient": "destination",
    "received at": "destination",
    "destination": "destination",
    "timestamp": "times",
    "expired": "times",
    "no end": "times",
}


def _reason(auth: Any) -> str:
    told = str(auth.get_last_error_reason() or "").lower()
    return next((word for part, word in WORDS.items() if part in told), "response")


def has_unknown_key(auth: Any) -> bool:
    """Whether a key that is not known may have signed: one that is new, perhaps."""
    return "Signature validation failed" in str(auth.get_last_error_reason())


def _claims(provider: SamlProvider, auth: Any) -> Claims:
    """Whom the provider knows as whom, from where, how surely, and what rules give roles by."""
    told = {
        name: [one for one in values if isinstance(one, str)]
        for name, values in auth.get_attributes().items()
    }

    def first(name: str) -> str:
        return next(iter(told.get(name, [])), "").strip()

    is_passing = auth.get_nameid_format() == TRANSIENT
    named = "" if is_passing else (auth.get_nameid() or "")
    subject = first(provider.subject_attribute) if provider.subject_attribute else named
    if not subject.strip():
        raise SignInRefused("no_subject", f"the name is {auth.get_nameid_format()}")
    cvr, level = first(provider.cvr_attribute), first(provider.assurance_attribute)
    if provider.cvr and cvr != provider.cvr:
        raise SignInRefused("other_municipality", f"cvr: {cvr or 'not told'}")
    if not _is_sure_enough(level, provider.assurance):
        raise SignInRefused("assurance", f"assurance: {level or 'not told'}")
    if leaves_out(provider, told):
        raise SignInRefused("left_out")
    lists = told.get(provider.privileges_attribute, [])
    return {name: told[name] for name in provider.claims if name in told} | {
        "iss": provider.issuer,
        "sub": subject,
        "email": first(provider.email_attribute),
        "name": first(provider.name_attribute),
        provider.email_verified_claim: first(provider.email_verified_claim),
        TOGETHER: [one for each in lists for one in privileges(provider, each)],
    }


def _is_sure_enough(told: str, wanted: str) -> bool:
    """Whether a level of assurance, also told as an address that ends with it, is high enough."""
    level = told.rpartition("/")[2]
    return not wanted or (level in LEVELS and LEVELS.index(level) >= LEVELS.index(wanted))


def _visit(provider: SamlProvider, auth: Any) -> dict[str, Any]:
    """What logging out needs, for the session; no name that holds a civil registration number."""
    name = auth.get_nameid() or ""
    return {
        "provider": provider.key,
        "sid": str(auth.get_session_index() or "")[:LONGEST],
        "name_id": name if without_cpr(name) == name else "",
        "name_id_format": auth.get_nameid_format() or "",
        "name_qualifiers": [auth.get_nameid_nq(), auth.get_nameid_spnq()],
    }
