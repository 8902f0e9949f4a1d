"""The page a rule is written on: its forms together, and the rule that comes of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from indicators.building.draft import DraftRule, draft_of
from indicators.building.forms import PartForm
from indicators.building.ingredients import Ingredients, kind_of_topic
from indicators.building.known import as_told, of_new, told
from indicators.building.reading import reads
from indicators.building.rule_form import RuleForm
from indicators.building.targets import TargetTable
from indicators.evaluation.rules import COUNTS_UNITS, Aggregation, Source
from indicators.models import Indicator, Target
from measurements.models import Topic
from strategy.models import Goal

#: Several things are at least two, and this many can be written at once.
FEWEST_PARTS, MOST_PARTS = 2, 8
PARTS = "dele"
#: What was the newest version of the indicator when the page was read.
READ_AT = "laest"


@dataclass(slots=True)
class RuleSheet:
    """saved: the rule in the database, None for a new one; it stays as it is until it is saved."""

    ingredients: Ingredients
    saved: DraftRule | None
    form: RuleForm
    parts: tuple[PartForm, ...]
    table: TargetTable
    data: QueryDict | None
    read_at: str = ""

    @classmethod
    def of(
        cls,
        goal: Goal,
        indicator: Indicator | None,
        data: QueryDict | None = None,
        *,
        holds: bool = True,
        is_tried: bool = False,
        more_parts: int = 0,
    ) -> Self:
        """data: what was sent; held against the rules of the forms if it `holds`, else shown.

        is_tried: what is only tried needs no name yet.
        """
        ingredients = Ingredients.of(goal)
        saved = draft_of(indicator) if indicator else None
        known = _known(saved, ingredients)
        held = data if holds else None
        shown = known | as_told(data, RuleForm) if data is not None and not holds else known
        form = RuleForm(held, ingredients=ingredients, initial=shown)
        form.fields["short_text"].required = not is_tried
        parts = _parts(form, saved, data, holds=holds, more=more_parts)
        form.offer_parts(len(parts))
        others = _but_the_standing(saved.targets) if saved else []
        table = TargetTable.of(ingredients, kind=form.chosen_kind, targets=others, data=data)
        read_at = _read_at(indicator) if data is None else data.get(READ_AT, "")
        return cls(ingredients, saved, form, parts, table, data, read_at)

    @property
    def is_new(self) -> bool:
        return self.saved is None

    @property
    def forms(self) -> list[Any]:
        """Those whose errors are told together."""
        return [self.form, *self.parts, *self.table.forms]

    def draft(self) -> DraftRule | None:
        """The rule as it is written; None, with errors in the forms, where it cannot be one."""
        if not all([self.form.is_valid(), *[part.is_valid() for part in self.parts]]):
            self.table.is_valid()
            return None
        if not self.table.is_valid() or self.form.asks_how_many(self.table.tells_years):
            return None
        return self._written()

    def refused(self, draft: DraftRule) -> list[str]:
        """Why the rule can never be worked out; what a field refuses is told at the field."""
        try:
            draft.check()
        except ValidationError as refusal:
            for name, errors in refusal.update_error_dict({}).items():
                place = name if name in self.form.fields else None
                self.form.add_error(place, [str(e) for error in errors for e in error.messages])
        for form in (self.form, *self.parts):
            form.mark_step()
        return draft.never()

    def is_outdated(self) -> bool:
        """Whether somebody has saved it since the page was read; told once, in the form."""
        now = _read_at(self.saved.indicator if self.saved else None)
        if self.read_at == now:
            return False
        self.read_at = now
        told = _(
            "Somebody else has saved the indicator since you opened the page. Press save again,"
            " and what you have written here stands; what it was is in the history."
        )
        self.form.add_error(None, told)
        return True

    def _beside(self) -> list[Topic]:
        """Topics of other instruments, which the page does not show and leaves as they are."""
        kind = self.form.chosen_kind
        if self.saved is None or kind != self.form.initial.get("kind"):
            return []
        return [topic for topic in self.saved.topics if kind_of_topic(topic) != kind]

    def _written(self) -> DraftRule:
        indicator = _copy(self.saved.indicator if self.saved else None, self.ingredients.goal)
        self.form.write_to(indicator)
        draft = DraftRule(
            indicator=indicator,
            topics=[*self.form.chosen_topics, *self._beside()],
            targets=[*_demand(self.form), *self.table.targets()] if self.form.has_targets else [],
        )
        self._write_parts(draft)
        indicator.text = self.form.cleaned_data["text"] or reads(draft.rule()[0])
        return draft

    def _write_parts(self, draft: DraftRule) -> None:
        """The parts of a composite; those that were there and are not written are left out."""
        there = {part.indicator.pk: part for part in (self.saved and self.saved.parts) or ()}
        if draft.indicator.source == Source.COMPOSITE:
            draft.targets = _demand(self.form)
            draft.parts = [
                _part(form, draft, there, place)
                for place, form in enumerate(self.parts)
                if not form.cleaned_data["leave_out"] and not form.is_empty
            ]
        stay = {part.indicator.pk for part in draft.parts or ()}
        draft.left_out = [part.indicator for pk, part in there.items() if pk not in stay]
        for part in draft.left_out:
            if part.manual_results.exists():
                told_of = _("%(part)s has been reported on, and stays.") % {"part": part}
                self.form.add_error(None, told_of)


def _read_at(indicator: Indicator | None) -> str:
    if indicator is None:
        return ""
    family = Indicator.history.filter(Q(id=indicator.pk) | Q(parent_id=indicator.pk))
    newest = family.order_by("-history_id").values_list("history_id", flat=True).first()
    return str(newest or "")


def _known(saved: DraftRule | None, ingredients: Ingredients) -> dict[str, Any]:
    """What the slots hold before anything is chosen."""
    if saved is None:
        return of_new(ingredients)
    known = told(saved.indicator, topics=saved.topics, ingredients=ingredients)
    if saved.indicator.text == reads(saved.rule()[0]):
        known["text"] = ""  # it says no more than the sentence
    return known | _demanded(saved)


def _demanded(draft: DraftRule) -> dict[str, Any]:
    """What the sentence says is to be reached by all and always."""
    known: dict[str, Any] = {}
    indicator = draft.indicator
    of_units = indicator.aggregation in COUNTS_UNITS and indicator.source != Source.METHODS
    for target in draft.targets:
        if target.year or target.institution_id:
            continue
        if target.step_id:
            known["step"] = target.step_id
        elif target.value is not None:
            slot = "enough" if of_units and not target.of_each else "value"
            known[slot] = target.value.normalize()
    return known


def _but_the_standing(targets: Iterable[Target]) -> list[Target]:
    return [target for target in targets if target.year or target.institution_id]


def _demand(form: RuleForm | PartForm) -> list[Target]:
    """What the sentence says is to be reached."""
    step, value = form.chosen_step, form.cleaned_data.get("value")
    enough = form.cleaned_data.get("enough")
    found = [] if enough is None else [Target(value=enough)]
    if step is not None or value is not None:
        of_each = form.counts_units
        found.append(Target(step=step, value=None if step else value, of_each=of_each))
    return found


def _parts(
    form: RuleForm, saved: DraftRule | None, data: QueryDict | None, *, holds: bool, more: int
) -> tuple[PartForm, ...]:
    """Those that are there, then empty ones; none but of several things together."""
    if form.chosen_kind != Source.COMPOSITE:
        return ()
    there = list((saved and saved.parts) or ())
    sent = data.get(PARTS, "") if data is not None else ""
    count = int(sent) if sent.isdecimal() else len(there)
    count = min(max(count, len(there), FEWEST_PARTS) + more, MOST_PARTS)
    forms = []
    for place in range(count):
        prefix = f"del-{place}"
        initial = _part_known(there[place], form.ingredients) if place < len(there) else {}
        if data is not None and not holds:
            initial |= as_told(data, PartForm, prefix)
        forms.append(
            PartForm(
                data if holds else None,
                prefix=prefix,
                ingredients=form.ingredients,
                initial={"unrated": "leave_out", "operator": "gte"} | initial,
            )
        )
    return tuple(forms)


def _part_known(part: DraftRule, ingredients: Ingredients) -> dict[str, Any]:
    known = told(part.indicator, topics=part.topics, ingredients=ingredients)
    return known | _demanded(part) | {"pk": part.indicator.pk}


def _part(form: PartForm, whole: DraftRule, there: dict[int, DraftRule], place: int) -> DraftRule:
    """A part as it is written; its name, where none is given, is that of what is measured."""
    before = there.get(form.cleaned_data["pk"] or 0)
    part = _copy(before.indicator if before else None, whole.indicator.goal)
    topics = form.chosen_topics
    names = ", ".join(topic.short_name for topic in topics) or str(_("Part %(n)s"))
    form.cleaned_data["short_text"] = form.cleaned_data["short_text"] or names % {"n": place + 1}
    form.write_to(part)
    part.aggregation = Aggregation.ALL
    part.parent = whole.indicator
    if before is None:
        taken = {each.indicator.code for each in there.values()}
        letters = (f"{whole.indicator.code}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
        free = [code for code in letters if code not in taken]
        part.code = free[max(place - len(there), 0)][:20]
        part.number = min(whole.indicator.number * 10 + place + 1, 32000)
    others = _but_the_standing(before.targets) if before else []
    draft = DraftRule(indicator=part, topics=topics, targets=[*_demand(form), *others])
    part.text = part.text or part.short_text
    return draft


def _copy(saved: Indicator | None, goal: Goal) -> Indicator:
    """The row to write to, which is not the one that the page shows."""
    if saved is None:
        return Indicator(goal=goal)
    return Indicator.objects.select_related("goal__strategy").get(pk=saved.pk)
