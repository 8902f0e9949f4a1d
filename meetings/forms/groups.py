"""A network or group, and what it contributes to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.forms import Radios, field_of_rows, field_of_words
from config.others_words import KeepsOthersWords
from institutions.access import Reader, scope_of
from institutions.models import Board, Cluster
from institutions.roles import GROUPS, BoardKind
from meetings.forms.layout import in_one_column
from meetings.models import Contribution
from strategy.models import Effort, Goal, LocalGoal, Statement

LONGEST = 140


class GroupForm(KeepsOthersWords, forms.ModelForm[Board]):
    """A network or group. clusters: where a new one may be made."""

    class Meta:
        model = Board
        fields = ["name", "kind", "cluster", "purpose", "also_members", "is_published"]
        widgets = {
            "kind": Radios,
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "also_members": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "name": gettext_lazy("What is the group called"),
            "kind": gettext_lazy("What kind of group is it"),
            "purpose": gettext_lazy("What is it for (optional)"),
            "also_members": gettext_lazy("Members without an account (optional)"),
        }

    def __init__(
        self, *args: Any, clusters: QuerySet[Cluster], everywhere: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in BoardKind.choices if kind[0] in GROUPS]
        field_of_words(self, "kind").choices = kinds
        if self.instance.pk is None:
            cluster = field_of_rows(self, "cluster")
            cluster.queryset = clusters
            cluster.required = not everywhere
            cluster.empty_label = _("The whole municipality") if everywhere else None
        else:
            del self.fields["cluster"]
        self.helper = in_one_column(*self.fields, label=_("Save the group"))


class ContributionForm(forms.Form):
    """What a group contributes to, among what its members and the person read."""

    about = forms.ChoiceField(label=gettext_lazy("What does the group contribute to?"))
    is_responsible = forms.BooleanField(
        label=gettext_lazy("The group is responsible for it"), required=False
    )

    def __init__(self, *args: Any, board: Board, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        self.rows: dict[str, tuple[str, int]] = {}
        choices = [
            self._offer(_("Statements of the vision"), "statement", self._statements(user)),
            self._offer(_("Goals"), "goal", Goal.objects.visible_to(user).common().in_force()),
            self._offer(_("Local goals"), "local_goal", self._local_goals(user)),
            self._offer(_("Efforts"), "effort", self._efforts(user)),
        ]
        field_of_words(self, "about").choices = [group for group in choices if group[1]]
        self.helper = in_one_column("about", "is_responsible", label=_("Save"))

    def _statements(self, user: Reader) -> QuerySet[Statement]:
        found = Statement.objects.visible_to(user).filter(goal__strategy__stage="running")
        return found.filter(goal__strategy__cluster=self.board.cluster_id or 0)

    def _local_goals(self, user: Reader) -> QuerySet[LocalGoal]:
        """Those of the cluster itself; a group of the municipality has none of its own."""
        found = LocalGoal.objects.visible_to(user).alive()
        here = Q(cluster=self.board.cluster_id or 0)
        return found.filter(here | Q(institution=self.board.institution_id or 0))

    def _efforts(self, user: Reader) -> QuerySet[Effort]:
        goals = self._local_goals(user).values("pk")
        return Effort.objects.filter(local_goal__in=goals).order_by("local_goal", "number")

    def _offer(
        self, label: str, name: str, rows: Iterable[Any]
    ) -> tuple[str, list[tuple[str, str]]]:
        found = []
        for row in rows:
            key = f"{name}-{row.pk}"
            self.rows[key] = (name, row.pk)
            found.append((key, Truncator(str(row)).chars(LONGEST)))
        return label, found

    def clean_about(self) -> str:
        key: str = self.cleaned_data["about"]
        name, pk = self.rows[key]
        if Contribution.objects.filter(board=self.board, **{name: pk}).exists():
            raise forms.ValidationError(_("The group contributes to this already."))
        return key

    def save(self) -> Contribution:
        name, pk = self.rows[self.cleaned_data["about"]]
        return Contribution.objects.create(
            board=self.board,
            is_responsible=self.cleaned_data["is_responsible"],
            **{f"{name}_id": pk},
        )


def may_make_everywhere(user: Reader) -> bool:
    """Whether the person makes groups of the whole municipality: its administration does."""
    return scope_of(user).serves
