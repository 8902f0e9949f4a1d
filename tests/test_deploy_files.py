"""What a server is run with agrees with the settings, with the documentation, and with itself."""

import configparser
import re
import shutil
import subprocess

import pytest
from django.conf import settings as django_settings

from config import health, upkeep
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
#: Said to gunicorn, to Debian or to compose, not to the application.
OF_OTHERS = {"WEB_CONCURRENCY"}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def settings_of(text: str) -> set[str]:
    """The names that are given a value, those commented out included."""
    return set(re.findall(r"^#?([A-Z][A-Z_]+)=", text, re.M))


def unit(path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser


def test_every_setting_of_the_example_is_one_and_is_documented():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", read("docs/configuration.md"), re.M))
    named = settings_of(read("deploy/environment.example"))

    assert len(named) > 10
    assert named - documented - OF_OTHERS == set()
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL"} <= named


def test_every_time_and_folder_of_the_settings_is_documented():
    used = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', read("config/settings.py")))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", read("docs/configuration.md"), re.M))

    mine = {name for name in used if name.endswith(("_AT", "_DIR")) or name.startswith("BACKUP_")}
    assert len(mine) > 6
    assert mine - documented == set()


@pytest.mark.parametrize("path", ["deploy/nginx.conf", "deploy/Caddyfile"])
def test_the_proxies_let_through_what_the_application_reads_and_lead_where_it_listens(path):
    text = read(path)
    [megabytes] = re.findall(r"(?:client_max_body_size|max_size) (\d+)", text)
    largest = max(
        django_settings.IMPORT_MAX_BYTES,
        django_settings.IMPORT_XLSX_MAX_BYTES,
        django_settings.ATTACHMENT_MAX_BYTES,
    )

    assert largest < int(megabytes) * 1_000_000 < 2 * largest
    web = unit(DEPLOY / "systemd/ledestjernen-web.service")["Service"]["ExecStart"]
    [bound] = re.findall(r"--bind (\S+)", web)
    assert bound in text
    assert "Strict-Transport-Security" not in text  # the application says it
    assert "/healthz/" in text


def test_the_proxies_set_what_one_trusted_proxy_sets():
    assert "TRUSTED_PROXIES=1\n" in read("deploy/environment.example")
    nginx = read("deploy/nginx.conf")
    assert "X-Forwarded-For $remote_addr;" in nginx  # not what the visitor says
    assert "X-Forwarded-Proto $scheme;" in nginx
    assert "Host $host;" in nginx


def test_the_units_and_the_installation_name_the_same_places():
    script = read("deploy/install-debian12.sh")
    example = read("deploy/environment.example")
    for path in SERVICES:
        service = unit(path)["Service"]
        if "EnvironmentFile" not in service:
            continue
        assert f"settings={service['EnvironmentFile']}\n" in script
        assert service["User"] == "ledestjernen"
        assert service["WorkingDirectory"] == "/opt/ledestjernen/app"
        assert f"VAR_DIR=/var/lib/{service['StateDirectory']}\n" in example
    work = unit(DEPLOY / "systemd/ledestjernen-work.service")["Service"]
    assert work["ExecStart"].endswith("manage.py work")
    assert f"BACKUP_DIR={work['ReadWritePaths'].removeprefix('-')}\n" in example
    assert int(work["TimeoutStopSec"]) > django_settings.WORK_STOP_SECONDS


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_can_do_nothing_that_it_need_not(path):
    service = unit(path)["Service"]

    assert service["CapabilityBoundingSet"] == ""
    for name in ("NoNewPrivileges", "PrivateDevices", "ProtectHome", "RestrictNamespaces"):
        assert service[name] == "yes"
    assert service["ProtectSystem"] == "strict"
    analyze = shutil.which("systemd-analyze")
    if analyze:  # elsewhere the lines above must do
        done = subprocess.run(
            [analyze, "security", "--offline=true", "--threshold=15", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-500:]


def test_systemd_understands_every_line_of_the_units(tmp_path):
    analyze = shutil.which("systemd-analyze")
    found = []
    for path in UNITS if analyze else []:
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", path.read_text(), flags=re.M)
        (tmp_path / path.name).write_text(text)
    for path in sorted(tmp_path.iterdir()):
        done = subprocess.run(
            [analyze, "verify", str(path)], capture_output=True, text=True, check=False
        )
        found += [line for line in done.stderr.splitlines() if "ledestjernen" in line]
    assert found == []


def test_the_image_is_built_of_what_is_locked_and_runs_as_nobody_in_particular():
    text = read("Dockerfile")

    first, last = text.split("\nFROM ")[1:]
    assert "--require-hashes" in first
    assert "requirements.lock" in first
    assert "pip" not in last.split("USER")[0].replace("without pip", "")
    assert re.findall(r"^USER (\S+)", last, re.M) == ["ledestjernen"]
    assert "HEALTHCHECK" in last
    assert "/healthz/live" in last
    left_out = read(".dockerignore").split()
    assert {".git", ".env", "tests", "var", ".venv"} <= set(left_out)


def test_compose_starts_what_the_image_and_the_proxy_know():
    text = read("compose.yaml")

    assert '["python", "manage.py", "work"]' in text
    assert '["python", "manage.py", "upgrade"]' in text
    assert "APPLICATION: web:8000" in text
    assert "{$APPLICATION:" in read("deploy/Caddyfile")
    assert "{$SITE_NAME:" in read("deploy/Caddyfile")
    [bound] = re.findall(r'"--bind", "0\.0\.0\.0:(\d+)"', read("Dockerfile"))
    assert bound == "8000"
    [client] = re.findall(r"postgresql-client-(\d+)", read("Dockerfile"))
    [server] = re.findall(r"postgres:(\d+)-", text)
    assert client == server  # pg_dump refuses a newer server
    grace = int(re.findall(r"stop_grace_period: (\d+)s", text)[0])
    assert grace > django_settings.WORK_STOP_SECONDS


@pytest.mark.parametrize("path", ["deploy/install-debian12.sh", "deploy/manage"])
def test_the_scripts_can_be_read_by_a_plain_shell(path):
    assert (ROOT / path).stat().st_mode & 0o111
    done = subprocess.run(["sh", "-n", str(ROOT / path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_page_for_operators_lists_every_job_and_every_reason():
    told = set(re.findall(r"^\| `([a-z ]+)` \|", read("docs/operations.md"), re.M))

    assert set(upkeep.JOBS) - told == set()
    assert set(health.READINESS) - told == set()


def test_a_forge_runs_what_everybody_runs():
    workflow = read(".github/workflows/ci.yml")
    assert "- run: .ci/run" in workflow
    assert "container: debian:bookworm" in workflow
    said = read(".ci/run")
    assert "make check" in said
    assert "make test" in said
