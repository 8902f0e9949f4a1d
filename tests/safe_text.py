"""Where text could be compiled as a template or taken for HTML: `python -m tests.safe_text`.

crispy's buttons and fieldsets read their words as templates, so only `config.forms` may use them;
its `HTML` is for what stands in the source, letter for letter. What is marked safe is listed here
with the reason.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.catalogues import APPS, ROOT

#: What crispy reads as a template, and what takes its place.
COMPILED = {
    "Fieldset": "Question",
    "Submit": "Submit",
    "Reset": "Submit",
    "Hidden": "Submit",
    "Button": "Button",
    "StrictButton": "Button",
    "ButtonHolder": "FormActions",
    "PrependedText": "a field of our own",
    "AppendedText": "a field of our own",
    "Alert": "{% message %}",
    "Tab": "a section",
    "AccordionGroup": "a section",
}
MARKING = {"mark_safe", "Markup", "SafeString", "SafeText", "Template", "from_string"}

#: File → why what it marks is safe, or what it compiles is ours.
ALLOWED = {
    "config/forms.py": "gives crispy's buttons and fieldsets words that are not compiled",
    "config/templatetags/components.py": "returns what templates of ours have rendered",
    "strategy/pages/local_goals/conflict.py": "joins parts, each of which has been escaped",
    "institutions/signed_in.py": "marks a place with a comment of ours, and nothing of anybody's",
    "measurements/templatetags/words.py": "puts what templates of ours drew into a page of theirs",
    "guides/written.py": "what markdown-it has escaped, of files of ours",
    "leadership/value_base/pages.py": "joins parts, each of which has been escaped",
}

#: Template → the expressions it may print unescaped: what crispy has rendered from templates.
SAFE = {
    "bootstrap5/layout/fieldset.html": {"fields"},
    "bootstrap5/layout/formactions.html": {"fields_output"},
}


def complaints() -> list[str]:
    """Every place where text may be compiled or taken for HTML; empty is good."""
    return [*_in_python(), *_in_templates()]


def _in_python() -> Iterator[str]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name not in ALLOWED:
                yield from (f"{name}:{line}: {what}" for line, what in _complaints_of(path))


def _complaints_of(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("crispy_forms"):
            for alias in node.names:
                if alias.name in COMPILED:
                    instead = COMPILED[alias.name]
                    yield node.lineno, f"{alias.name} compiles its text: take {instead}"
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in MARKING:
                yield node.lineno, f"{called} is not allowed here"
            if called == "HTML" and not isinstance(node.args[0], ast.Constant):
                yield node.lineno, "HTML compiles its text: only what stands here in full"


def _in_templates() -> Iterator[str]:
    folder = ROOT / "templates"
    for path in sorted(folder.rglob("*.html")):
        name, text = path.relative_to(folder).as_posix(), path.read_text("utf-8")
        for printed in re.findall(r"{{\s*([^}]*?)\|\s*safe(?:seq)?\b", text):
            if printed not in SAFE.get(name, set()):
                yield f"templates/{name}: {printed} is printed as it is"
        if re.search(r"{%\s*autoescape\s+off", text):
            yield f"templates/{name}: turns escaping off"


if __name__ == "__main__":
    found = complaints()
    sys.stdout.write("".join(f"{one}\n" for one in found))
    sys.exit(bool(found))
