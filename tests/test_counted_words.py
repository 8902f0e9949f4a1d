"""A count in a sentence agrees with what is counted: “ét lokalt mål”, and “én enhed”."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from config.phrases import number
from config.templatetags.phrases import said

ROOT = Path(settings.BASE_DIR)
#: Nouns that Danish counts as “ét”, as they end sentences about one.
NEUTER = r"(mål|målepunkt|målepunkter|tilsyn|team|punkt|trin|tal|tema|spørgsmål|påbud|forløb|memo)"
CATALOGUE = polib.pofile(str(ROOT / "locale/da/LC_MESSAGES/django.po"))
DANISH = {one.msgid: one.msgstr_plural.get(0, "") for one in CATALOGUE if one.msgid_plural}


def counted_sentences():
    """(file and line, the Danish of one, name of the count, whether it is said to be neuter)."""
    for app in settings.INSTALLED_APPS:
        for path in sorted((ROOT / app).rglob("*.py")) if (ROOT / app).is_dir() else ():
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
                    yield from _counts(node, f"{path.relative_to(ROOT)}:{node.lineno}")


def _counts(node, where):
    first = _first_text(node.left)
    if first is None or not isinstance(node.right, ast.Dict):
        return
    for key, value in zip(node.right.keys, node.right.values, strict=True):
        call = _number_call(value)
        if isinstance(key, ast.Constant) and call is not None:
            yield where, DANISH.get(first, ""), key.value, bool(call.keywords)


def _first_text(node):
    is_plural = isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("ngettext")
    return node.args[0].value if is_plural and isinstance(node.args[0], ast.Constant) else None


def _number_call(node):
    while isinstance(node, ast.Call):
        if getattr(node.func, "id", "") == "number":
            return node
        node = node.args[0] if node.args else None
    return None


FOUND = sorted(counted_sentences())


def test_sentences_with_counts_are_found():
    assert len(FOUND) > 40


@pytest.mark.parametrize(("where", "danish", "name", "is_neuter"), FOUND)
def test_what_is_counted_says_its_gender(where, danish, name, is_neuter):
    """The word that follows the count, past adjectives and the whole it is part of."""
    of = r"(?: af %\(\w+\)s)?(?: \w+)?"
    asks = re.search(rf"%\({name}\)s{of} {NEUTER}\b", danish)

    assert bool(asks) <= is_neuter, (where, danish)


def test_a_template_says_one_as_sentences_do():
    assert (said(1), said(1, "neuter"), said(3), said(13)) == (
        number(1),
        number(1, neuter=True),
        "tre",
        "13",
    )
