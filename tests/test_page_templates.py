"""How pages and their style are written, so that the lines can be read."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(
    path
    for path in ROOT.rglob("templates/**/*")
    if path.suffix in {".html", ".txt", ".typ"} and ".venv" not in path.parts
)
SHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))
MOST = 120


def long_lines(path: Path) -> list[str]:
    """Where a file has lines of more characters than a reader has room for."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [f"{path.name}:{n}: {len(line)}" for n, line in enumerate(lines, 1) if len(line) > MOST]


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def test_every_template_has_lines_that_can_be_read():
    assert len(TEMPLATES) > 200
    assert not [line for path in TEMPLATES for line in long_lines(path)]


def test_a_part_with_a_form_that_is_given_only_what_is_named_is_given_the_token():
    """Without it the form is refused in a browser, and by no test: they send none."""
    texts = {str(path).split("/templates/")[-1]: path.read_text("utf-8") for path in TEMPLATES}
    parts = re.compile(r'{%\s*include\s+"([^"]+)"([^%]*)%}')
    given = [(name, *part) for name, text in texts.items() for part in parts.findall(text)]

    forms = [one for one in given if "csrf_token" in texts.get(one[1], "")]

    assert len(forms) > 5
    assert not [
        (name, part)
        for name, part, named in forms
        if named.split()[-1:] == ["only"] and "csrf_token=" not in named
    ]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_stylesheet_has_one_declaration_a_line(path):
    lines = without_comments(path.read_text(encoding="utf-8")).splitlines()

    assert lines
    assert not long_lines(path)
    assert not [line for line in lines if re.search(r"[{;]\s*[^\s}]", line)]


def test_every_stylesheet_of_the_pages_is_imported_into_its_layer():
    entry = "".join(
        (ROOT / "static" / "css" / name).read_text(encoding="utf-8")
        for name in ("site.css", "work.css")
    )
    imported = re.findall(r'@import url\("site/(\w+)\.css"\)(?: layer\((\w+)\))?;', entry)
    [order] = re.findall(r"@layer ([\w, ]+);", entry)

    layers = [layer for _name, layer in imported if layer]
    own = [layer for name, layer in imported if not layer for layer in layers_within(name)]

    assert sorted(name for name, _layer in imported) == sorted(
        path.stem for path in SHEETS if path.parent.name == "site"
    )
    declared = [layer for layer in order.split(", ") if layer != "vendor"]
    assert sorted([*dict.fromkeys(layers), *own]) == sorted(declared)
    assert [layer for layer in declared if layer in layers] == list(dict.fromkeys(layers))
    assert [layer for layer in declared if layer in own] == own


def layers_within(name: str) -> list[str]:
    """The layers of a sheet that is imported into none; all of it stands in one of them."""
    sheet = without_comments((ROOT / f"static/css/site/{name}.css").read_text(encoding="utf-8"))
    blocks = re.findall(r"^@layer (\w+) \{\n(?:(?: .*)?\n)*?\}$", sheet, re.M)
    outside = re.sub(r"^@layer \w+ \{\n(?:(?: .*)?\n)*?\}$", "", sheet, flags=re.M)
    assert not outside.strip()
    return blocks


def test_an_hour_is_written_as_the_language_does():
    """In Danish “kl. 23.35”: a format of one's own with a colon is read as English."""
    own = re.compile(r'(?:date|time):"[^"]*H:i[^"]*"')

    told = [
        f"{path.name}: {found}"
        for path in TEMPLATES
        for found in own.findall(path.read_text(encoding="utf-8"))
    ]

    assert told == ['screen.html: time:"H:i"'] * 2  # for a script


def test_gold_is_for_what_is_reached_and_the_hollow_star_is_grey():
    sheet = without_comments((ROOT / "static/css/site/parts.css").read_text(encoding="utf-8"))
    coloured = re.findall(r"([^{}]+)\{[^{}]*\bcolor: var\((--[\w-]+)\)", sheet)

    def colours(key: str) -> set[str]:
        return {colour for names, colour in coloured if f".status-{key} .icon" in names}

    assert colours("reached") == colours("partly") == {"--star"}
    assert colours("notyet") == {"--ink-3"}
