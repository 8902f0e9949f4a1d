import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from institutions.models import Cluster, Institution
from strategy.models.local_goals import LocalGoal
from strategy.models.strategies import Goal, Statement
from strategy.querysets import AutosavedTextQuerySet, KeptTextQuerySet

#: The part of a goal in which a learning loop is begun.
NEW_LOOP = "ny"


class KeptText(models.Model):
    """What somebody wrote in a local goal's form while another saved it (Danish: gemt tekst).

    Nothing typed is lost: it stays here until its writer has put it into the goal, and in the
    goal's history for as long as the goal stands. answers: field name → text as it was typed;
    `indicators` holds a list of ids. based_on: the version its writer had opened.
    """

    local_goal = models.ForeignKey(
        LocalGoal, models.CASCADE, related_name="kept_texts", verbose_name=_("local goal")
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    kept_at = models.DateTimeField(_("saved"), default=timezone.now)
    based_on = models.PositiveIntegerField(_("version"))
    answers = models.JSONField(_("text"), default=dict)

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text not chosen")
        verbose_name_plural = _("texts not chosen")
        ordering = ["-kept_at", "-pk"]

    def __str__(self) -> str:
        return str(self.answers.get("text", ""))


class AutosavedText(models.Model):
    """What somebody is writing in a local goal's form and has not saved (Danish: uafsluttet tekst).

    Nobody but its writer sees it. page: the open form it was written in; each has a row of its
    own, so that two devices never write over each other. local_goal: empty while the form has not
    been saved once. part: another form of the goal than its own: that of a learning loop, by its
    id, or `NEW_LOOP`. based_on: the version the form showed. revision: counts what was stored.
    """

    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="autosaved_texts",
        verbose_name=_("written by"),
    )
    goal = models.ForeignKey(
        Goal, models.CASCADE, related_name="+", verbose_name=_("strategic goal")
    )
    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, related_name="+", verbose_name=_("institution")
    )
    cluster = models.ForeignKey(
        Cluster, models.CASCADE, null=True, related_name="+", verbose_name=_("cluster")
    )
    statement = models.ForeignKey(
        Statement, models.CASCADE, null=True, related_name="+", verbose_name=_("statement")
    )
    local_goal = models.ForeignKey(
        LocalGoal,
        models.CASCADE,
        null=True,
        related_name="autosaved_texts",
        verbose_name=_("local goal"),
    )
    part = models.CharField(_("form"), max_length=30, blank=True)
    page = models.UUIDField(_("open form"), default=uuid.uuid4)
    based_on = models.PositiveIntegerField(_("version"), default=0)
    answers = models.JSONField(_("text"), default=dict)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = AutosavedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("autosaved text")
        verbose_name_plural = _("autosaved texts")
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["writer", "institution", "goal"])]
        constraints = [
            models.UniqueConstraint(
                fields=["writer", "page"], name="autosaved_text_of_one_open_form"
            ),
        ]

    def __str__(self) -> str:
        return str(self.answers.get("text", ""))

    @property
    def form_href(self) -> str:
        """The form, going on from this text."""
        if self.part:
            loop = {"runde": self.part} if self.part != NEW_LOOP else {}
            address = reverse("learning_loop_write", args=[self.local_goal_id])
            return f"{address}?{urlencode(loop | {'skrevet': str(self.pk)})}"
        if self.local_goal_id:
            return f"{reverse('local_goal_edit', args=[self.local_goal_id])}?skrevet={self.pk}"
        if self.institution:
            place = {"maal": str(self.goal_id), "institution": self.institution.slug}
        else:
            place = {"udsagn": str(self.statement_id)}
        query = urlencode(place | {"skrevet": str(self.pk)})
        return f"{reverse('local_goal_create')}?{query}"

    @property
    def mark(self) -> str:
        """Names the text in the state it is in now."""
        return f"{self.pk}:{self.revision}"
