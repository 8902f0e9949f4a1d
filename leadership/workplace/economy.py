"""The table of what a cluster shares, by which key: written row by row, with every version kept."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.asked import MOST
from config.deadlines import MindsDays
from config.numbers import grouped
from config.phrases import number, quoted
from config.privacy import refuse_cpr
from files.number_fields import WholeAmountField
from institutions.access import Reader
from institutions.models import Cluster
from leadership.models import SharedEconomy
from leadership.models.workplace import amount_of
from leadership.workplace.pages import is_of_team
from strategy.form_parts import WrittenDateField

#: Empty rows below those that are there, and the most a table may hold.
MORE_ROWS, MOST_ROWS = 3, 40
MOST_KRONER = 10**9


class SharedRowForm(forms.Form):
    """What is shared, by which key, and how much where that is wanted."""

    what = forms.CharField(
        label=gettext_lazy("What is shared"),
        max_length=200,
        required=False,
        validators=[refuse_cpr],
    )
    key = forms.CharField(
        label=gettext_lazy("By which key"), max_length=200, required=False, validators=[refuse_cpr]
    )
    amount = WholeAmountField(
        label=gettext_lazy("Kroner (optional)"),
        required=False,
        min_value=0,
        max_value=MOST_KRONER,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False  # else a row that stands as it was is read as none
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("what") and not answers.get("key"):
            self.add_error("key", _("Write by which key it is shared."))
        elif not answers.get("what") and (answers.get("key") or answers.get("amount") is not None):
            self.add_error("what", _("Write what is shared."))
        return answers

    @property
    def row(self) -> dict[str, Any] | None:
        """As it is kept; None of an empty one."""
        told = self.cleaned_data
        if not told.get("what"):
            return None
        amount = told.get("amount")
        kept = "" if amount is None else str(amount)
        return {"what": told["what"], "key": told["key"], "amount": kept}


SharedRows = forms.formset_factory(
    SharedRowForm, extra=MORE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + MORE_ROWS
)


class SharedEconomyForm(MindsDays, forms.Form):
    """When the team agreed on it, and where that is written. version: that of the table read."""

    agreed_on = WrittenDateField(
        label=gettext_lazy("Agreed by the leadership team on (optional)"),
        required=False,
        help_text=gettext_lazy(
            "Without a day it is a draft that only the team sees. Agree anew when you change it."
        ),
    )
    decision_url = forms.URLField(
        label=gettext_lazy("Link to the decision (optional)"),
        required=False,
        assume_scheme="https",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    def __init__(self, *args: Any, economy: SharedEconomy, **kwargs: Any) -> None:
        self.economy = economy
        initial = {
            "agreed_on": economy.agreed_on,
            "decision_url": economy.decision_url,
            "version": economy.version,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        for field in self.fields.values():
            looks = field.widget.attrs.get("class", "")
            field.widget.attrs["class"] = f"form-control {looks}".strip()

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        for name in ("agreed_on", "decision_url"):
            field = SharedEconomy._meta.get_field(name)
            if value := answers.get(name):
                try:
                    field.run_validators(value)  # type: ignore[union-attr]  # of a column
                except forms.ValidationError as error:
                    self.add_error(name, error)
        if answers.get("decision_url") and not answers.get("agreed_on"):
            self.add_error("agreed_on", _("Write the day it was agreed on, beside the link."))
        return answers

    @transaction.atomic
    def save(self, rows: Sequence[dict[str, Any]]) -> bool:
        """Whether it was saved: not where another version has come since it was read."""
        economy = SharedEconomy.objects.select_for_update().get(pk=self.economy.pk)
        if economy.version != self.cleaned_data["version"]:
            self.add_error(
                None,
                _(
                    "Somebody has saved the table while you wrote. What you wrote stands here."
                    " Write in what of theirs is to stand, too, and save once more: %(theirs)s"
                )
                % {"theirs": _theirs(economy.rows, besides=rows)},
            )
            self.data = {**self.data.dict(), "version": str(economy.version)}  # type: ignore[attr-defined]  # as a browser sent it
            return False
        economy.rows = list(rows)
        economy.agreed_on = self.cleaned_data["agreed_on"]
        economy.decision_url = self.cleaned_data["decision_url"]
        economy.version += 1
        economy.save()
        return True


def _theirs(rows: Sequence[dict[str, Any]], *, besides: Sequence[dict[str, Any]]) -> str:
    """The rows that somebody else has saved, but those that stand in one's own, too."""
    told = [
        quoted(": ".join(filter(None, (line.what, line.key, line.amount))))
        for line in lines_of([row for row in rows if row not in besides])
    ]
    return "; ".join(told) or _("no other rows than yours.")


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A row as it is shown. amount: grouped, empty where none is told."""

    what: str
    key: str
    amount: str


@dataclass(frozen=True, slots=True)
class SharedVersion:
    """The table as it was saved, by whom and when."""

    saved_at: datetime.datetime
    saved_by: str
    agreed_on: datetime.date | None
    lines: tuple[SharedLine, ...]


@dataclass(frozen=True, slots=True)
class SharedEconomyPage:
    """The table of a year, the other years, and its versions; four queries."""

    economy: SharedEconomy
    lines: tuple[SharedLine, ...]
    versions: tuple[SharedVersion, ...]
    others: tuple[SharedEconomy, ...]
    may_write: bool

    @classmethod
    def build(cls, economy: SharedEconomy, *, user: Reader) -> Self:
        visible = SharedEconomy.objects.visible_to(user).filter(cluster=economy.cluster_id)
        may_write = is_of_team(economy.cluster, user)
        return cls(
            economy,
            lines_of(economy.rows),
            tuple(_versions(economy)) if may_write else (),
            tuple(visible.exclude(pk=economy.pk)),
            may_write,
        )

    @property
    def heading(self) -> str:
        count = len(self.lines)
        if not count:
            return _("Nothing is shared yet")
        told = ngettext("%(count)s thing is shared", "%(count)s things are shared", count)
        return capfirst(told % {"count": number(count)})

    @property
    def total(self) -> str:
        total = amount_of(self.economy.rows)
        return "" if total is None else grouped(int(total))

    @property
    def next_year(self) -> int | None:
        """The year it can be carried on to; None where there is a table of it already."""
        following = self.economy.year + 1
        is_there = any(other.year == following for other in self.others)
        return following if self.may_write and not is_there else None


def lines_of(rows: Sequence[dict[str, Any]]) -> tuple[SharedLine, ...]:
    return tuple(
        SharedLine(
            row["what"], row["key"], grouped(int(Decimal(row["amount"]))) if row["amount"] else ""
        )
        for row in rows
    )


def _versions(economy: SharedEconomy) -> list[SharedVersion]:
    """The newest first, without the one that stands."""
    rows = economy.history.select_related("history_user").order_by("-history_date", "-history_id")
    return [
        SharedVersion(
            row.history_date, str(row.history_user or ""), row.agreed_on, lines_of(row.rows)
        )
        for row in rows[1:]
    ]


def begin_economy(cluster: Cluster, year: int) -> SharedEconomy:
    """The table of a year, begun with the rows of the newest one before it."""
    before = SharedEconomy.objects.filter(cluster=cluster, year__lt=year).first()
    economy, _is_new = SharedEconomy.objects.get_or_create(
        cluster=cluster, year=year, defaults={"rows": before.rows if before else []}
    )
    return economy
