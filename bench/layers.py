"""Where the milliseconds of a page go, by layer: `python -m bench.layers`.

The demo; each page after a status update at an institution that it shows. A profile says which
part of the time is whose; the milliseconds are those of the processor without a profile.
"""

import cProfile
import pstats
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping

from bench.environment import scratch_database, set_up

ROUNDS = 15
LEADER = "klyngeleder@example.com"
PLACE = "stjerneskuddet"

#: By what a file's path contains; the first that fits counts.
LAYERS = {
    "templates": ("django/template", "/templatetags/", "django/utils/html", "/safestring"),
    "words and dates": ("/translation", "/formats.py", "dateformat", "/numberformat", "gettext"),
    "questions put together": ("django/db/models/",),
    "asked and answered": ("django/db/", "sqlite3", "psycopg"),
    "what is kept": ("/institutions/",),
    "what pages show": ("/dashboards/", "/strategy/", "/meetings/", "/indicators/", "/charts/"),
    "session, person, middleware": ("middleware", "/sessions", "/axes/", "/auth/", "/accounts/"),
}
REST = "the rest of Django and Python"

Profile = Mapping[tuple[str, int, str], tuple[int, int, float, float, dict]]


def layer_of(path: str) -> str:
    for layer, signs in LAYERS.items():
        if any(sign in path for sign in signs):
            return layer
    return REST


def shares(profile: Profile) -> dict[str, float]:
    """Layer → its part of all. What Python does itself counts for who had it done."""
    found: dict[str, float] = defaultdict(float)
    for (path, _line, name), (_calls, _all, own, _within, callers) in profile.items():
        if path != "~":
            found[layer_of(path)] += own
        elif "sqlite3" in name or "psycopg" in name:
            found["asked and answered"] += own
        else:
            for (caller, _at, _who), (_n, _c, theirs, _t) in callers.items():
                found[layer_of(caller)] += theirs
    total = sum(found.values())
    return {layer: part / total for layer, part in found.items()}


def measure() -> Iterator[tuple[str, float, dict[str, float]]]:
    """(page, milliseconds, layer → milliseconds) after a status update."""
    from django.test import Client

    from accounts.models import User
    from strategy.models import LocalGoal, StatusUpdate

    client = Client()
    client.force_login(User.objects.get(email=LEADER))
    goal = LocalGoal.objects.filter(institution__slug=PLACE, status="in_progress")[0]
    pages = {
        "nearly empty": "/tom/",
        "home": "/",
        "cluster": "/klynger/fyrtaarnet/",
        "institution": goal.institution.get_absolute_url(),
        "local goal": goal.get_absolute_url(),
        "common goal": goal.goal.get_absolute_url(),
        "municipality": "/kommunen/",
    }
    for name, address in pages.items():
        profiler, spent = cProfile.Profile(), []
        for turn in range(2 * ROUNDS):
            words = {"progress": ["started", "onway"][turn % 2], "narrative": f"Nyt {turn}"}
            update = StatusUpdate.objects.create(local_goal=goal, **words)
            begun = time.process_time()
            if turn >= ROUNDS:
                profiler.enable()
            client.get(address)
            profiler.disable()
            if turn < ROUNDS:
                spent.append(1000 * (time.process_time() - begun))
            update.delete()
            client.get(address)
        took = statistics.median(spent)
        parts = shares(pstats.Stats(profiler).stats)  # type: ignore[attr-defined]
        yield name, took, {layer: took * part for layer, part in parts.items()}


def main() -> None:
    set_up()
    with scratch_database():
        measured = list(measure())
    print("| milliseconds of processor time |", " | ".join(name for name, *_rest in measured), "|")
    print("|---" * (len(measured) + 1) + "|")
    for layer in (*LAYERS, REST):
        told = " | ".join(f"{parts.get(layer, 0):.1f}" for _name, _took, parts in measured)
        print(f"| {layer} | {told} |")
    print("| all |", " | ".join(f"{took:.1f}" for _name, took, _parts in measured), "|")


if __name__ == "__main__":
    main()
