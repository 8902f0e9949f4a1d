"""Local goals that are begun with the words of another, and those that are shared for it."""

import datetime
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from institutions.models import Cluster, Institution
from lifecycle import InvalidTransition
from strategy.events import goal_begun
from strategy.form_fields import EFFORT_FIELDS, GOAL_COLUMNS
from strategy.models.strategies import Goal
from strategy.workflow import UNFINISHED

if TYPE_CHECKING:
    from strategy.models.local_goals import LocalGoal


class HandedOn(models.Model):
    """A local goal, as it is carried over to another year or lent to others."""

    begun_from = models.ForeignKey(
        "strategy.LocalGoal",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="successors",
        verbose_name=_("begun from"),
    )
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True, editable=False)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("shared by"),
    )

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        status: models.CharField[str, str]
        institution_id: int | None
        cluster_id: int | None
        created_at: datetime.datetime

        @property
        def place(self) -> Institution | Cluster: ...
        @property
        def is_agreed(self) -> bool: ...

    @classmethod
    @transaction.atomic
    def begin_from(
        cls, source: "LocalGoal", *, goal: Goal, institution: Institution | None, by: User
    ) -> "LocalGoal":
        """A draft with the words of another goal, to be made one's own.

        Of a place's own goal of a year before all comes along, its days to a year that is ahead; of
        others' goals neither days nor numbers nor who. Without an institution it is its own
        cluster's. Asked for twice, it is the same draft.
        """
        model = cast("type[LocalGoal]", cls)
        place: dict[str, Any] = {"institution": institution}
        if institution is None:
            place |= {"cluster": source.cluster, "statement": source.statement}
        begun = model.objects.filter(
            begun_from=source, goal=goal, status__in=UNFINISHED, **place
        ).first()
        if begun is not None:
            return begun
        own = institution is None or institution.pk == source.institution_id
        words = {
            field.name: _ahead(getattr(source, field.name))
            for field in GOAL_COLUMNS
            if field.is_copied or own
        }
        draft = model(goal=goal, begun_from=source, **place, **words)
        copied = [field for field in EFFORT_FIELDS if field.is_copied or own]
        draft.write(
            by=by,
            efforts=[
                {
                    field.name: field.kind.kept(_ahead(field.kind.value(row[field.name])))
                    for field in copied
                }
                for row in source.efforts_kept
            ],
        )
        goal_begun.send(cls, goal=draft)
        return draft

    @property
    def credit(self) -> str:
        """Whose words it began with: “lånt fra Regnbuen”, or its own of a year before."""
        source = self.begun_from
        if source is None:
            return ""
        if (source.institution_id, source.cluster_id) == (self.institution_id, self.cluster_id):
            return gettext("Carried over from %(year)s") % {
                "year": timezone.localdate(source.created_at).year
            }
        return gettext("Borrowed from %(institution)s") % {"institution": source.place}

    @property
    def is_shared(self) -> bool:
        """Whether others may read it as an example: it has been shared, and is agreed."""
        return self.shared_at is not None and self.is_agreed

    def share(self, *, by: User) -> None:
        """Let everybody who signs in read the goal as an example, until it is taken back."""
        if not self.is_agreed:
            raise InvalidTransition(self.status, self.status)
        self._share(timezone.now(), by)

    def stop_sharing(self) -> None:
        self._share(None, None)

    def _share(self, at: datetime.datetime | None, by: User | None) -> None:
        # Not a new version: what the leader has open in the form is still the newest text.
        type(self)._default_manager.filter(pk=self.pk).update(shared_at=at, shared_by=by)
        self.shared_at, self.shared_by = at, by


def _ahead(value: Any) -> Any:
    """A day that has passed, in the first year in which it is ahead; all else as it is."""
    if not isinstance(value, datetime.date):
        return value
    today = timezone.localdate()
    while value <= today:
        day_of_month = 28 if (value.month, value.day) == (2, 29) else value.day
        value = value.replace(year=value.year + 1, day=day_of_month)
    return value
