"""What law says on a day, and the rules that come with the product."""

import datetime
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from duties.models import EnvironmentQuestion, RuleEdition, StatutoryRule

_DATA = Path(__file__).parent / "data"

#: How many months after a report the next is due.
REPORT = "tilsynsrapport"
#: The same after a visit that follows a report up, where that starts the clock anew.
FOLLOW_UP_REPORT = "tilsynsrapport-opfoelgende"
#: How many days after an order it is followed up.
ORDER = "paabud-opfoelgning"
#: How many months after an evaluation of the learning environment the next is due, here.
EVALUATION = "evaluering-laeringsmiljoe"
#: How many months a political discussion looks back.
DISCUSSION = "politisk-droeftelse"


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The editions of some rules, asked for by code and day; one query."""

    editions: tuple[RuleEdition, ...]

    @classmethod
    def of(cls, codes: Collection[str]) -> "RuleBook":
        rows = RuleEdition.objects.filter(rule__code__in=codes).select_related("rule")
        return cls(tuple(rows))

    def edition(self, code: str, day: datetime.date) -> RuleEdition | None:
        """What the rule says on the day, if anything."""
        found = (row for row in self.editions if row.rule.code == code and row.holds_on(day))
        return next(found, None)

    def number(self, code: str, day: datetime.date) -> int | None:
        """The number that holds on the day, for a rule that counts in whole days or months."""
        edition = self.edition(code, day)
        return None if edition is None or edition.value is None else int(edition.value)


@transaction.atomic
def load_rules() -> dict[str, int]:
    """Create the rules that are missing, and the questions where there are none.

    What is there is left with its local changes.
    """
    made = [_load(row) for row in _read("rules")["rules"]]
    questions = [] if EnvironmentQuestion.objects.exists() else _read("evaluation")["questions"]
    EnvironmentQuestion.objects.bulk_create(EnvironmentQuestion(**row) for row in questions)
    return {"rules": sum(made), "questions of evaluations": len(questions)}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text("utf-8"))


def _load(row: dict[str, object]) -> bool:
    editions = row.pop("editions")
    assert isinstance(editions, Iterable)  # noqa: S101  # the file is ours
    rule, is_new = StatutoryRule.objects.get_or_create(code=row.pop("code"), defaults=row)
    if is_new:
        RuleEdition.objects.bulk_create(RuleEdition(rule=rule, **edition) for edition in editions)
    return is_new
