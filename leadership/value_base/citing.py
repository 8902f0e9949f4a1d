"""What local goals, efforts and plans build on: choosing commitments and chapters."""

import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal, Self

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.manager import Manager
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history

from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.forms import Submit
from config.others_words import KeepsWhatStood
from files.spreadsheets.danish_values import fold
from leadership.models import BasedOn, Chapter, Commitment, FocusArea, JobRole, ValueBase
from leadership.value_base.contents import Contents, RoleRow
from strategy.models import Effort, LocalGoal

#: Asked for in the place of a role.
CHAPTERS = "kapitler"
#: How much of a chapter stands where it is chosen.
FIRST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen together: commitments of one role, or chapters, part by part.

    cites: what they are, as a column of `BasedOn`. parts: key, heading and (id, words), ….
    """

    cites: Literal["commitment", "chapter"]
    heading: str
    parts: list[tuple[str, str, list[tuple[int, str]]]]

    @classmethod
    def of_role(cls, row: RoleRow) -> Self:
        return cls(
            "commitment",
            str(row.role),
            [
                (f"area_{cell.area.pk}", cell.area.name, _choices(cell.commitments))
                for cell in row.cells
                if cell.commitments
            ],
        )

    @classmethod
    def of_chapters(cls, chapters: Iterable[Chapter]) -> Self:
        """Those of the value base, and those of each profile; in their order."""
        groups = itertools.groupby(chapters, key=lambda row: row.of)
        return cls(
            "chapter",
            gettext("Chapters"),
            [
                (f"chapters_{place}", str(of), [(row.pk, _beginning(row)) for row in rows])
                for place, (of, rows) in enumerate(groups)
            ],
        )


def _choices(commitments: Iterable[Commitment]) -> list[tuple[int, str]]:
    return [(row.pk, row.text) for row in commitments]


def _beginning(chapter: Chapter) -> str:
    return f"{chapter}: {Truncator(chapter.text).words(FIRST_WORDS, truncate=' …')}"


@dataclass(frozen=True, slots=True)
class Cited:
    """What something builds on, as chosen. now: the same in the version in force, or None.

    is_former: it is of another version than the one in force.
    """

    row: Any
    what: Commitment | Chapter
    is_former: bool
    now: JobRole | Chapter | None

    @property
    def chapter(self) -> Chapter | None:
        """What is cited, where it is a chapter."""
        return self.what if isinstance(self.what, Chapter) else None


class CitationChoice:
    """The value base in force, and what of it was asked for; seven queries."""

    def __init__(self, contents: Contents | None, asked: str, chapters: Iterable[Chapter]) -> None:
        self.contents, self.asked = contents, asked
        self._chapters = tuple(chapters)
        self.offer = self._offer()

    @classmethod
    def of(cls, request: SignedInRequest) -> Self:
        in_force = ValueBase.objects.visible_to(request.user).filter(
            from_on__lte=timezone.localdate()
        )
        base = in_force.first()
        chapters = Chapter.objects.visible_to(request.user).holding(base)
        return cls(
            Contents.of(base) if base else None,
            request.GET.get("rolle", ""),
            chapters.select_related("base", "profile"),
        )

    def _offer(self) -> Offer | None:
        if self.asked == CHAPTERS:
            return Offer.of_chapters(self._chapters)
        roles = self.contents.roles if self.contents else ()
        row = next((row for row in roles if str(row.role.pk) == self.asked), None)
        return Offer.of_role(row) if row else None

    def cited(self, rows: Iterable[Any]) -> list[Cited]:
        """These choices, beside what the same role, or chapter, says today."""
        groups = self.contents.groups if self.contents else ()
        roles = {
            (fold(group.group.name), fold(row.role.name)): row.role
            for group in groups
            for row in group.roles
        }
        chapters = {fold(row.name): row for row in self._chapters if row.base is not None}
        return [self._told(row, roles, chapters) for row in rows]

    def _told(
        self, row: Any, roles: dict[tuple[str, str], JobRole], chapters: dict[str, Chapter]
    ) -> Cited:
        chapter: Chapter | None = getattr(row, "chapter", None)
        if chapter is not None:
            is_former = chapter not in self._chapters
            same = chapters.get(fold(chapter.name)) if chapter.base is not None else None
            return Cited(row, chapter, is_former, same if is_former else None)
        role = row.commitment.cell.role
        is_former = self.contents is not None and role.group.base_id != self.contents.base.pk
        now = roles.get((fold(role.group.name), fold(role.name))) if is_former else None
        return Cited(row, row.commitment, is_former, now)


class CitationForm(KeepsWhatStood, forms.Form):
    """Which commitments of one role, or which chapters, something builds on."""

    def __init__(self, *args: Any, offer: Offer, chosen: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cites = offer.cites
        self.offered = {pk for _key, _heading, rows in offer.parts for pk, _words in rows}
        for key, heading, rows in offer.parts:
            self.fields[key] = forms.TypedMultipleChoiceField(
                label=heading,
                coerce=int,
                choices=rows,
                initial=[pk for pk, _words in rows if pk in chosen],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, FormActions(Submit("save", _("Save"))))
        self.see({name: field.initial for name, field in self.fields.items()})

    @property
    def chosen(self) -> set[int]:
        """The commitments, or chapters, that were ticked."""
        return {pk for values in self.cleaned_data.values() for pk in values}


def chosen_of_goal(goal: LocalGoal, effort: Effort | None, cites: str) -> set[int]:
    """What of this kind the goal, or the effort of it, builds on."""
    rows = BasedOn.objects.filter(local_goal=goal, effort=effort).order_by()
    ids = (row.chapter_id if cites == "chapter" else row.commitment_id for row in rows)
    return {pk for pk in ids if pk is not None}


def chosen_of_focus(focus: FocusArea, cites: str) -> set[int]:
    return set(_manager(focus, cites).order_by().values_list("pk", flat=True))


def efforts_that_build(goal: LocalGoal) -> list[Effort]:
    """The efforts that something of the value base is chosen for; removed, they take it along."""
    return list(goal.efforts.filter(Exists(BasedOn.objects.filter(effort=OuterRef("pk")))))


@transaction.atomic
def build_goal_on(goal: LocalGoal, effort: Effort | None, form: CitationForm) -> None:
    """What the form offers is chosen or not; what it does not offer stays as it is."""
    LocalGoal.objects.select_for_update().get(pk=goal.pk)  # two at once take turns
    rows = BasedOn.objects.filter(local_goal=goal, effort=effort)
    rows.filter(**{f"{form.cites}__in": form.offered - form.chosen}).delete()
    new = form.chosen - chosen_of_goal(goal, effort, form.cites)
    if form.cites == "commitment":
        _build_on(BasedOn(local_goal=goal, effort=effort, commitment_id=pk) for pk in sorted(new))
    else:
        chapters = Chapter.objects.filter(pk__in=new).order_by("pk")
        _build_on(
            BasedOn(local_goal=goal, effort=effort, chapter=row, chapter_version=row.version)
            for row in chapters
        )


def take_back(rows: Manager[Any] | QuerySet[Any], request: SignedInRequest) -> bool:
    """Take away the one of these that the person pressed, of whichever version; whether there was.

    rows: what something builds on now, those of former versions among them.
    """
    row = rows.filter(pk=whole_number(request.POST.get("fjern"))).first()
    if row is None:
        return False
    row.delete()
    return True


def citations_of_focus(focus: FocusArea) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """What an area of effort of a team's plan builds on: commitments, and chapters."""
    commitments = FocusArea.commitments.through.objects.filter(focusarea=focus)
    chapters = FocusArea.chapters.through.objects.filter(focusarea=focus)
    return (
        commitments.select_related("commitment__cell__role__group__base"),
        chapters.select_related("chapter__base", "chapter__profile"),
    )


def build_focus_on(focus: FocusArea, form: CitationForm) -> None:
    """The same for an area of effort of a team's plan."""
    manager = _manager(focus, form.cites)
    manager.remove(*(form.offered - form.chosen))
    manager.add(*form.chosen)


def _manager(focus: FocusArea, cites: str) -> Any:
    return focus.chapters if cites == "chapter" else focus.commitments


def carry_over(sender: object, *, goal: LocalGoal, **kwargs: object) -> None:
    """A goal begun from another builds on what that one as a whole did, where it still holds.

    Its efforts are lines to be written anew, and choose for themselves.
    """
    in_force = ValueBase.objects.begun(timezone.localdate()).first()
    rows = BasedOn.objects.filter(local_goal=goal.begun_from_id, effort=None).holding(in_force)
    _build_on(
        BasedOn(
            local_goal=goal,
            commitment_id=row.commitment_id,
            chapter=row.chapter,
            chapter_version=row.chapter.version if row.chapter else None,
        )
        for row in rows.select_related("chapter").order_by("pk")
    )


def _build_on(rows: Iterable[BasedOn]) -> None:
    """Add what is chosen, with its history."""
    if added := list(rows):
        bulk_create_with_history(added, BasedOn, default_date=timezone.now())
