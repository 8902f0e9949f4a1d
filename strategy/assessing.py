"""How a board finds that a goal goes: who writes it for the board, and in which form."""

import datetime
import hashlib
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.layout import Layout
from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.forms import Button, Radios
from config.others_words import somebody_else
from institutions.access import Reader, scope_of
from institutions.models import Cluster
from institutions.querysets import ClusterQuerySet, within
from strategy.goal_words import GoalWordsForm, keep
from strategy.models import Goal, GoalAssessment, ProposedAssessment

#: What a board says of a goal.
SAID = ("progress", "narrative", "dissent")


def assessed_by(user: Reader) -> ClusterQuerySet:
    """The clusters for whose board the person may write how a goal goes."""
    condition = within(scope_of(user).decides, clusters="pk")
    return Cluster.objects.all() if condition is None else Cluster.objects.filter(condition)


class AssessmentForm(GoalWordsForm, forms.ModelForm[GoalAssessment]):
    """The word of a board about one goal on one day. may_leave: whether it may say nothing.

    proposed: what the leader proposes, shown and never chosen beforehand. is_open: whether others
    read it only when the meeting is over. occasion: the meeting it is found at, if any; what was
    written for the board that day beside a meeting is taken into it.

    seen: a mark of what stood there when the form was opened, so that of two who write at once
    the second is shown what the first has saved, and nobody's words are lost. What the page of the
    meeting has saved itself, while it was written in, is nobody else's.
    """

    said = SAID
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = GoalAssessment
        fields = ["progress", "narrative", "dissent"]
        widgets = {
            "progress": Radios,
            "narrative": forms.Textarea(attrs={"rows": 3}),
            "dissent": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "progress": _("How it goes"),
            "narrative": _("Why? (optional)"),
            "dissent": _("Does anybody disagree? (optional)"),
        }
        help_texts = {
            "narrative": _(
                "What the board sees. Write nothing that can be traced to individual children or"
                " staff."
            ),
            "dissent": _("Who wants it noted, and what they say. It stands in the minutes alone."),
        }
        error_messages = {"progress": {"required": _("Choose how it goes.")}}

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        goal: Goal,
        cluster: Cluster,
        on: datetime.date,
        may_leave: bool = False,
        proposed: ProposedAssessment | None = None,
        is_open: bool = False,
        occasion: str = "",
    ) -> None:
        self.is_open, self.occasion, self.on = is_open, occasion, on
        about = GoalAssessment.objects.filter(goal=goal, cluster=cluster)
        there = about.filter(self._here).order_by("-occasion").first()
        self.there = there
        own = there or GoalAssessment(goal=goal, cluster=cluster, assessed_on=on)
        self.stands = _said(own)
        super().__init__(
            data, instance=own, prefix=f"maal-{goal.pk}", initial={"seen": _mark_of(there)}
        )
        self.goal, self.may_leave = goal, may_leave
        if not may_leave:  # what somebody disagrees with is noted in minutes, and nowhere else
            del self.fields["dissent"]
        told = ""
        if proposed:
            told = gettext("The leader proposes: %(proposal)s") % {"proposal": proposed.in_words}
        asked = self.ask_about(
            goal,
            "narrative",
            *(["dissent"] if may_leave else []),
            "seen",
            name=goal.short_name if may_leave else goal.text,
            nothing=_("Not assessed") if may_leave else "",
            told=told,
        )
        save = FormActions(Button(_("Save the assessment"), type="submit", css_class="btn-primary"))
        self.helper.layout = Layout(asked, *([] if may_leave else [save]))

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        is_stale = answers.get("seen", "") != _mark_of(self.there)
        if is_stale and self.has_news and not self._wrote_last():
            self._show_what_stands()
        return answers

    def _wrote_last(self) -> bool:
        """Whether what stands there is what this very page has saved itself, while it was open."""
        newest = self._kept().first()
        page = self.data.get("page")
        return bool(page) and newest is not None and newest.history_change_reason == page

    def _kept(self) -> models.QuerySet[Any]:
        """What has stood there, the newest first."""
        own = self.instance
        rows: models.QuerySet[Any] = GoalAssessment.history.filter(
            self._here, goal=own.goal_id, cluster=own.cluster_id
        )
        return rows.order_by("-history_id")

    @property
    def _here(self) -> models.Q:
        """What was found at the meeting, or beside one on the day."""
        beside = models.Q(occasion="", assessed_on=self.on)
        return models.Q(occasion=self.occasion) | beside if self.occasion else beside

    def _where(self) -> dict[str, Any]:
        own = self.instance
        where = {"goal_id": own.goal_id, "cluster_id": own.cluster_id, "occasion": self.occasion}
        return where if self.occasion else where | {"assessed_on": own.assessed_on}

    @property
    def has_news(self) -> bool:
        """Whether what is sent differs from what stands there now."""
        return any(
            name in self.fields and self.cleaned_data.get(name, "") != stood
            for name, stood in zip(SAID, self.stands, strict=True)
        )

    def _show_what_stands(self) -> None:
        """Somebody has saved meanwhile: show it, and let the next saving be of both."""
        progress, *words = self.stands
        word = dict(GoalAssessment._meta.get_field("progress").flatchoices).get(progress, "")
        told = ": ".join(filter(None, [str(word), *words])) or gettext("It was taken away.")
        self.add_error("narrative" if any(words) else "progress", somebody_else(told))
        self.data = {**self.data.dict(), self.add_prefix("seen"): _mark_of(self.there)}  # type: ignore[attr-defined]  # a QueryDict

    def save(self, commit: bool = True) -> GoalAssessment:
        """Keep it; what is emptied is taken away, and what was there already keeps its writer."""
        own = self.instance
        if not self.has_news:
            return own
        said: dict[str, Any] = dict(zip(SAID, _said(own), strict=True))
        said["is_open"] = self.is_open
        if self.there is not None and self.occasion != self.there.occasion:
            GoalAssessment.objects.filter(pk=self.there.pk).update(occasion=self.occasion)
        if self.occasion:
            said["assessed_on"] = self.on
        self.there = keep(GoalAssessment, self._where(), said)
        newest = self._kept().first()
        if newest is not None:  # by which open page, as minutes have it
            newest.history_change_reason = self.data.get("page") or None
            newest.save(update_fields=["history_change_reason"])
        return self.there or own

    @property
    def mark(self) -> str:
        """A mark of what stands there now."""
        return _mark_of(self.there)


def _mark_of(assessment: GoalAssessment | None) -> str:
    """A mark of what an assessment says; of none, nothing."""
    if assessment is None:
        return ""
    return hashlib.sha256("\n".join(_said(assessment)).encode()).hexdigest()[:16]


def _said(assessment: GoalAssessment) -> tuple[str, ...]:
    """The board's words."""
    return tuple(getattr(assessment, name) for name in SAID)
