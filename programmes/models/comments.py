"""Open answers, and the themes they are grouped under."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.privacy import refuse_cpr
from institutions.access import Reader, scope_of
from measurements.suppression import threshold_for
from programmes.models.evaluation import EvaluationPoint, OfPointQuerySet
from programmes.models.surveys import Survey


class Theme(models.Model):
    """What several open answers are about, and how many (Danish: tema).

    printed_count: what a source tells, where the answers themselves are not here.
    """

    point = models.ForeignKey(
        EvaluationPoint, models.CASCADE, related_name="themes", verbose_name=_("point")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200, validators=[refuse_cpr])
    printed_count = models.PositiveSmallIntegerField(
        _("comments told by the source"), null=True, blank=True
    )

    objects = OfPointQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of comments", "theme")
        verbose_name_plural = pgettext_lazy("of comments", "themes")
        ordering = ["point", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "name"],
                name="theme_once_at_a_point",
                violation_error_message=_("The point has this theme already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommentQuerySet(models.QuerySet["Comment"]):
    """Open answers as they were written: for those who plan, once the survey is over."""

    def visible_to(self, user: Reader) -> Self:
        over = Q(survey__closed_at__isnull=False) | Q(survey__closes_on__lt=timezone.localdate())
        known = self.filter(Q(survey=None) | over)
        if scope_of(user).plans.everything:
            return known
        return known.filter(survey__in=Survey.objects.editable_by(user))

    editable_by = visible_to

    def with_enough_answers(self) -> Self:
        """Those of surveys so many have answered that nobody is known by having answered at all."""
        answered = Count("survey__invitations", filter=Q(survey__invitations__is_used=True))
        return self.annotate(answered=answered).filter(
            Q(survey=None) | Q(answered__gte=threshold_for(None))
        )


class Comment(models.Model):
    """An open answer, without who or when: its key is drawn at random, so that it tells no order.

    quote: what of it is published, rewritten so that nobody can be recognised.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    point = models.ForeignKey(
        EvaluationPoint, models.CASCADE, related_name="comments", verbose_name=_("point")
    )
    survey = models.ForeignKey(
        Survey,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("survey"),
    )
    text = models.TextField(_("text"), validators=[refuse_cpr])
    theme = models.ForeignKey(
        Theme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=pgettext_lazy("of comments", "theme"),
    )
    quote = models.TextField(_("quote for publication"), blank=True, validators=[refuse_cpr])

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("open answer", "comment")
        verbose_name_plural = pgettext_lazy("open answer", "comments")
        ordering = ["point", "id"]
        constraints = [
            models.CheckConstraint(
                name="comment_quoted_under_a_theme",
                condition=Q(quote="") | Q(theme__isnull=False),
                violation_error_message=_("Choose a theme for what is to be published."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
