"""Hearings within a person's reach: the owner's of the text, and the receivers'."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from hearings.workflow import HearingStage
from institutions.access import Reader, scope_of
from institutions.models import Board
from institutions.querysets import within
from leadership.models import DevelopmentPlan

if TYPE_CHECKING:
    from hearings.models import Hearing  # noqa: F401  # what a queryset below is of


def owned(user: Reader) -> Q | None:
    """The condition for hearings of texts that the person writes; None is no condition at all.

    Of strategies and local goals whoever leads the place, of a plan the team whose plan it is.
    """
    led = within(scope_of(user).edits, clusters="cluster", institutions="institution")
    if led is None:
        return None
    plans = DevelopmentPlan.objects.editable_by(user).values("pk")
    return (Q(plan=None) & led) | Q(plan__in=plans)


class HearingQuerySet(models.QuerySet["Hearing"]):
    def visible_to(self, user: Reader) -> Self:
        """The owner's; once it is open, the receivers'; and the board's that decides on it."""
        mine = owned(user)
        if mine is None:
            return self.all()
        boards = Board.objects.attended_by(user).values("pk")
        received = self.model.objects.filter(receivers__board__in=boards).order_by().values("pk")
        decided = Q(item__meeting__board__in=boards)
        theirs = (Q(pk__in=received) | decided) & ~Q(stage=HearingStage.DRAFT)
        return self.filter(mine | theirs)

    def editable_by(self, user: Reader) -> Self:
        mine = owned(user)
        return self.all() if mine is None else self.filter(mine)

    def open(self) -> Self:
        return self.filter(stage=HearingStage.OPEN)
