"""What leaves the server, and what runs on it: nothing of others, and nothing lies about."""

import ast

import pytest
from django.core.signing import BadSignature

from accounts import throttling
from accounts.told import stopping
from imports import tickets
from tests.catalogues import APPS
from tests.conftest import ROOT

#: Modules that ask other servers, by how their names begin.
ASKING = (
    "requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "ftplib", "socket",
    "telnetlib", "xmlrpc", "paramiko",
)  # fmt: skip
#: Modules that make things of bytes, and run what the bytes say.
UNPACKING = ("pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml")
#: What hands words to a shell, or compiles them.
RUNNING = {"os.system", "os.popen", "eval", "exec", "compile", "__import__", "subprocess.getoutput"}
#: What compiles a text in a browser, or keeps something in it after the visit.
COMPILING = ("eval(", "new Function", "document.write")
KEEPING = ("localStorage", "sessionStorage", "indexedDB", "caches", "document.cookie")
#: Minutes and items that are not sent, and the meeting that is open: until one logs out.
KEPT = {
    ("autosave.js", "localStorage"),
    ("unsent.js", "localStorage"),
    ("unsent.js", "sessionStorage"),
    ("meeting-worker.js", "caches"),
    ("forget-meeting.js", "caches"),
}


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

    asking = {str(path.relative_to(ROOT)) for path in modules if asks(path.read_text("utf-8"))}

    assert len(modules) > 300
    # whom they ask an operator has written into OIDC_PROVIDERS, nobody on a page
    assert asking == {
        f"accounts/entrance/{name}.py" for name in ("checking", "discovery", "openid")
    }


def unpacks(source: str) -> bool:
    return any(name.split(".")[0] in UNPACKING for name in imported(source))


def runs_words(source: str) -> bool:
    """Whether words become commands or code: by a shell, or compiled."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return any(
        ast.unparse(call.func) in RUNNING or any(word.arg == "shell" for word in call.keywords)
        for call in calls
    )


@pytest.mark.parametrize(
    "line",
    ["import pickle", "from yaml import load", "from marshal import loads"],
)
def test_what_unpacks_is_found(line):
    assert unpacks(line)


@pytest.mark.parametrize(
    "line", ["os.system(x)", "subprocess.run(x, shell=True)", "eval(x)", "exec(x)"]
)
def test_what_runs_words_is_found(line):
    assert runs_words(line)


def test_no_module_runs_what_people_send():
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    sources = {str(path): path.read_text(encoding="utf-8") for path in modules}

    assert [path for path, source in sources.items() if unpacks(source)] == []
    assert [path for path, source in sources.items() if runs_words(source)] == []


def test_scripts_compile_nothing_and_keep_nothing_in_the_browser_but_unsent_minutes():
    """Minutes that could not be sent wait where they were written, until one logs out."""
    scripts = sorted((ROOT / "static" / "js").glob("*.js"))
    found = {
        (path.name, word)
        for path in scripts
        for word in (*COMPILING, *KEEPING)
        if word in path.read_text(encoding="utf-8")
    }

    assert scripts
    assert found == KEPT


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.env", "/manage.py", "/config/settings.py", "/var/db.sqlite3", "/media/",
     "/static/../manage.py", "/static/%2e%2e/manage.py", "/static/", "/docs/security.md"],
)  # fmt: skip
def test_nothing_of_the_repository_is_served(client, db, path):
    assert client.get(path).status_code == 404


def test_what_is_signed_for_one_purpose_means_nothing_for_another():
    modules = {path.relative_to(ROOT) for app in APPS for path in (ROOT / app).rglob("*.py")}
    signing = {
        str(path)
        for path in modules
        if any(
            name.startswith("django.core.signing")
            for name in imported((ROOT / path).read_text(encoding="utf-8"))
        )
    }
    salts = {throttling._signer.salt, stopping._signer.salt, tickets.SALT}

    assert signing == {"accounts/throttling.py", "accounts/told/stopping.py", "imports/tickets.py"}
    assert len(salts) == len(signing)
    with pytest.raises(BadSignature):
        throttling._signer.unsign(stopping._signer.sign("1"))
    assert stopping.person_of(throttling._signer.sign("1")) is None
