"""How a municipality's server starts: what its processes share is loaded before they part."""

import os
import runpy
import subprocess
import sys
from types import SimpleNamespace

from config import memory, preloading
from tests.conftest import PRODUCTION, ROOT

SETTINGS, CONFIG = "config.settings", "config/server.py"
_FIRST_PAGE = """
import sys
from types import SimpleNamespace
from django.conf import settings
from tests.static_files import serve_as_they_lie

serve_as_they_lie(settings)
import config.wsgi
from config import memory, preloading
from django.db import connections
from django.template.base import Template
from django.test import Client

preloading.load()
assert all(connection.connection is None for connection in connections.all())
assert "typst" not in sys.modules, "it keeps what it has made: files/papers/press.py"
there, compiled = set(sys.modules), []
compile_nodelist = Template.compile_nodelist
Template.compile_nodelist = lambda self: compiled.append(self.name) or compile_nodelist(self)
answer = Client().get("/konto/log-ind/", secure=True)
assert answer.status_code == 200, answer.status_code
assert "Log ind" in answer.content.decode()
ours = [name for name in set(sys.modules) - there if not name.startswith(("encodings", "idna"))]
print(sorted(ours), compiled)
"""


def test_the_first_page_of_a_process_loads_nothing_anew(tmp_path):
    """Neither a module nor a template: all of that is there before the processes part."""
    environment = os.environ | PRODUCTION | {"VAR_DIR": str(tmp_path)}
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path}/db", "DJANGO_SETTINGS_MODULE": SETTINGS}

    done = subprocess.run(
        [sys.executable, "-c", _FIRST_PAGE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[] []"


def test_all_templates_of_all_apps_are_known():
    names = preloading.templates()

    assert "base.html" in names
    assert {*map(str, ROOT.glob("templates/**/*.html"))} <= {
        f"{ROOT}/templates/{name}" for name in names
    }


def test_the_server_shares_what_it_has_loaded():
    """gunicorn reads its settings: one that it does not know of would be left out in silence."""
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--print-config", "--config", CONFIG, "config.wsgi"],
        cwd=ROOT,
        env=os.environ | PRODUCTION | {"WEB_CONCURRENCY": "7"},
        capture_output=True,
        text=True,
        check=True,
    )

    said = dict(line.split(" = ") for line in done.stdout.splitlines() if " = " in line)
    said = {name.strip(): value.strip() for name, value in said.items()}
    assert said["preload_app"] == said["control_socket_disable"] == "True"
    assert said["workers"] == "7"
    assert said["when_ready"] == "<when_ready()>"


def test_what_runs_beside_the_demo_ends_with_it_also_after_a_reload(monkeypatch):
    """A server that reloads reads its settings anew, and asks the new ones to end what runs."""
    run = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command: run(["sleep", "60"]))
    server = SimpleNamespace()
    first, again = (runpy.run_path(str(ROOT / "config" / "demo_server.py")) for _ in range(2))

    first["when_ready"](server)
    again["on_exit"](server)

    assert server.beside.poll() is not None


def test_what_is_loaded_is_left_alone_and_cycles_are_looked_for_seldom(monkeypatch):
    """In this order: what is there before is not looked through, and shared by the processes."""
    done = []
    monkeypatch.setattr(preloading, "load", lambda: done.append("loaded"))
    monkeypatch.setattr(memory.gc, "freeze", lambda: done.append("left alone"))
    monkeypatch.setattr(memory.gc, "set_threshold", lambda *after: done.append(after))

    runpy.run_path(str(ROOT / CONFIG))["when_ready"](None)

    assert done == ["loaded", "left alone", (20_000, 10, 50)]
