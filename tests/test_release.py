"""`make release`: tried to its end in a repository of its own, and put back when a step fails."""

import hashlib
import json
import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="a release needs git")

URL = "https://example.org/ledestjernen.git"
TOLD = ("pyproject.toml", "publiccode.yml", "CHANGELOG.md", "requirements.lock")


#: What publiccode.yml must say by its standard, and the words of its lists that we use.
REQUIRED = {
    *("publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus"),
    *("softwareType", "description", "legal", "maintenance", "localisation"),
}
LISTED = {
    "platforms": ["web"],
    "categories": [
        *("project-management", "data-analytics", "data-visualization", "knowledge-management"),
    ],
    "scope": ["education", "local-authorities"],
}


def top_level(text):
    return set(re.findall(r"^(\w+):", text, re.M))


def git(folder, *command):
    done = subprocess.run(
        ["git", *command], cwd=folder, check=True, text=True, stdout=subprocess.PIPE
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path):
    """What a release reads and writes, in a repository that has nothing else."""
    folder = tmp_path / "here"
    folder.mkdir()
    for name in TOLD:
        shutil.copy(ROOT / name, folder / name)
    (folder / ".gitignore").write_text("var/\n")
    (folder / "æble.txt").write_text("En fil med et dansk navn.\n")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "config", "user.name", "Test")
    git(folder, "config", "user.email", "test@example.com")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "All")
    return folder


@pytest.fixture
def key(tmp_path):
    file = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)
    return file


def release(folder, version, *more):
    return subprocess.run(
        [
            *[sys.executable, str(ROOT / "deploy" / "release.py"), version],
            *["--root", str(folder), "--url", URL, "--unchecked", *map(str, more)],
        ],
        text=True,
        capture_output=True,
        check=False,
    )


def test_a_release_is_tagged_packed_and_signed(repository, key):
    done = release(repository, "1.0.0", "--key", key)

    assert done.returncode == 0, done.stderr
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "describe") == "v1.0.0"
    assert 'version = "1.0.0"' in (repository / "pyproject.toml").read_text()
    told = (repository / "publiccode.yml").read_text()
    assert "softwareVersion: 1.0.0\n" in told
    assert "developmentStatus: stable\n" in told
    assert f"url: {URL}\n" in told
    assert top_level(told) >= REQUIRED
    assert "-----BEGIN SSH SIGNATURE-----" in git(repository, "cat-file", "tag", "v1.0.0")
    news = (repository / "CHANGELOG.md").read_text()
    assert re.search(r"^## Unreleased\n\n## 1\.0\.0 - \d{4}-\d\d-\d\d\n", news, re.M)

    folder = repository / "var" / "release" / "1.0.0"
    sums = dict(
        reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines()
    )
    assert set(sums) == {"ledestjernen-1.0.0.tar.gz", "sbom.json", "provenance.json"}
    for name, wanted in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == wanted
    statement = json.loads((folder / "provenance.json").read_text())
    assert {one["name"]: one["digest"]["sha256"] for one in statement["subject"]} == {
        name: sums[name] for name in sums if name != "provenance.json"
    }
    (source, *locks) = statement["predicate"]["buildDefinition"]["resolvedDependencies"]
    assert source["digest"]["gitCommit"] == git(repository, "rev-parse", "HEAD")
    assert [lock["name"] for lock in locks] == ["requirements.lock"]
    assert (folder / "SHA256SUMS.sig").exists()


def test_make_hands_on_all_that_the_release_is_told():
    said = subprocess.run(
        ["make", "--dry-run", "release", "VERSION=1.0.0", f"URL={URL}", "KEY=here"],
        cwd=ROOT,
        check=True,
        text=True,
        capture_output=True,
    ).stdout

    assert f"deploy/release.py 1.0.0 --url {URL} --key here" in said


def test_the_archive_has_the_same_bytes_each_time(repository):
    assert release(repository, "1.0.0").returncode == 0
    file = repository / "var" / "release" / "1.0.0" / "ledestjernen-1.0.0.tar.gz"
    first = file.read_bytes()

    git(repository, "tag", "-d", "v1.0.0")
    again = subprocess.run(
        [
            *["git", "-c", "tar.tar.gz.command=gzip -n -9", "archive", "--format=tar.gz"],
            *["--prefix=ledestjernen-1.0.0/", "HEAD"],
        ],
        cwd=repository,
        check=True,
        stdout=subprocess.PIPE,
    )
    assert again.stdout == first


def test_what_the_catalogues_are_told_of_us_is_by_their_standard():
    text = (ROOT / "publiccode.yml").read_text(encoding="utf-8")

    assert REQUIRED - top_level(text) <= {"url"}  # published it is not yet: no release without
    for name, words in LISTED.items():
        (block,) = re.findall(rf"^ *{name}:\n((?: +- .*\n)+)", text, re.M)
        assert re.findall(r"- (.*)", block) == words
    short = re.findall(r"shortDescription: (.*)", text)
    long = re.findall(r"longDescription: >\n((?: {6}.*\n)+)", text)
    assert (len(short), len(long)) == (2, 2)
    assert all(len(words) <= 150 for words in short)
    assert all(150 <= len(" ".join(words.split())) <= 10_000 for words in long)


def test_what_os2_asks_is_answered_and_counted():
    text = (ROOT / "docs" / "os2-governance.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [RFSG]\d+ \| (\w+) \| [^|]+ \| ([^|]+?) \|(.*)\|$", text, re.M)
    answers = ("met", "in part", "not met", "theirs")

    assert len(rows) == 43
    for level, asked, *told in re.findall(
        r"^\| (\w+) \((\d+)\) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.M
    ):
        counted = [sum(row[:2] == (level, answer) for row in rows) for answer in answers]
        assert list(map(int, told)) == counted, level
        assert int(asked) == sum(counted)
    assert [where for _level, answer, where in rows if answer == "met" and not where.strip()] == []


def test_without_an_address_there_is_no_release(repository):
    done = release(repository, "1.0.0", "--url", "")

    assert done.returncode == 1
    assert "URL=" in done.stderr


@pytest.mark.parametrize(
    ("version", "sentence"),
    [("one", "no version"), ("0.0.9", "older"), ("1.0", "no version"), ("v1.0.0", "no version")],
)
def test_a_version_that_cannot_be_is_refused(repository, version, sentence):
    done = release(repository, version)

    assert done.returncode == 1
    assert sentence in done.stderr
    assert git(repository, "tag") == ""


def test_a_tree_with_changes_and_a_version_that_is_there_are_refused(repository):
    (repository / "new.txt").write_text("Not committed.")
    assert "not clean" in release(repository, "1.0.0").stderr
    (repository / "new.txt").unlink()

    assert release(repository, "1.0.0").returncode == 0
    assert "is there already" in release(repository, "1.0.0").stderr
    assert "says nothing under Unreleased" in release(repository, "1.0.1").stderr


def test_a_release_says_what_to_do_when_upgrading_to_it(repository):
    file = repository / "CHANGELOG.md"
    file.write_text(file.read_text().replace("### Upgrading", "### Fixed"))
    git(repository, "commit", "--quiet", "--all", "-m", "Without a word on upgrading")

    assert "when upgrading" in release(repository, "1.0.0").stderr


def test_the_headings_of_the_changelog_are_those_of_keep_a_changelog():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Upgrading"}

    assert set(re.findall(r"^### (.*)$", text, re.M)) <= kinds
    for heading in re.findall(r"^## (.*)$", text, re.M):
        assert re.fullmatch(r"Unreleased|\d+\.\d+\.\d+(-[\w.]+)? - \d{4}-\d\d-\d\d", heading)


def test_when_a_step_fails_all_is_as_it_was(repository, tmp_path):
    before = git(repository, "rev-parse", "HEAD")
    (tmp_path / "no-key").write_text("This is no key.")

    done = release(repository, "1.0.0", "--key", tmp_path / "no-key")

    assert done.returncode == 1
    assert "no release" in done.stderr
    assert git(repository, "rev-parse", "HEAD") == before
    assert git(repository, "tag") == ""
    assert git(repository, "status", "--porcelain") == ""
    assert not list((repository / "var" / "release" / "1.0.0").glob("*"))
