"""docs/security.md and SECURITY.md promise nothing that no test holds."""

import re

import pytest

from tests.conftest import ROOT

TEST = re.compile(r"`(tests/test_[a-z0-9_]+\.py)(?:::(test_[a-z0-9_]+))?`")
DOCUMENTS = ("docs/security.md", "docs/privacy.md", "SECURITY.md")


def named() -> list[tuple[str, str, str]]:
    """(document, file, test or "") for each test that a document names."""
    return [
        (document, file, test)
        for document in DOCUMENTS
        for file, test in TEST.findall((ROOT / document).read_text(encoding="utf-8"))
    ]


def test_every_test_that_is_named_exists():
    missing = []
    for document, file, test in named():
        path = ROOT / file
        if not path.exists():
            missing.append(f"{document}: {file}")
        elif test and f"def {test}(" not in path.read_text(encoding="utf-8"):
            missing.append(f"{document}: {file}::{test}")

    assert len(named()) > 90
    assert missing == []


def test_every_chapter_is_there():
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")

    assert [int(number) for number in re.findall(r"^## V(\d+) ", text, re.M)] == list(range(1, 18))


def test_every_item_names_a_test_or_says_why_it_has_none():
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?!Item|---)(.+?) \| (.+) \|$", text, re.M)

    unheld = [
        item
        for item, held in rows
        if not TEST.search(held) and not re.match(r"(open|outside)\b.*: .{6,}", held)
    ]
    assert len(rows) > 110
    assert unheld == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_to_a_file(document):
    path = ROOT / document
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [target for target in targets if not (path.parent / target).exists()] == []
