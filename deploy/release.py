"""`make release VERSION=1.0.0 URL=https://… KEY=…`: from a clean tree to files to hand on.

Writes the version where it stands, has `make check` and `make test` pass, keeps the demo as this
version makes it (`make kept`), tags all of it, and lays in `var/release/VERSION`: the source as an
archive, what it is made of (CycloneDX), where it comes from (in-toto, SLSA provenance 1), the sums
of them, and with a key their signature (`ssh-keygen -Y`). Nothing is sent anywhere. When a step
fails, the branch and the tags are as they were.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SEMVER = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z.-]+)?")
UNRELEASED = "## Unreleased\n"
UPGRADING = "\n### Upgrading\n"
BUILD_TYPE = "urn:ledestjernen:release:1"
#: Of a signature by ssh: what is signed, and who signs.
NAMESPACE, SIGNER = "file", "release"
LOCKS = tuple(f"requirements{extra}.lock" for extra in ("", "-redis", "-saml", "-sentry"))


class Refused(Exception):
    """Why there is no release; said to who asked for it."""


def main(words: Sequence[str]) -> int:
    """Make the release; 0 when it is there, 1 with a sentence when it is not."""
    parser = argparse.ArgumentParser(prog="make release", description=__doc__)
    parser.add_argument("version")
    parser.add_argument("--key", type=Path, help="private key that signs (ssh)")
    parser.add_argument("--url", default="", help="where the source is published, once it is")
    parser.add_argument("--unchecked", action="store_true", help="when it is only tried")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    asked = parser.parse_args(words)
    release = Release(asked.root.resolve(), asked.version, asked.key, asked.url)
    try:
        release.make(is_checked=not asked.unchecked)
    except Refused as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{release.folder}: {', '.join(sorted(each.name for each in release.files))}")
    print(f"Now: git push --follow-tags, and lay these beside the tag v{asked.version}.")
    return 0


class Release:
    """One version of the repository at `root`."""

    def __init__(self, root: Path, version: str, key: Path | None, url: str) -> None:
        self.root, self.version, self.key, self.url = root, version, key, url
        self.today = time.strftime("%Y-%m-%d", time.gmtime())
        self.folder = root / "var" / "release" / version
        self.files: list[Path] = []

    @property
    def tag(self) -> str:
        return f"v{self.version}"

    @property
    def signing(self) -> tuple[str, ...]:
        """How git makes the tag, signed with the key if there is one."""
        if not self.key:
            return ("tag", "--annotate")
        return ("-c", "gpg.format=ssh", "-c", f"user.signingKey={self.key}", "tag", "--sign")

    def make(self, *, is_checked: bool) -> None:
        """All of it, or nothing."""
        self.refuse_what_cannot_be()
        with self._as_it_was_if_it_fails():
            self.write_version()
            if is_checked:
                self.check_and_keep()
            self.run("git", "commit", "--quiet", "--all", "-m", f"Release {self.version}")
            self.run("git", *self.signing, "-m", f"Ledestjernen {self.version}", self.tag)
            self.folder.mkdir(parents=True, exist_ok=True)
            self.files = [self.archive(), self.bill_of_materials()]
            self.files.append(self.provenance())
            self.files.append(self.sums())
            if self.key:
                self.files.append(self.signature())
            self.verify()

    # --- Before ---------------------------------------------------------------------------------

    def refuse_what_cannot_be(self) -> None:
        wanted = SEMVER.fullmatch(self.version)
        if not wanted:
            raise Refused(f"{self.version} is no version by semantic versioning.")
        if self.told("git", "status", "--porcelain"):
            raise Refused("The tree is not clean: commit or stash first.")
        if self.told("git", "tag", "--list", self.tag):
            raise Refused(f"{self.tag} is there already.")
        now = SEMVER.fullmatch(self.current())
        if now and tuple(map(int, wanted.groups()[:3])) < tuple(map(int, now.groups()[:3])):
            raise Refused(f"{self.version} is older than {self.current()}.")
        if not (self.url or re.search("^url: ", self.read("publiccode.yml"), re.M)):
            raise Refused("publiccode.yml needs the address of the source: URL=https://…")
        if not self.news().strip():
            raise Refused("CHANGELOG.md says nothing under Unreleased.")
        if UPGRADING not in self.news():
            raise Refused("CHANGELOG.md does not say what to do when upgrading, if only: nothing.")

    def current(self) -> str:
        """The version that pyproject.toml says."""
        return str(re.findall(r'^version = "(.*)"$', self.read("pyproject.toml"), re.M)[0])

    def news(self) -> str:
        """What CHANGELOG.md says under Unreleased."""
        _before, found, after = self.read("CHANGELOG.md").partition(UNRELEASED)
        return after.partition("\n## ")[0] if found else ""

    # --- What the repository says of itself -----------------------------------------------------

    def write_version(self) -> None:
        self._replace("pyproject.toml", r'^version = ".*"$', f'version = "{self.version}"')
        is_stable = "-" not in self.version and not self.version.startswith("0.")
        facts = {
            **({"url": self.url} if self.url else {}),
            "softwareVersion": self.version,
            "releaseDate": f'"{self.today}"',
            "developmentStatus": "stable" if is_stable else "beta",
        }
        for name, fact in facts.items():
            self._tell(name, fact)
        heading = f"{UNRELEASED}\n## {self.version} - {self.today}\n"
        self._replace("CHANGELOG.md", f"^{UNRELEASED}", heading)

    def _tell(self, name: str, fact: str) -> None:
        """A fact of publiccode.yml, which may not have had it yet."""
        line = f"{name}: {fact}"
        if re.search(f"^{name}: ", self.read("publiccode.yml"), re.M):
            self._replace("publiccode.yml", f"^{name}: .*$", line)
        else:
            self._replace("publiccode.yml", r"^(?=platforms:$)", f"{line}\n")

    def _replace(self, name: str, pattern: str, text: str) -> None:
        changed, times = re.subn(pattern, lambda _found: text, self.read(name), flags=re.M)
        if times != 1:
            raise Refused(f"{name}: {pattern} stands there {times} times, and once is needed.")
        (self.root / name).write_text(changed, encoding="utf-8")

    def check_and_keep(self) -> None:
        """All tests, and the demo as this version makes it, from which later ones are upgraded."""
        for name in ("check", "test", "kept"):
            self.run("make", name, f"VERSION={self.version}")
        self.run("git", "add", "tests/releases")

    # --- The files ------------------------------------------------------------------------------

    def archive(self) -> Path:
        """The source as it is tagged; the same bytes each time it is made."""
        file = self.folder / f"ledestjernen-{self.version}.tar.gz"
        prefix = f"--prefix=ledestjernen-{self.version}/"
        compress = "tar.tar.gz.command=gzip -n -9"
        with file.open("wb") as into:
            command = ["git", "-c", compress, "archive", "--format=tar.gz", prefix, self.tag]
            subprocess.run(command, cwd=self.root, check=True, stdout=into)
        return file

    def bill_of_materials(self) -> Path:
        file = self.folder / "sbom.json"
        self.run(
            *(sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible"),
            *("--pyproject", "pyproject.toml", "--of", "JSON", "-o", str(file), LOCKS[0]),
        )
        return file

    def provenance(self) -> Path:
        """Which commit and which locks the files are made of, and by what."""
        locks = [self.root / name for name in LOCKS if (self.root / name).exists()]
        commit = self.told("git", "rev-parse", f"{self.tag}^{{commit}}")
        statement: dict[str, Any] = {
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": file.name, "digest": digest(file)} for file in self.files],
            "predicateType": "https://slsa.dev/provenance/v1",
            "predicate": {
                "buildDefinition": {
                    "buildType": BUILD_TYPE,
                    "externalParameters": {"version": self.version},
                    "resolvedDependencies": [
                        {"name": self.tag, "digest": {"gitCommit": commit}},
                        *({"name": lock.name, "digest": digest(lock)} for lock in locks),
                    ],
                },
                "runDetails": {"builder": {"id": "deploy/release.py"}},
            },
        }
        file = self.folder / "provenance.json"
        file.write_text(json.dumps(statement, indent=1) + "\n", encoding="utf-8")
        return file

    def sums(self) -> Path:
        file = self.folder / "SHA256SUMS"
        lines = (f"{digest(each)['sha256']}  {each.name}\n" for each in self.files)
        file.write_text("".join(lines), encoding="utf-8")
        return file

    def signature(self) -> Path:
        sums = self.folder / "SHA256SUMS"
        (self.folder / "SHA256SUMS.sig").unlink(missing_ok=True)
        self.run("ssh-keygen", "-q", "-Y", "sign", "-f", str(self.key), "-n", NAMESPACE, str(sums))
        return self.folder / "SHA256SUMS.sig"

    # --- Afterwards -----------------------------------------------------------------------------

    def verify(self) -> None:
        """As somebody would who has fetched them."""
        self.run("sha256sum", "--check", "--quiet", "SHA256SUMS", cwd=self.folder)
        packed = self.told("tar", "-tzf", str(self.folder / f"ledestjernen-{self.version}.tar.gz"))
        names = {name.partition("/")[2] for name in packed.splitlines() if not name.endswith("/")}
        tagged = self.told(
            "git", "-c", "core.quotePath=off", "ls-tree", "-r", "--name-only", self.tag
        )
        if names != set(tagged.splitlines()):
            raise Refused("The archive does not hold what is tagged.")
        if self.key:
            self._verify_signature()

    def _verify_signature(self) -> None:
        public = self.told("ssh-keygen", "-y", "-f", str(self.key))
        signers = self.folder / "allowed_signers"
        signers.write_text(f"{SIGNER} {public}\n", encoding="utf-8")
        self.files.append(signers)
        with (self.folder / "SHA256SUMS").open("rb") as signed:
            command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", SIGNER]
            command += ["-n", NAMESPACE, "-s", str(self.folder / "SHA256SUMS.sig")]
            subprocess.run(command, check=True, stdin=signed, stdout=subprocess.DEVNULL)

    @contextmanager
    def _as_it_was_if_it_fails(self) -> Iterator[None]:
        before = self.told("git", "rev-parse", "HEAD")
        try:
            yield
        except BaseException as problem:
            subprocess.run(["git", "tag", "-d", self.tag], cwd=self.root, capture_output=True)
            self.run("git", "reset", "--quiet", "--hard", before)
            self.run("git", "clean", "-d", "--force", "--quiet", "--", "tests/releases")
            for file in self.folder.glob("*"):
                file.unlink()
            if isinstance(problem, subprocess.CalledProcessError):
                raise Refused(f"{' '.join(map(str, problem.cmd))} failed: no release.") from problem
            raise

    # --- Commands -------------------------------------------------------------------------------

    def run(self, *command: str, cwd: Path | None = None) -> None:
        subprocess.run(command, cwd=cwd or self.root, check=True, env=_plain())

    def told(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=self.root, check=True, text=True, stdout=subprocess.PIPE, env=_plain()
        )
        return done.stdout.strip()

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")


def digest(file: Path) -> dict[str, str]:
    """Its SHA-256, as in-toto writes it."""
    return {"sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


def _plain() -> Mapping[str, str]:
    """What the commands say is read, so they say it in one language."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
