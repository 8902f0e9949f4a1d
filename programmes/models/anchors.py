from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from institutions.access import Reader
from programmes.models.evaluation import EvaluationPoint
from programmes.models.programme import Programme
from strategy.models import LocalGoal


class AnchorQuerySet(models.QuerySet["Anchor"]):
    def visible_to(self, user: Reader) -> Self:
        """Those where one reads both the programme and the local goal."""
        return self.filter(
            programme__in=Programme.objects.visible_to(user),
            local_goal__in=LocalGoal.objects.visible_to(user),
        )

    def editable_by(self, user: Reader) -> Self:
        """Those of goals one may write in."""
        return self.visible_to(user).filter(local_goal__in=LocalGoal.objects.editable_by(user))


class Anchor(models.Model):
    """A local goal that carries a programme on in daily life (Danish: forankring).

    point: the evaluation that it rests on, if any. note: what is carried on, in words.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="anchors", verbose_name=_("programme")
    )
    local_goal = models.ForeignKey(
        LocalGoal, models.CASCADE, related_name="programme_anchors", verbose_name=_("local goal")
    )
    point = models.ForeignKey(
        EvaluationPoint,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="anchors",
        verbose_name=_("evaluation"),
    )
    note = models.CharField(
        _("what is carried on"), max_length=300, blank=True, validators=[refuse_cpr]
    )

    objects = AnchorQuerySet.as_manager()

    class Meta:
        verbose_name = _("anchoring of a programme")
        verbose_name_plural = _("anchorings of programmes")
        ordering = ["programme", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "local_goal"],
                name="programme_anchored_once",
                violation_error_message=_("The local goal is tied to this programme already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} → {self.local_goal}"
