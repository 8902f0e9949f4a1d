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


#: Section of the standard (ASVS 5.0.0) → how many items of levels 1 and 2 it begins with.
ITEMS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
NUMBERS = re.compile(r"(\d+\.\d+(?:\.\d+)?)(?:–\d+\.\d+\.(\d+))?")


def answered() -> set[str]:
    """The items that the rows of the document begin with; a section stands for all of its own."""
    found: set[str] = set()
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    for begins in re.findall(r"^\| ([\d., –]+) ", text, re.M):
        for first, last in NUMBERS.findall(begins):
            section, _dot, number = first.rpartition(".")
            if first.count(".") == 1:
                found |= {f"{first}.{one}" for one in range(1, 100)}
            else:
                found |= {f"{section}.{one}" for one in range(int(number), int(last or number) + 1)}
    return found


def test_every_item_of_levels_1_and_2_is_answered():
    every = {f"{section}.{one + 1}" for section, count in ITEMS.items() for one in range(count)}

    assert len(every) == 253
    assert sorted(every - answered()) == []


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
