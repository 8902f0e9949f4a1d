"""Programmes, courses and results within a person's reach.

A programme is the municipality's, and whoever reads anything reads it. What is told of one course
or institution is for those who reach that place, and small numbers are hidden above all this.
A queryset that asks other models of the app stands beside its model.
"""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from institutions.access import Reader, scope_of

M = TypeVar("M", bound=models.Model)

if TYPE_CHECKING:
    from programmes.models import Programme  # noqa: F401  # what the queryset below is of


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: Reader) -> Self:
        """Those all may read; one that is still a draft only to those who plan for everybody."""
        reach = scope_of(user)
        if reach.plans.everything:
            return self.all()
        return self.filter(is_draft=False) if reach.reads else self.none()

    def editable_by(self, user: Reader) -> Self:
        """Those the person plans: administrators, and who plans for the whole municipality."""
        return self.all() if scope_of(user).plans.everything else self.none()

    def plannable_by(self, user: Reader) -> Self:
        """Those the person has anything to plan in."""
        return self.visible_to(user) if scope_of(user).plans else self.none()


class PlanningQuerySet(models.QuerySet[M]):
    """Consultants and rooms: for those who plan anything, and changed by who plans everything."""

    def visible_to(self, user: Reader) -> Self:
        return self.all() if scope_of(user).plans else self.none()

    def editable_by(self, user: Reader) -> Self:
        return self.all() if scope_of(user).plans.everything else self.none()
