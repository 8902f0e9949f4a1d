"""What leaves the server: nothing is asked of others, and nothing lies about to be fetched."""

import ast

import pytest

from tests.catalogues import APPS
from tests.conftest import ROOT

#: Modules that ask other servers, by how their names begin.
ASKING = (
    "requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "ftplib", "socket",
    "telnetlib", "xmlrpc", "paramiko",
)  # fmt: skip
#: What compiles a text in a browser, or keeps something in it after the visit.
KEEPING = ("eval(", "new Function", "document.write", "localStorage", "sessionStorage", "indexedDB")


def imported(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def asks(source: str) -> bool:
    return any(
        name == word or name.startswith(f"{word}.") for name in imported(source) for word in ASKING
    )


@pytest.mark.parametrize(
    "line", ["import requests", "from urllib.request import urlopen", "from urllib import request"]
)
def test_what_asks_is_found(line):
    assert asks(line)


def test_no_module_asks_another_server():
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]

    assert len(modules) > 300
    assert [str(path) for path in modules if asks(path.read_text(encoding="utf-8"))] == []


def test_scripts_compile_nothing_and_keep_nothing_in_the_browser():
    scripts = sorted((ROOT / "static" / "js").glob("*.js"))
    found = {
        (path.name, word)
        for path in scripts
        for word in KEEPING
        if word in path.read_text(encoding="utf-8")
    }

    assert scripts
    assert found == set()


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.env", "/manage.py", "/config/settings.py", "/var/db.sqlite3", "/media/",
     "/static/../manage.py", "/static/%2e%2e/manage.py", "/static/", "/docs/security.md"],
)  # fmt: skip
def test_nothing_of_the_repository_is_served(client, db, path):
    assert client.get(path).status_code == 404
