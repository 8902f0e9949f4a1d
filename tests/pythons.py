"""`python -m tests.pythons`: the quick tests on each promised Python, and on the next Django.

Each Python gets an environment of its own in `var/pythons`, from the same lock. What the next
Django would break is told, and fails nothing: nobody has promised it yet.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROMISED = ("3.11", "3.12", "3.13")
#: The Django after the one that is locked, on the newest of them; it wants 3.12 or newer.
NEXT, NEXT_DJANGO = "next", "Django>=6.0,<6.1"
FOLDER = Path("var/pythons")
QUICK = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=line"]
CHOICE = ["-m", "not browser and not thorough"]


def main(asked: list[str]) -> int:
    """Run what is asked for, or all; 1 where a Python that is promised fails, or is not here."""
    failed = []
    for name in asked or [*PROMISED, NEXT]:
        python = _environment(name)
        if python is None:
            print(f"Python {name} is not installed here", flush=True)
            failed.append(name)
            continue
        if name == NEXT:
            for command in (["check"], ["makemigrations", "--check", "--dry-run"]):
                done = subprocess.run([python, "manage.py", *command], env=_settings(), check=False)
                print(f"{command[0]} on {_django(python)}: {done.returncode}", flush=True)
        told = _quick_tests(python)
        print(f"Python {name}, {_django(python)}: {told[-1]}", flush=True)
        if name == NEXT:
            print("\n".join(told[:-1]), flush=True)
        elif "failed" in told[-1] or "error" in told[-1]:
            failed.append(name)
    return 1 if failed else 0


def _quick_tests(python: Path) -> list[str]:
    """What failed, and pytest's last line."""
    workers = ["-n", os.environ.get("AT_ONCE") or "auto", "--dist=loadfile"]
    command = [python, *QUICK, *workers, *CHOICE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    summary = [line for line in lines if re.search(r"\d+ \w+.* in [\d.]+s", line)]
    broken = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    return [*broken, summary[-1] if summary else f"error: {done.stderr[-500:]}"]


def _environment(name: str) -> Path | None:
    """The interpreter of an environment with all that is locked; made where it is not there."""
    found = _interpreter(PROMISED[-1] if name == NEXT else name)
    if found is None:
        return None
    folder = FOLDER / name
    python = folder / "bin" / "python"
    is_done = folder / "done"
    lock = Path("requirements-dev.lock")
    if not is_done.exists() or is_done.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([found, "-m", "venv", "--clear", folder], check=True)
        _install(python, "--require-hashes", "-r", str(lock))
        if name == NEXT:
            _install(python, NEXT_DJANGO)
        is_done.touch()
    return python


def _interpreter(version: str) -> str | None:
    """On the path, or among pyenv's."""
    if on_path := shutil.which(f"python{version}"):
        done = subprocess.run([on_path, "--version"], capture_output=True, check=False)
        if not done.returncode:  # pyenv puts words on the path that lead nowhere
            return on_path
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    there = sorted(versions.glob(f"{version}.*/bin/python3"))
    return str(there[-1]) if there else None


def _install(python: Path, *what: str) -> None:
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what]
    subprocess.run(pip, check=True)


def _django(python: Path) -> str:
    told = "import django; print('Django', django.__version__)"
    return subprocess.run(
        [python, "-c", told], capture_output=True, text=True, check=True
    ).stdout.strip()


def _settings() -> dict[str, str]:
    return {**os.environ, "DEBUG": "on", "SECRET_KEY": "only-for-checking"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
