"""The strings people can see, and their Danish: found in the source, compared with the catalogues.

`python -m tests.catalogues` brings both catalogues up to date and compiles them (`make messages`);
with `--check` it only says what is missing.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import polib

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "locale/da/LC_MESSAGES/django.po"
THEIRS = ROOT / "locale/third_party/da/LC_MESSAGES/django.po"

APPS = [
    "accounts",
    "chance",
    "charts",
    "config",
    "dashboards",
    "demo",
    "duties",
    "files",
    "guides",
    "hearings",
    "imports",
    "indicators",
    "institutions",
    "leadership",
    "lifecycle",
    "measurements",
    "meetings",
    "programmes",
    "strategy",
    "voices",
]
#: Packages that speak to our users and bring no Danish, or not all of it.
PACKAGES = [
    "axes",
    "crispy_bootstrap5",
    "crispy_forms",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "simple_history",
]
DJANGO = ["", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions"]


class Message(NamedTuple):
    """A string in the source: what gettext looks up, and its plural where it has one."""

    text: str
    plural: str = ""
    context: str = ""


#: Function: the places of text, plural and context among its arguments.
FUNCTIONS: dict[str, tuple[int, int | None, int | None]] = {
    "_": (0, None, None),
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "npgettext": (1, 2, 0),
    "npgettext_lazy": (1, 2, 0),
}


def messages_in(folders: Iterable[Path]) -> set[Message]:
    """Every translatable string in the Python files and templates below the folders."""
    found: set[Message] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if {"migrations", "tests"} & set(path.relative_to(folder).parts[:-1]):
                continue
            if path.suffix == ".py":
                found.update(_messages_in_python(ast.parse(path.read_text("utf-8"))))
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                found.update(_messages_in_template(path))
    return found


def our_folders() -> list[Path]:
    return [ROOT / app for app in APPS] + [ROOT / "templates"]


def their_folders() -> list[Path]:
    return [Path(find_spec(name).origin).parent for name in PACKAGES]


def django_messages_withoutdanish_of() -> set[Message]:
    """What Django itself can say, but not in Danish."""
    django = Path(find_spec("django").origin).parent
    found = set()
    for place in DJANGO:
        folder = django / (place or "conf") / "locale"
        danish = {
            (entry.msgctxt, entry.msgid)
            for entry in polib.pofile(folder / "da/LC_MESSAGES/django.po")
            if entry.translated()
        }
        found |= {
            Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "")
            for entry in polib.pofile(folder / "en/LC_MESSAGES/django.po")
            if (entry.msgctxt, entry.msgid) not in danish
        }
    return found


def our_messages() -> set[Message]:
    return messages_in(our_folders())


def their_messages() -> set[Message]:
    """What our libraries say to users in English, and Django or we do not say already."""
    return messages_in(their_folders()) | django_messages_withoutdanish_of()


def gather_theirs() -> polib.POFile:
    """The catalogue of the libraries' strings, new ones without Danish, those gone left out."""
    known = {_key(entry): entry for entry in open_catalogue(THEIRS)}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": "da",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message in sorted(their_messages()):
        entry = polib.POEntry(
            msgid=message.text,
            msgid_plural=message.plural,
            msgctxt=message.context or None,
            msgstr_plural={0: "", 1: ""} if message.plural else None,
        )
        catalogue.append(known.get((entry.msgctxt, entry.msgid, entry.msgid_plural), entry))
    return catalogue


def complaints(path: Path, wanted: set[Message]) -> list[str]:
    """What is wrong with a catalogue, measured by the strings it must hold; empty if nothing is."""
    catalogue = open_catalogue(path)
    there = {Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "") for entry in catalogue}
    found = [f"missing: {message.text!r}" for message in sorted(wanted - there)]
    found += [f"stale: {message.text!r}" for message in sorted(there - wanted)]
    for entry in catalogue:
        if entry.fuzzy:
            found.append(f"fuzzy: {entry.msgid!r}")
        elif not entry.translated():
            found.append(f"untranslated: {entry.msgid!r}")
        elif any(_differ(entry, danish) for danish in danish_of(entry)):
            found.append(f"other placeholders than the English: {entry.msgid!r}")
    if _compiled(path) != {
        _key(entry): danish_of(entry) for entry in catalogue if entry.translated()
    }:
        found.append("the compiled catalogue is not this one: run make messages")
    return found


def open_catalogue(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(path) if not entry.obsolete] if path.exists() else []


def _compiled(path: Path) -> dict:
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return {}
    return {_key(entry): danish_of(entry) for entry in polib.mofile(compiled)}


def _key(entry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def danish_of(entry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _differ(entry, danish: str) -> bool:
    names = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|(?<!%)%[sd]")
    wanted = set(names.findall(entry.msgid)) | set(names.findall(entry.msgid_plural))
    given = set(names.findall(danish))
    # "One row" needs no number; nothing may be named that is not there.
    return bool(given - wanted) or (not entry.msgid_plural and given != wanted)


def _messages_in_python(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in FUNCTIONS:
                arguments = [_literal(argument) for argument in node.args]
                yield from _message(name, arguments)


def _literal(node: ast.expr) -> str | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def _message(name: str, arguments: list[str | None]) -> Iterator[Message]:
    parts = [
        arguments[place] if place is not None and place < len(arguments) else ""
        for place in FUNCTIONS[name]
    ]
    if all(part is not None for part in parts) and parts[0]:
        yield Message(*parts)


def _messages_in_template(path: Path) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    calls = re.compile(
        r"\b(?P<name>_|gettext|ngettext|pgettext|npgettext)\((?P<arguments>"
        r"""(?:\s*u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?)+)"""
    )
    for call in calls.finditer(templatize(path.read_text("utf-8"), origin=str(path))):
        arguments = ast.literal_eval(f"[{call['arguments'].strip().rstrip(',')}]")
        yield from _message(call["name"], [text.replace("%%", "%") for text in arguments])


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        command = ["makemessages", "--locale=da", "--no-location", "--no-wrap", "--no-obsolete"]
        ignored = [f"--ignore={folder}" for folder in (".venv", "tests", "var")]
        subprocess.run([sys.executable, "manage.py", *command, *ignored], check=True, cwd=ROOT)
        polib.pofile(OURS).save_as_mofile(OURS.with_suffix(".mo"))
        THEIRS.parent.mkdir(parents=True, exist_ok=True)
        theirs = gather_theirs()
        theirs.save(THEIRS)
        theirs.save_as_mofile(THEIRS.with_suffix(".mo"))
    found = {
        path: complaints(path, wanted)
        for path, wanted in [(OURS, our_messages()), (THEIRS, their_messages())]
    }
    for path, sentences in found.items():
        for sentence in sentences:
            sys.stdout.write(f"{path.relative_to(ROOT)}: {sentence}\n")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
