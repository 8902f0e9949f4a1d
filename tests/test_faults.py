"""What is told of faults outside the server: enough to mend them, and nothing of people."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from types import ModuleType

from config import faults, request_ids
from config.checks import faults_can_be_told
from tests.conftest import ROOT

NUMBER = "4bf92f3577b34da6a3ce929d0e0e4736"
#: What stands in an event of the package of which nothing may leave.
PERSONAL = (
    "ane@example.com", "Ane Jensen", "0101901234", "hemmelig-cookie", "192.0.2.7", "?q=Ane",
    "serveren.kommunen.dk", "/lokale-maal/17/",
)  # fmt: skip
EVENT = {
    "event_id": "1f2e",
    "timestamp": "2026-11-29T12:00:00Z",
    "platform": "python",
    "level": "error",
    "logger": "django.request",
    "transaction": "/lokale-maal/{pk}/",
    "transaction_info": {"source": "route"},
    "server_name": "serveren.kommunen.dk",
    "message": "ane@example.com",
    "user": {"id": "17", "email": "ane@example.com", "ip_address": "192.0.2.7"},
    "request": {
        "url": "https://ledestjernen.example.dk/lokale-maal/17/",
        "query_string": "?q=Ane",
        "data": {"name": "Ane Jensen", "cpr": "0101901234"},
        "cookies": {"sessionid": "hemmelig-cookie"},
        "headers": {"X-Forwarded-For": "192.0.2.7"},
    },
    "extra": {"sys.argv": ["manage.py", "axes_reset_username", "ane@example.com"]},
    "contexts": {"trace": {"data": "0101901234"}},
    "breadcrumbs": {"values": [{"message": "Ane Jensen"}]},
    "modules": {"django": "5.2"},
    "exception": {
        "values": [
            {
                "type": "IntegrityError",
                "module": "django.db.utils",
                "value": "Key (email)=(ane@example.com) already exists",
                "mechanism": {"data": {"path": "/lokale-maal/17/"}},
                "stacktrace": {
                    "frames": [
                        {
                            "filename": "strategy/pages/goal.py",
                            "function": "goal_edit",
                            "module": "strategy.pages.goal",
                            "lineno": 17,
                            "in_app": True,
                            "vars": {"name": "Ane Jensen"},
                            "context_line": "goal.save()",
                        }
                    ]
                },
            }
        ]
    },
}


def test_nothing_of_people_leaves():
    with request_ids.numbered(NUMBER):
        told = json.dumps(faults.told_outside(EVENT, {}), ensure_ascii=False)

    assert [word for word in PERSONAL if word in json.dumps(EVENT, ensure_ascii=False)] == [
        *PERSONAL
    ]
    assert [word for word in PERSONAL if word in told] == []


def test_what_is_needed_to_mend_it_does():
    with request_ids.numbered(NUMBER):
        told = faults.told_outside(EVENT, {})

    (error,) = told["exception"]["values"]
    (frame,) = error["stacktrace"]["frames"]
    assert (error["type"], frame["function"], frame["lineno"]) == (
        "IntegrityError",
        "goal_edit",
        17,
    )
    assert told["transaction"] == "/lokale-maal/{pk}/"
    assert told["tags"] == {"request": NUMBER}


def test_an_address_that_is_no_pattern_stays_here():
    event = EVENT | {"transaction": "/lokale-maal/17/", "transaction_info": {"source": "url"}}

    assert "/lokale-maal/17/" not in json.dumps(faults.told_outside(event, {}))


def test_a_line_of_the_log_is_told_without_what_was_put_into_it():
    said = {"message": "%s could not be read", "params": ["Ane Jensen"], "formatted": "Ane Jensen"}
    event = {"level": "error", "logentry": said}

    told = faults.told_outside(event, {})

    assert told["logentry"] == {"message": "%s could not be read"}


def test_without_an_address_the_package_is_not_even_loaded(settings, monkeypatch):
    settings.SENTRY_DSN = ""
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)  # an import would fail

    faults.tell()


def test_an_address_without_the_package_is_told(settings, monkeypatch):
    settings.SENTRY_DSN = "https://key@sentry.example.dk/1"
    monkeypatch.setattr("config.checks.find_spec", lambda name: None)

    assert [fault.id for fault in faults_can_be_told(None)] == ["ground.E004"]
    settings.SENTRY_DSN = ""
    assert faults_can_be_told(None) == []


def test_the_package_is_told_to_gather_nothing_and_to_ask_us_first(settings, monkeypatch):
    settings.SENTRY_DSN = "https://key@sentry.example.dk/1"
    asked = {}
    package = ModuleType("sentry_sdk")
    package.init = lambda **named: asked.update(named)
    monkeypatch.setitem(sys.modules, "sentry_sdk", package)
    monkeypatch.setattr("config.faults.find_spec", lambda name: package)

    faults.tell()

    assert asked["dsn"] == settings.SENTRY_DSN
    assert asked["before_send"] is faults.told_outside
    assert asked["before_breadcrumb"]({"message": "Ane"}, {}) is None
    assert not asked["send_default_pii"]
    assert not asked["include_local_variables"]
    assert asked["max_request_body_size"] == "never"
    assert "traces_sample_rate" not in asked


#: A page that fails over somebody, and a server beside it that takes what is told.
TRIED = """
import http.server, os, threading, gzip
taken = []

class Taking(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        taken.append(body.decode())
        self.send_response(200); self.end_headers(); self.wfile.write(b"{}")
    def log_message(self, *words): pass

server = http.server.HTTPServer(("127.0.0.1", 0), Taking)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["SENTRY_DSN"] = f"http://key@127.0.0.1:{server.server_port}/1"
import django
django.setup()
import logging, sentry_sdk
from django.test import Client
import guides.views

def fail(section):
    person = "Ane Jensen"
    raise ValueError("Key (email)=(ane@example.com) already exists")

guides.views.guides_of = fail
client = Client(raise_request_exception=False)
client.cookies["other"] = "hemmelig-cookie"  # no session: there is no database
answer = client.get("/hjaelp/?q=Ane", REMOTE_ADDR="192.0.2.7", headers={"X-Name": "Ane Jensen"})
assert answer.status_code == 500
logging.getLogger("x").error("%s could not be read", "Ane Jensen")
sentry_sdk.flush(10)
print("TAKEN", len(taken), answer["X-Request-ID"])
print("".join(taken))
"""

if find_spec("sentry_sdk"):  # `make` installs it; it is an extra where the application runs

    def test_the_package_itself_tells_nothing_of_people(tmp_path):
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
            "VAR_DIR": str(tmp_path),
        }
        done = subprocess.run(
            [sys.executable, "-c", TRIED],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

        assert done.returncode == 0, done.stderr[-800:]
        said, told = done.stdout.split("\n", 1)
        _word, count, number = said.split()
        assert int(count) >= 2
        assert '"type":"ValueError"' in told.replace(" ", "")
        assert "guide_list" in told
        assert number in told
        assert "%s could not be read" in told
        found = [word for word in (*PERSONAL, "already exists", "?q=") if word in told]
        assert found == []
