"""Who works in the town, and what they ask for next: 80 % reading, 20 % writing and papers."""

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

#: Of every hundred clicks of all people together.
AUTOSAVES, STATUS_UPDATES, PAPERS = 10, 5, 5
#: Of every hundred people: those who have a town at their hands are few, and parents are many.
SHARES = {
    "leader": 40,
    "board_member": 42,
    "chair": 4,
    "cluster_leader": 8,
    "area_head": 2,
    "administrator": 2,
    "committee": 2,
}
#: Which pages they read, of a hundred.
READING: Mapping[str, Mapping[str, int]] = {
    "leader": {
        "home": 20, "institution": 20, "cluster": 15, "local goal": 20, "form": 5, "goal": 8,
        "indicator": 7, "indicators": 5,
    },
    "board_member": {
        "home": 20, "cluster": 30, "institution": 15, "local goal": 15, "goal": 10,
        "indicator": 7, "municipality": 3,
    },
    "cluster_leader": {
        "home": 15, "cluster": 25, "institution": 20, "local goal": 15, "goal": 5,
        "indicator": 10, "indicators": 7, "municipality": 3,
    },
    "administrator": {
        "home": 15, "municipality": 25, "heat map": 10, "area": 10, "cluster": 20,
        "indicator": 10, "indicators": 10,
    },
}  # fmt: skip
_READS_AS = {"chair": "board_member", "area_head": "administrator", "committee": "administrator"}
#: Any secret will do, as long as the cookie and the form have the same.
SECRET = "loadloadloadloadloadloadloadload"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Click:
    """What is asked for. body: of a form that is sent; answers: what is no error."""

    kind: str
    address: str
    body: bytes = b""
    answers: tuple[int, ...] = (200,)


@dataclass(slots=True)
class Person:
    """Somebody signed in: where they go by kind of page, and what a leader writes in."""

    pk: int
    role: str
    session: str
    pages: Mapping[str, Sequence[str]]
    writes: Mapping[str, Any] = field(default_factory=dict)
    turn: int = 0
    form: str = field(default_factory=lambda: str(uuid.uuid4()))

    def next(self, dice: random.Random) -> Click:
        """Only leaders write, so each of them writes the more."""
        drawn = dice.random() * 100
        if self.writes:
            drawn /= 100 / SHARES["leader"]
            if drawn < AUTOSAVES:
                return self.autosave()
            if drawn < AUTOSAVES + STATUS_UPDATES:
                return self.status(dice)
        if dice.random() * (100 - AUTOSAVES - STATUS_UPDATES) < PAPERS:
            kind = dice.choice(["paper", "workbook"])
        else:
            pages = reading(self.role)
            (kind,) = dice.choices(list(pages), list(pages.values()))
        return Click(kind, dice.choice(self.pages[kind]))

    def autosave(self) -> Click:
        self.turn += 1
        typed = {
            "csrfmiddlewaretoken": SECRET, "writer": self.pk, "turn": self.turn,
            "version": self.writes["version"], "key": self.writes["key"], "page": self.form,
            "taken": "", "text": f"Alle børn har {self.turn} venner.", "how": "Vi spørger dem.",
            "measured_on": "", "when_text": "", "responsible": "Pædagogisk leder",
        }  # fmt: skip
        return Click("autosave", self.writes["autosave"], urlencode(typed).encode())

    def status(self, dice: random.Random) -> Click:
        self.turn += 1
        typed = {
            "csrfmiddlewaretoken": SECRET,
            "progress": dice.choice(["onway", "reached"]),
            "narrative": f"Børnene leger mere sammen, {self.turn}.",
            "next_step": "Vi bliver ved.",
        }
        return Click("status update", self.writes["status"], urlencode(typed).encode(), (302,))


def reading(role: str) -> Mapping[str, int]:
    """How often somebody of a role opens a page of each kind, of a hundred."""
    return READING[_READS_AS.get(role, role)]


def crowd(everybody: Sequence[Mapping[str, Any]], count: int, dice: random.Random) -> list[Person]:
    """So many of them, in their shares, from everywhere in the town."""
    by_role: dict[str, list[Mapping[str, Any]]] = {}
    for one in everybody:
        is_committee = one["role"] == "board_member" and "area" in one["pages"]
        by_role.setdefault("committee" if is_committee else one["role"], []).append(one)
    chosen = []
    for role, share in SHARES.items():
        some = by_role[role]
        dice.shuffle(some)
        wanted = max(1, round(count * share / 100))
        chosen += [Person(**{**one, "role": role}) for one in some[:wanted]]
    dice.shuffle(chosen)
    return chosen
