"""What a municipality's server is started with: refused when wrong, clean when right."""

import ast
import os
import re
import subprocess
import sys

import pytest

from accounts.models import User
from tests.conftest import PRODUCTION, ROOT


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py as on a server: with what it says there, and nothing of ours."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "manage.py", *arguments],
        env=inherited | PRODUCTION | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_finds_nothing_to_warn_of():
    done = manage("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("missing", "warning"), [("WAS_URL", "ground.W001"), ("EMAIL_URL", "ground.W002")]
)
def test_the_deployment_check_says_what_is_missing(missing, warning):
    empty = {"WAS_URL": "", "EMAIL_URL": "dummymail://"}[missing]

    done = manage("check", "--deploy", "--fail-level", "WARNING", **{missing: empty})

    assert done.returncode == 1
    assert warning in done.stderr


@pytest.mark.parametrize(
    "key",
    ["", "short", "development-only", "a" * 60, "django-insecure-" + "0123456789abcdef" * 4],
)
def test_a_weak_key_keeps_a_server_from_starting(key):
    done = manage("check", SECRET_KEY=key)

    assert done.returncode != 0
    assert "SECRET_KEY must be at least 50 random characters" in done.stderr


def test_a_weak_former_key_keeps_a_server_from_starting():
    assert manage("check", SECRET_KEY_FALLBACKS="short").returncode != 0


def test_a_secret_may_stand_in_a_file(tmp_path):
    secret = tmp_path / "key"
    secret.write_text(PRODUCTION["SECRET_KEY"] + "\n")

    assert manage("check", SECRET_KEY="", SECRET_KEY_FILE=str(secret)).returncode == 0


def test_nobody_can_sign_in_to_a_new_installation(db):
    assert not User.objects.exists()


# --- The page about settings is true ------------------------------------------------------------


def in_settings() -> dict[str, object]:
    """Each environment variable the settings read, with its default where that is a literal."""
    found: dict[str, object] = {}
    for node in ast.walk(ast.parse((ROOT / "config" / "settings.py").read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env."):
            name, *rest = node.args
            if isinstance(name, ast.Constant):
                default = rest[0] if rest else None
                found[str(name.value)] = getattr(default, "value", None)
    return found


def on_the_page() -> dict[str, str]:
    page = (ROOT / "docs" / "configuration.md").read_text()
    return dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]+?) \|", page, re.MULTILINE))


def test_the_page_describes_every_setting_and_no_other():
    assert set(on_the_page()) == set(in_settings())


def test_the_page_tells_the_defaults():
    for name, default in in_settings().items():
        told = on_the_page()[name].strip("`")
        if isinstance(default, bool):
            assert told == ("on" if default else "off"), name
        elif isinstance(default, int):
            assert int(told.replace("_", "")) == default, name
        elif default:
            assert told == default, name
