"""A lower floor names no upper one: not in a string either, where import-linter cannot look.

Nor does a module hide from a circle: by an import within a function, which ruff holds but for
`ready`, or by asking Django for a model that it does not name.
"""

import ast
import graphlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
#: The floors as import-linter keeps them, the uppermost first; apps of one floor together.
FLOORS = [
    layer.split(" | ")
    for layer in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"][0]["layers"]
]
#: Where all apps are put together.
TOGETHER = {"config/settings.py", "config/urls.py"}


def strings(path: Path) -> Iterator[str]:
    """Every string of a module that is not a docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def modules(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def _templates(app: str) -> list[Path]:
    folders = (ROOT / "templates" / app, ROOT / "templates" / "papers" / app)
    return [path for folder in folders for path in folder.rglob("*.*")]


def _models(app: str) -> list:
    """Those of a floor; some floors are plain packages, and have none."""
    here = [config for config in apps.get_app_configs() if config.name == app]
    return [model for config in here for model in config.get_models(include_auto_created=True)]


def _choices(app: str) -> set[str]:
    """The values an app's own columns may have: a kind of board is written as a table is."""
    fields = (field for model in _models(app) for field in model._meta.fields)
    return {str(value) for field in fields for value, _name in field.flatchoices}


PRODUCT = [app for floor in FLOORS for app in floor]
LOWER = [app for floor in FLOORS[2:] for app in floor]


@pytest.mark.parametrize("app", LOWER)
def test_no_string_names_a_table_or_module_of_an_upper_app(app):
    floor = next(number for number, apps_of in enumerate(FLOORS) if app in apps_of)
    upper = [name for apps_of in FLOORS[:floor] for name in apps_of if name != "demo"]
    tables = {model._meta.db_table for name in upper for model in _models(name)} - _choices(app)
    named = re.compile(
        rf"(?<![\w./-])(?:(?:{'|'.join(upper)})\.(?!html)\w|(?:{'|'.join(tables) or 'x^'})\b)"
    )
    paths = modules(app)
    assert paths

    found = {
        f"{path.relative_to(ROOT)}: {text[:80]}"
        for path in paths
        if str(path.relative_to(ROOT)) not in TOGETHER
        for text in strings(path)
        if named.search(text)
    }

    assert not found


def _not_below(app: str) -> set[str]:
    """The apps that one knows nothing of: those above, and those beside it."""
    floor = next(number for number, apps_of in enumerate(FLOORS) if app in apps_of)
    return {name for apps_of in FLOORS[: floor + 1] for name in apps_of} - {app}


def _reverse_names(app: str) -> set[str]:
    """The names by which rows that an app knows would lead to those of apps it does not know.

    A name that leads somewhere else, too, is not looked for.
    """
    unknown = _not_below(app)
    known = [model for name in PRODUCT if name not in unknown for model in _models(name)]
    relations = [relation for model in known for relation in model._meta.related_objects]
    told = {str(relation.get_accessor_name()) for relation in relations}
    own = {field.name for model in known for field in model._meta.get_fields()} - told
    leads_up = {
        str(relation.get_accessor_name())
        for relation in relations
        if relation.related_model._meta.app_label in unknown
    }
    leads_down = {
        str(relation.get_accessor_name())
        for relation in relations
        if relation.related_model._meta.app_label not in unknown
    }
    return {name for name in leads_up - leads_down - own if name.isidentifier()} - {"None"}


@pytest.mark.parametrize("app", [app for app in LOWER if _models(app)])
def test_no_name_is_the_reverse_side_of_an_upper_apps_relation(app):
    """`topic.indicators`, `filter(snapshots__…)`: what only an upper app's field makes possible."""
    reverse = _reverse_names(app)
    assert reverse or app in {
        "config",
        "duties",
        "meetings",
    }  # nothing above them points at anything
    named = re.compile(
        rf"\.({'|'.join(reverse) or 'x^'})\.(?:all|count|filter|first|set|add|exists|values)"
    )
    looked_up = re.compile(rf"(?:^|__)({'|'.join(reverse) or 'x^'})(?:__|$)")

    found = {
        f"{path.relative_to(ROOT)}: {match}"
        for path in (*modules(app), *_templates(app))
        for match in [
            *(hit[0] for hit in named.finditer(path.read_text("utf-8"))),
            *(
                text
                for text in (strings(path) if path.suffix == ".py" else ())
                if "__" in text and looked_up.search(text)
            ),
        ]
    }

    assert not found


def _imported(path: Path, known: set[str]) -> set[str]:
    """The modules of ours that one imports, wherever in it; what is for types alone is not."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in for_types:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & known) or ({node.module} & known)
        elif isinstance(node, ast.Import) and id(node) not in for_types:
            found |= {alias.name for alias in node.names} & known
    return found


def test_no_modules_import_each_other_in_a_circle():
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for app in PRODUCT
        for path in modules(app)
    }
    assert len(paths) > 500
    waits_for = {name: _imported(path, set(paths)) - {name} for name, path in paths.items()}

    try:
        graphlib.TopologicalSorter(waits_for).prepare()
    except graphlib.CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def _reaches_a_model(node: ast.AST) -> bool:
    """Whether it asks Django for a model by a name that stands there.

    Who is given the name, such as a constraint or the administration, may ask.
    """
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "get_model" and all(
            isinstance(argument, ast.Constant) for argument in node.args
        )
    if not isinstance(node, ast.Attribute) or node.attr not in {"related_model", "remote_field"}:
        return False
    field = node.value
    return (
        isinstance(field, ast.Call)
        and isinstance(field.func, ast.Attribute)
        and field.func.attr == "get_field"
        and all(isinstance(argument, ast.Constant) for argument in field.args)
    )


@pytest.mark.parametrize("app", PRODUCT)
def test_nobody_asks_django_for_a_model_that_could_be_imported(app):
    found = {
        f"{path.relative_to(ROOT)}:{node.lineno}"  # type: ignore[attr-defined]
        for path in modules(app)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if _reaches_a_model(node)
    }

    assert not found


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        ('apps.get_model("strategy.Goal")', True),
        ('apps.get_model("strategy", "Goal")', True),
        ('self.model._meta.get_field("placements").related_model', True),
        ('type(row)._meta.get_field("meeting").remote_field.model', True),
        ("apps.get_model(label)", False),
        ("model._meta.get_field(name).related_model", False),
        ("Goal._meta.get_field('text').verbose_name", False),
    ],
)
def test_asking_for_a_model_is_told_from_asking_of_one(written, is_told):
    assert any(map(_reaches_a_model, ast.walk(ast.parse(written)))) == is_told


#: A template named in a string: of which app it is.
OF_APP = re.compile(rf"(?<![\w/])({'|'.join(PRODUCT)})/[\w/]+\.(?:html|txt|typ)\b")


def _written_in(app: str) -> Iterator[tuple[Path, str]]:
    """Where an app may name a template: in its modules' strings, and in its own templates."""
    for path in modules(app):
        yield from ((path, text) for text in strings(path))
    for path in _templates(app):
        yield path, path.read_text("utf-8")


@pytest.mark.parametrize("app", LOWER)
def test_no_page_is_made_with_a_template_of_an_upper_app(app):
    floor = next(number for number, apps_of in enumerate(FLOORS) if app in apps_of)
    upper = {name for apps_of in FLOORS[:floor] for name in apps_of}

    found = {
        f"{path.relative_to(ROOT)}: {named[0]}"
        for path, text in _written_in(app)
        for named in OF_APP.finditer(text)
        if named[1] in upper
    }

    assert not found
