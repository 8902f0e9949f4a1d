"""What the log must not hold: links that open something for whoever has them."""

import json
import logging
import re

import pytest
from django.urls import get_resolver

from config.logs import NAMING, JsonFormatter

SECRET = "Zq8secretZq8secretZq8"


def addresses() -> list[str]:
    """An address of every kind with a part that does not name a thing, with SECRET in its place."""
    found = []

    def walk(resolver, before=""):
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern, route)
            elif set(re.findall(r"<(?:\w+:)?(\w+)>", route)) - NAMING:
                found.append("/" + re.sub(r"<(?:\w+:)?uidb64>", "MQ", route))

    walk(get_resolver())
    return [re.sub(r"<[^>]*>", SECRET, route) for route in found]


def line_of(request, *, message="Not Found: %s", exc_info=None) -> str:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 1, message, (request.path,), exc_info
    )
    record.request = request
    return JsonFormatter().format(record)


def test_there_are_addresses_with_secrets():
    assert {address.split("/")[1] for address in addresses()} >= {
        "kalender",
        "konto",
        "min-side",
        "programmer",
    }


@pytest.mark.parametrize("address", addresses())
def test_no_line_holds_a_link_that_opens_something(rf, address):
    assert SECRET in address

    line = line_of(rf.get(address))

    assert SECRET not in line
    told = json.loads(line)
    assert told["path"].split("/")[1] == address.split("/")[1]
    assert "…" in told["message"]


def test_nor_does_what_went_wrong(rf):
    try:
        raise ValueError(f"Key (token)=({SECRET}) already exists")
    except ValueError as error:
        exc_info = (type(error), error, error.__traceback__)

    line = line_of(rf.get(f"/programmer/svar/{SECRET}/"), exc_info=exc_info)

    assert SECRET not in line
    assert "already exists" in line


@pytest.mark.parametrize("address", ["/lokale-maal/17/", "/klynger/fyrtaarnet/", "/findes/ikke/"])
def test_what_names_a_thing_stays(rf, address):
    assert json.loads(line_of(rf.get(address)))["path"] == address
