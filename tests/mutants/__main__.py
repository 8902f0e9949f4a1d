"""`python -m tests.mutants` (`make mutants`): whether the tests find faults put into the program.

Of each subject of `[tool.mutants]` in pyproject.toml it tries every fault in its modules with its
tests, prints how many of a hundred were found in each module, and names those that nobody found.
It fails where that is fewer than wanted, where one that lives is not in `equivalent.toml`, and
where one that is listed there is found, or is no fault any more. Words choose subjects or modules.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from tests.mutants.faults import ROOT

Outcomes = dict[str, str]
LISTED = Path(__file__).parent / "equivalent.toml"


def main(chosen: list[str]) -> int:
    """Try what is chosen, or everything. Gives an exit code."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    settings = settings["tool"]["mutants"]
    listed = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    complaints: list[str] = []
    for subject, table in settings["subjects"].items():
        modules = [one for one in table["modules"] if not chosen or {subject, one} & {*chosen}]
        found = _outcomes(modules, table["tests"]) if modules else {}
        for module, outcomes in found.items():
            complaints += judged(module, outcomes, listed.get(module, {}), settings["wanted"])
    print("\n".join(["", *complaints]) if complaints else "\nEverything else was found.")
    return bool(complaints)


def judged(module: str, outcomes: Outcomes, listed: dict[str, str], wanted: int) -> list[str]:
    """Print a module's score; gives what is wrong with it, a line each."""
    alive = [fault for fault, killer in outcomes.items() if not killer]
    score = 100 * (len(outcomes) - len(alive)) / max(len(outcomes), 1)
    print(f"{score:5.1f} %  {len(outcomes):4}  {module}", flush=True)
    complaints = [f"{module}: {fault}: no test finds it" for fault in alive if fault not in listed]
    for fault in sorted(listed.keys() - alive):
        why = f"found by {outcomes[fault]}" if fault in outcomes else "no fault any more"
        complaints.append(f"{module}: {fault}: listed, but {why}")
    if score < wanted:
        complaints.append(f"{module}: {score:.1f} of 100 faults are found, {wanted} are wanted")
    return complaints


def _outcomes(modules: list[str], tests: list[str]) -> dict[str, Outcomes]:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        options: dict[str, Any] = {
            "faults-in": ",".join(modules),
            "at-once": os.environ.get("AT_ONCE") or os.cpu_count(),
            "outcomes": file.name,
        }
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:randomly"]
            + ["-p", "tests.mutants.plugin"]
            + [f"--{name}={value}" for name, value in options.items()]
            + [f"tests/{name}.py" for name in tests],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        if run.returncode:
            sys.exit(run.stdout)
        return json.loads(Path(file.name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
