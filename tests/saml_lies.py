"""Lies by SAML: what each changes, before the provider signs or after."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.saml_keys import NS
from tests.saml_provider import log_in


@dataclass(frozen=True)
class Lie:
    """One lie: what it is, how it is told, the word for it in the security log."""

    name: str
    reason: str
    before: Callable[[Any], Any] | None = None
    after: Callable[[Any], Any] | None = None
    text: Callable[[bytes], bytes] | None = None
    person: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    signs_response: bool = False


def find(tree, path):
    return tree.xpath(path, namespaces=NS)


def says(path: str, text: str):
    """Another text there."""

    def change(tree):
        for one in find(tree, path):
            one.text = text

    return change


def has(path: str, name: str, value: str | None):
    """Another attribute there; None takes it away."""

    def change(tree):
        for one in find(tree, path):
            one.attrib.pop(name, None)
            if value is not None:
                one.set(name, value)

    return change


def without(path: str):
    def change(tree):
        for one in find(tree, path):
            one.getparent().remove(one)

    return change


def both(*changes):
    def change(tree):
        for one in changes:
            one(tree)

    return change


def twice(path: str):
    def change(tree):
        (one,) = find(tree, path)
        one.addnext(copy.deepcopy(one))

    return change


def also_tells(name: str):
    """One attribute more, with the value of another."""

    def change(tree):
        one = find(tree, "//a:Attribute")[0]
        more = copy.deepcopy(one)
        more.set("Name", name)
        one.addnext(more)

    return change


def told(client, provider, settings, lie: Lie, **others: Any):
    wanted = lie.settings | others
    settings.SAML_PROVIDERS = {"kommune": provider.as_settings(**wanted)}
    provider.people["lea"] |= lie.person
    provider.before, provider.after, provider.text = lie.before, lie.after, lie.text
    provider.signs_response = lie.signs_response
    provider.encrypts = wanted.get("encrypted", True)
    return log_in(client, provider)
