"""What is installed is what was chosen: every package with the hashes of its files."""

import json
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.M)
LOCKS = {
    "requirements.lock": ["requirements.txt"],
    "requirements-dev.lock": ["requirements.txt", "requirements-dev.txt"],
}


def pinned(name: str) -> dict[str, str]:
    """Package → version, of a file of requirements."""
    found = PINNED.findall((ROOT / name).read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_the_readable_list_asks_for(lock):
    wanted = {}
    for name in LOCKS[lock]:
        wanted |= pinned(name)

    assert wanted.items() <= pinned(lock).items(), "run: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())

    assert [one for one in packages if "--hash=sha256:" not in one] == []
    assert "://" not in text
    assert "index-url" not in text


def test_every_package_of_the_certified_provider_has_a_hash_and_no_address():
    folder = ROOT / "tests" / "certified"
    text = (folder / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]

    assert "://" not in text
    assert packages.pop("")["dependencies"] == wanted
    assert [name for name, one in packages.items() if "integrity" not in one] == []
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_both_locks_agree():
    run, dev = pinned("requirements.lock"), pinned("requirements-dev.lock")

    assert run.items() <= dev.items(), "run: make lock"


def test_the_makefile_installs_nothing_without_hashes():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in text.splitlines() if "pip install" in line]

    assert len(installs) == 2
    assert all("--require-hashes" in line for line in installs)


def test_the_bill_of_materials_names_every_package(tmp_path):
    pytest.importorskip("cyclonedx_py")
    file = tmp_path / "sbom.json"
    subprocess.run(
        [
            *[sys.executable, "-m", "cyclonedx_py", "requirements", "--of", "JSON"],
            *["--pyproject", "pyproject.toml", "-o", str(file), "requirements.lock"],
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    bill = json.loads(file.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "ledestjernen"
    named = {one["name"].lower(): one["version"] for one in bill["components"]}
    assert named == pinned("requirements.lock")
