"""What every answer carries, whatever it answers: pages, redirects, errors, static files."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import UserFactory

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
}


def addresses(patterns=None, prefix: str = "/") -> list[str]:
    """Every address of the site, with something that is not there in place of its arguments."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and "(?P" not in route:
            found.append(_filled_in(route))
    return found


def _filled_in(route: str) -> str:
    parts = []
    for part in route.split("/"):
        is_number = part.startswith("<int:")
        parts.append(part if "<" not in part else "999999" if is_number else "intet")
    return "/".join(parts)


STATIC = "/static/css/site.css"
#: What our own pages alone may ask of the browser.
PASSKEYS = {f"publickey-credentials-{what}=(self)" for what in ("create", "get")}
WRONG = ["/there-is-no-such-page/", "/static/there-is-no-such-file.css"]


def assert_is_safe(response) -> None:
    for name, value in ALWAYS.items():
        assert response.headers.get(name) == value, (response.status_code, name)
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    features = response["Permissions-Policy"].split(", ")
    assert len(features) > 20
    assert {one for one in features if not one.endswith("=()")} == PASSKEYS
    if response.streaming:
        list(response.streaming_content)  # a static file stays open until it is read


@pytest.fixture
def visitor(db):
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", [*addresses(), STATIC, *WRONG])
def test_every_answer_to_a_stranger_is_safe(visitor, address):
    assert_is_safe(visitor.get(address))


@pytest.mark.thorough
def test_every_answer_to_an_administrator_is_safe_and_kept_out_of_caches(visitor):
    visitor.force_login(UserFactory(administrator=True))

    for address in addresses():
        response = visitor.get(address)
        assert_is_safe(response)
        if "_auth_user_id" in visitor.session and not address.startswith("/admin/jsi18n"):
            cached = response.headers.get("Cache-Control", "")
            assert "no-store" in cached, (address, cached)
            assert "private" in cached, (address, cached)


@pytest.mark.parametrize("part", ["style", "image", "font", "script", "manifest", "empty"])
def test_a_part_of_a_page_that_is_missing_gives_no_cookie(visitor, part):
    """It would take the place of the one that a form on the page was made with."""
    page = visitor.get("/there-is-no-such-page/")
    response = Client().get("/there-is-no-such-page/", headers={"Sec-Fetch-Dest": part})

    assert "csrftoken" in page.cookies
    assert (response.status_code, dict(response.cookies)) == (404, {})
    assert_is_safe(response)


def test_a_page_that_fails_says_nothing_of_why_and_is_safe(visitor, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.test_headers.failing"]

    response = visitor.get("/konto/log-ind/")

    assert response.status_code == 500
    assert "Noget gik galt hos os" in response.content.decode()
    assert "secret" not in response.content.decode()
    assert_is_safe(response)


def failing(get_response):
    def middleware(request):
        raise ValueError("a secret detail")

    return middleware


@pytest.mark.parametrize(
    ("address", "status"),
    [("/konto/log-ind/", 200), ("/admin/", 302), *((address, 404) for address in WRONG)],
)
def test_browsers_are_told_to_keep_to_https_for_a_year(production, visitor, address, status):
    response = visitor.get(address, secure=True)

    assert response.status_code == status
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_plain_http_leads_to_https_except_for_health(production, visitor):
    assert visitor.get("/konto/log-ind/")["Location"] == "https://testserver/konto/log-ind/"
    assert visitor.get("/healthz/live").status_code == 200


def test_a_demo_on_plain_http_does_not_ask_for_https(visitor):
    response = visitor.get("/konto/log-ind/")

    assert response.status_code == 200
    assert "Strict-Transport-Security" not in response.headers


def test_a_form_without_its_secret_is_refused_in_danish(db):
    response = Client(enforce_csrf_checks=True).post("/konto/log-ind/", {"username": "a"})

    assert response.status_code == 403
    assert "Siden var blevet for gammel" in response.content.decode()
    assert_is_safe(response)


def test_a_host_we_are_not_is_refused_in_danish(visitor):
    response = visitor.get("/konto/log-ind/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "Det kunne vi ikke forstå" in response.content.decode()


def test_an_unknown_page_speaks_danish(visitor):
    response = visitor.get(WRONG[0])

    assert response.status_code == 404
    assert "Her er ikke noget" in response.content.decode()
