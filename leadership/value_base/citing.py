"""What local goals, efforts and plans build on: choosing commitments, role by role."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple, Self

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.manager import Manager
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history

from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.forms import Submit
from config.others_words import KeepsWhatStood
from files.spreadsheets.danish_values import fold
from leadership.models import BasedOn, FocusArea, JobRole, ValueBase
from leadership.value_base.contents import Contents, RoleRow
from strategy.models import Effort, LocalGoal


class Cited(NamedTuple):
    """What something builds on, as chosen. now: the role in the version in force, or None.

    is_former: it is of another version than the one in force.
    """

    row: Any
    is_former: bool
    now: JobRole | None


class CitationChoice:
    """The value base in force, and the role of it that was asked for; six queries."""

    def __init__(self, contents: Contents | None, row: RoleRow | None) -> None:
        self.contents, self.row = contents, row

    @classmethod
    def of(cls, request: SignedInRequest) -> Self:
        in_force = ValueBase.objects.visible_to(request.user).filter(
            from_on__lte=timezone.localdate()
        )
        base = in_force.first()
        contents = Contents.of(base) if base else None
        rows = {str(row.role.pk): row for row in contents.roles} if contents else {}
        return cls(contents, rows.get(request.GET.get("rolle", "")))

    def cited(self, rows: Iterable[Any]) -> list[Cited]:
        """These choices, beside what the same role commits itself to today; one query."""
        if self.contents is None:
            return [Cited(row, is_former=False, now=None) for row in rows]
        today = {
            (fold(group.group.name), fold(row.role.name)): row.role
            for group in self.contents.groups
            for row in group.roles
        }
        told = []
        for row in rows:
            role = row.commitment.cell.role
            is_former = role.group.base_id != self.contents.base.pk
            now = today.get((fold(role.group.name), fold(role.name))) if is_former else None
            told.append(Cited(row, is_former=is_former, now=now))
        return told


class CommitmentsForm(KeepsWhatStood, forms.Form):
    """Which commitments of one role something builds on, area by area."""

    def __init__(self, *args: Any, row: RoleRow, chosen: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cells = [cell for cell in row.cells if cell.commitments]
        self.offered = {commitment.pk for cell in cells for commitment in cell.commitments}
        for cell in cells:
            own = [commitment.pk for commitment in cell.commitments]
            self.fields[f"area_{cell.area.pk}"] = forms.TypedMultipleChoiceField(
                label=cell.area.name,
                coerce=int,
                choices=[(commitment.pk, commitment.text) for commitment in cell.commitments],
                initial=[pk for pk in own if pk in chosen],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, FormActions(Submit("save", _("Save"))))
        self.see({name: field.initial for name, field in self.fields.items()})

    @property
    def chosen(self) -> set[int]:
        """The commitments that were ticked."""
        return {pk for values in self.cleaned_data.values() for pk in values}


def commitments_of_goal(goal: LocalGoal, effort: Effort | None) -> set[int]:
    rows = BasedOn.objects.filter(local_goal=goal, effort=effort).order_by()
    return set(rows.values_list("commitment", flat=True))


def efforts_that_build(goal: LocalGoal) -> list[Effort]:
    """The efforts that something of the value base is chosen for; removed, they take it along."""
    return list(goal.efforts.filter(Exists(BasedOn.objects.filter(effort=OuterRef("pk")))))


@transaction.atomic
def build_goal_on(goal: LocalGoal, effort: Effort | None, form: CommitmentsForm) -> None:
    """What the form offers is chosen or not; commitments of other roles stay as they are."""
    LocalGoal.objects.select_for_update().get(pk=goal.pk)  # two at once take turns
    rows = BasedOn.objects.filter(local_goal=goal, effort=effort)
    rows.filter(commitment__in=form.offered - form.chosen).delete()
    _build_on(
        BasedOn(local_goal=goal, effort=effort, commitment_id=pk)
        for pk in sorted(form.chosen - commitments_of_goal(goal, effort))
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


def build_focus_on(focus: FocusArea, form: CommitmentsForm) -> None:
    """The same for an area of effort of a team's plan."""
    focus.commitments.remove(*(form.offered - form.chosen))
    focus.commitments.add(*form.chosen)


def carry_over(sender: object, *, goal: LocalGoal, **kwargs: object) -> None:
    """A goal begun from another builds on what that one as a whole did, where it still holds.

    Its efforts are lines to be written anew, and choose for themselves.
    """
    in_force = ValueBase.objects.begun(timezone.localdate()).first()
    rows = BasedOn.objects.filter(
        local_goal=goal.begun_from_id,
        effort=None,
        commitment__cell__role__group__base=in_force,
    )
    _build_on(
        BasedOn(local_goal=goal, commitment_id=pk)
        for pk in rows.order_by("pk").values_list("commitment", flat=True)
    )


def _build_on(rows: Iterable[BasedOn]) -> None:
    """Add what is chosen, with its history."""
    if added := list(rows):
        bulk_create_with_history(added, BasedOn, default_date=timezone.now())
