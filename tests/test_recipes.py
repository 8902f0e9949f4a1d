"""What CONTRIBUTING tells a newcomer to touch is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RECIPES = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## Recipes")[1].split("\n## ")[0]
PATH = re.compile(r"[`(](\w[\w/.-]*(?:/|\.(?:py|md|html|toml|po|json)))[`)]")
PATHS = sorted({path for path in PATH.findall(RECIPES) if "/" in path})
NAMES = sorted(set(re.findall(r"`([A-Z_]{4,}|[a-z]+_[a-z_]+|[A-Z]\w+)`", RECIPES)))


def test_the_recipes_name_places():
    assert len(PATHS) > 15
    assert len(NAMES) > 3


@pytest.mark.parametrize("path", PATHS)
def test_a_place_that_a_recipe_names_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_a_recipe_mentions_is_there(name):
    named = re.compile(rf"\b{name}\b")
    here = [path for path in PATHS if path.endswith(".py")]
    folders = [app for app in ROOT.iterdir() if (app / "apps.py").exists()]
    files = [ROOT / path for path in here if (ROOT / path).exists()] + [
        file for app in folders for file in app.rglob("*.py") if "migrations" not in file.parts
    ]

    assert any(named.search(file.read_text("utf-8")) for file in files)


#: Made when the program runs, or words of another kind.
NOT_KEPT = re.compile(r"^(?:var/|secrets/|bench/latest\.json|kreds/)")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_place_that_a_document_names_is_there(document):
    text = document.read_text("utf-8")
    named = re.findall(r"`([a-z_]+/[\w/.-]+?)(?:::\w+)?`", text)
    places = {place for place in named if not NOT_KEPT.match(place)}

    lost = [
        place
        for place in places
        if not any(
            (ROOT / at / f"{place}{end}").exists()
            for at in ("", "templates")
            for end in ("", ".py")
        )
    ]
    assert lost == []


def test_the_documents_name_places():
    assert len(DOCUMENTS) > 30
