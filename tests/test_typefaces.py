"""All words of a page are in the letters of the house: no weight is used that is not fetched."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
BASE = (ROOT / "static/css/site/base.css").read_text("utf-8")
FACES = re.findall(r"@font-face \{(.*?)\}", BASE, re.DOTALL)


def of(face, name):
    return re.search(rf"{name}: ([^;]+);", face)[1] if f"{name}:" in face else ""


def file_of(face):
    return re.search(r"fonts/([\w-]+\.woff2)", face)[1]


def test_every_weight_that_is_used_has_a_face():
    faced = {of(face, "font-weight") for face in FACES}
    used = {
        (path.name, weight)
        for path in (ROOT / "static/css").rglob("*.css")
        for weight in re.findall(r"font-weight: ?([^;]+);", path.read_text("utf-8"))
    }

    assert used
    assert {(name, weight) for name, weight in used if weight not in faced | {"inherit"}} == set()


def test_a_face_that_may_come_too_late_is_asked_for_at_once():
    """`optional` keeps other letters where it is late; names from afar cannot be asked for."""
    page = (ROOT / "templates/base.html").read_text("utf-8")
    late = [face for face in FACES if of(face, "font-display") == "optional"]

    assert {of(face, "font-weight") for face in late} == {"400", "600"}
    for face in late:
        assert "latin-ext" in file_of(face) or f"fonts/{file_of(face)}" in page, file_of(face)


def test_every_file_of_letters_is_used():
    there = {path.name for path in (ROOT / "static/fonts").glob("*.woff2")}

    assert there == {file_of(face) for face in FACES}
