"""What local goals build on in the value base and the leadership profiles."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from institutions.access import Reader
from institutions.belonging import PartOf
from institutions.uniqueness import once
from leadership.models.chapters import Chapter
from leadership.models.value_base import Commitment, ValueBase
from strategy.models import Effort, LocalGoal


class BasedOnQuerySet(models.QuerySet["BasedOn"]):
    """What a local goal builds on: seen and changed with the goal."""

    def visible_to(self, user: Reader) -> Self:
        return self.filter(local_goal__in=LocalGoal.objects.visible_to(user))

    def editable_by(self, user: Reader) -> Self:
        return self.filter(local_goal__in=LocalGoal.objects.editable_by(user))

    def holding(self, base: ValueBase | None) -> Self:
        """Those whose words hold while this value base does."""
        chapters = Chapter.objects.holding(base)
        return self.filter(
            Q(commitment__cell__role__group__base=base) | Q(chapter__in=chapters.order_by())
        )

    def with_what_is_cited(self) -> Self:
        """With all that a row is told by."""
        return self.select_related(
            "effort", "commitment__cell__role__group__base", "chapter__base", "chapter__profile"
        )

    def with_goals(self) -> Self:
        """With the local goals that build, as a list of them names them."""
        return self.select_related(
            "local_goal__institution", "local_goal__cluster", "local_goal__goal", "effort"
        )


class BasedOn(models.Model):
    """A local goal, or one effort of it, builds on a commitment or a chapter (Danish: bygger på).

    chapter_version: the chapter's version when it was chosen. The words may be others since.
    """

    local_goal = models.ForeignKey(
        LocalGoal, models.CASCADE, related_name="based_on", verbose_name=_("local goal")
    )
    effort = models.ForeignKey(
        Effort,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="based_on",
        verbose_name=_("effort"),
        help_text=_("Empty: the goal as a whole."),
    )
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="uses",
        verbose_name=_("commitment"),
    )
    chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="uses",
        verbose_name=_("chapter"),
    )
    chapter_version = models.PositiveIntegerField(
        _("version of the chapter"), null=True, blank=True, editable=False
    )

    objects = BasedOnQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("what a goal builds on")
        verbose_name_plural = _("what goals build on")
        ordering = ["local_goal", F("chapter").asc(nulls_first=True), "commitment", "pk"]
        constraints = [
            *once(
                ["local_goal", "commitment"],
                optional=["effort"],
                name="based_on_once",
                violation_error_message=_("The goal builds on this already."),
            ),
            *once(
                ["local_goal", "chapter"],
                optional=["effort"],
                name="based_on_chapter_once",
                violation_error_message=_("The goal builds on this already."),
            ),
            models.CheckConstraint(
                name="based_on_one_thing",
                condition=Q(commitment__isnull=False, chapter=None, chapter_version=None)
                | Q(commitment=None, chapter__isnull=False, chapter_version__isnull=False),
                violation_error_message=_("Choose a commitment or a chapter."),
            ),
            PartOf(
                part="effort",
                whole="local_goal",
                name="based_on_effort_of_the_goal",
                violation_error_message=_("The effort belongs to another local goal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_goal}: {self.cited}"

    @property
    def cited(self) -> Commitment | Chapter | None:
        """What it builds on."""
        return self.commitment or self.chapter

    @property
    def is_of_other_words(self) -> bool:
        """Whether the chapter has been changed since it was chosen."""
        return self.chapter is not None and self.chapter_version != self.chapter.version
