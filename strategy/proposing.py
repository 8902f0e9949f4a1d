"""What the leader of a cluster proposes that its board finds of the common goals."""

import datetime
from collections.abc import Iterable, Sequence

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.forms import Radios
from config.others_words import KeepsOthersWords
from institutions.access import Reader, scope_of
from institutions.models import Cluster
from strategy.goal_words import GoalWordsForm, keep
from strategy.models import Goal, GoalAssessment, ProposedAssessment


def proposes_for(user: Reader, cluster: int | None) -> bool:
    """Whether the person leads the cluster, and so proposes what its board finds. No query."""
    edits = scope_of(user).edits
    return cluster is not None and (edits.everything or cluster in edits.clusters)


def open_proposals(
    goals: Iterable[Goal],
    *,
    cluster: Cluster,
    user: Reader,
    before_meeting: datetime.date | None = None,
    at_meeting: bool = False,
) -> dict[int, ProposedAssessment]:
    """Goal id → what is proposed, and the board has not answered since; one query.

    before_meeting: the day of a meeting, to be told what lay before it, whatever came of it there
    and has been proposed since. at_meeting: whether what is being written at a meeting that is not
    over answers it, too, as it does there alone.
    """
    answered = GoalAssessment.objects.filter(
        goal=OuterRef("goal"),
        cluster=OuterRef("cluster"),
        assessed_on__gte=OuterRef("proposed_on"),
    )
    if not at_meeting:
        answered = answered.filter(is_open=False)
    rows = ProposedAssessment.objects.visible_to(user).filter(
        cluster=cluster, goal__in=[goal.pk for goal in goals]
    )
    if before_meeting is not None:
        answered = answered.filter(assessed_on__lt=before_meeting)
        rows = rows.filter(proposed_on__lte=before_meeting)
    return {row.goal_id: row for row in rows.exclude(Exists(answered))}


class ProposalForm(GoalWordsForm, KeepsOthersWords, forms.ModelForm[ProposedAssessment]):
    """What is proposed of one goal; an empty answer takes it away."""

    said = ("progress", "narrative")

    class Meta:
        model = ProposedAssessment
        fields = ["progress", "narrative"]
        widgets = {"progress": Radios, "narrative": forms.Textarea(attrs={"rows": 2})}
        labels = {"progress": _("How it goes"), "narrative": _("Why? (optional)")}
        help_texts = {
            "narrative": _(
                "What the board should see. Write nothing that can be traced to individual"
                " children or staff."
            )
        }

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        goal: Goal,
        cluster: Cluster,
        there: ProposedAssessment | None,
    ) -> None:
        own = there or ProposedAssessment(goal=goal, cluster=cluster)
        self.stands = (own.progress, own.narrative)
        super().__init__(data, instance=own, prefix=f"forslag-{goal.pk}")
        self.goal = goal
        asked = self.ask_about(goal, "narrative", name=goal.text, nothing=_("No proposal"))
        self.helper.layout = Layout(asked)

    def propose(self, *, by: User, on: datetime.date) -> None:
        """Keep it, if it is another than before; what is emptied is taken away."""
        own = self.instance
        if (own.progress, own.narrative) == self.stands:
            return
        keep(
            ProposedAssessment,
            {"goal_id": own.goal_id, "cluster_id": own.cluster_id},
            {
                "progress": own.progress,
                "narrative": own.narrative,
                "proposed_on": on,
                "proposed_by": by,
            },
        )


def proposal_forms(
    goals: Sequence[Goal], data: QueryDict | None, *, cluster: Cluster, user: Reader
) -> list[ProposalForm]:
    """A form for each goal, with what is proposed of it now."""
    there = open_proposals(goals, cluster=cluster, user=user)
    return [
        ProposalForm(data, goal=goal, cluster=cluster, there=there.get(goal.pk)) for goal in goals
    ]
