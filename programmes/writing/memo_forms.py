"""The forms of a memo, of attention points, and of what carries a programme on."""

import re
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.collation import danish
from config.deadlines import MindsDays
from config.django_private import ValidatesAlso
from config.forms import Button, DateInput, QuestionFieldset, Radios, field_of_rows
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from institutions.models import Membership
from institutions.roles import ADMINISTRATION, LEADERSHIP
from programmes.models import Anchor, AttentionPoint, EvaluationPoint, Memo, Programme
from strategy.models import LocalGoal

#: What the memo says before its points by itself; memos are written in Danish.
RECOMMENDED = re.compile(r"^\s*det\s+indstilles\s*[,:]?\s*", re.IGNORECASE)


def _laid_out(*parts: Any, label: Any) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(
        *parts, FormActions(Button(label, type="submit", css_class="btn-primary"))
    )
    return helper


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MemoForm(MindsDays, KeepsOthersWords, forms.ModelForm[Memo]):
    """What a memo asks for; how far the programme is, is drawn from the programme."""

    class Meta:
        model = Memo
        fields = [
            "title",
            "receiver",
            "case_number",
            "written_on",
            "why",
            "recommendation",
            "economy",
            "process",
            "annexes",
            "encloses_report",
            "contact",
        ]
        widgets = {
            "written_on": DateInput,
            "why": _lines(5),
            "recommendation": _lines(4),
            "economy": _lines(3),
            "process": _lines(4),
            "annexes": _lines(3),
        }
        labels = {
            "title": _("What is the memo called"),
            "receiver": _("To (optional)"),
            "case_number": _("Case number (optional)"),
            "why": _("Why is it put forward"),
            "economy": _("Economic consequences (optional)"),
            "process": _("Further process and communication (optional)"),
            "annexes": _("Annexes (optional)"),
            "encloses_report": _("Enclose the programme’s report"),
            "contact": _("Who knows more (optional)"),
        }
        help_texts = {
            "receiver": _("For example the alderman, or a committee."),
            "recommendation": _(
                "One line for each point, beginning with “that …”. The memo itself puts “It is"
                " recommended” before them."
            ),
            "annexes": _("The names of the annexes, one on each line."),
            "encloses_report": _("The PDF with the results, as they are when the memo is sent."),
            "contact": _("A function and a department."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].validators.append(refuse_cpr)
        self.helper = _laid_out(
            "title",
            Row(
                Column("receiver", css_class="col-sm-6"),
                Column("case_number", css_class="col-sm-6"),
            ),
            "written_on",
            "why",
            "recommendation",
            QuestionFieldset(_("What else must one know to decide?"), "economy", "process"),
            QuestionFieldset(_("What goes along?"), "annexes", "encloses_report"),
            "contact",
            label=_("Save the memo"),
        )

    def clean_recommendation(self) -> str:
        """Without the words that the memo puts before its points itself."""
        lines = self.cleaned_data["recommendation"].splitlines()
        return "\n".join(RECOMMENDED.sub("", line) for line in lines)


def owners() -> QuerySet[User]:
    """Those who may own what is to be watched: leaders and the administration."""
    held = Membership.objects.current().filter(role__in=LEADERSHIP | ADMINISTRATION)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by(danish("name"))


class AttentionForm(MindsDays, KeepsOthersWords, forms.ModelForm[AttentionPoint]):
    """An attention point; who only owns it tells how it goes."""

    ahead = ("due_on",)

    class Meta:
        model = AttentionPoint
        fields = ["kind", "text", "owner", "responsible", "due_on", "state", "note"]
        widgets = {
            "kind": Radios,
            "text": _lines(3),
            "due_on": DateInput,
            "state": Radios,
        }
        labels = {
            "kind": _("Of what kind is it"),
            "owner": _("Who sees to it"),
            "responsible": _("Or in words"),
            "due_on": _("By when (optional)"),
            "state": _("How far is it"),
            "note": _("How does it go (optional)"),
        }
        help_texts = {
            "responsible": _("A name or a role, where the person is not in the list."),
            "note": _("A sentence. Nothing that can be traced to individual children or staff."),
        }

    def __init__(self, *args: Any, may_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told: list[Any] = ["state", "note"]
        if not may_plan:
            for name in set(self.fields) - set(told):
                del self.fields[name]
            self.helper = _laid_out(*told, label=_("Save how it goes"))
            return
        owner = field_of_rows(self, "owner")
        owner.queryset = owners()
        owner.empty_label = _("Somebody else")
        who = Row(
            Column("owner", css_class="col-sm-6"), Column("responsible", css_class="col-sm-6")
        )
        self.helper = _laid_out(
            "kind", "text", who, "due_on", *told, label=_("Save the attention point")
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("owner"):
            answers["responsible"] = str(answers["owner"])
        elif "owner" in self.fields and not answers.get("responsible"):
            self.add_error("responsible", ValidationError(_("Say who sees to it.")))
        return answers


class AnchorForm(ValidatesAlso, KeepsOthersWords, forms.ModelForm[Anchor]):
    """Which programme a local goal carries on, or which local goal carries a programme on."""

    validates_also = frozenset({"programme", "local_goal"})

    class Meta:
        model = Anchor
        fields = ["programme", "local_goal", "point", "note"]
        labels = {
            "programme": _("Which programme does it carry on"),
            "local_goal": _("Which local goal carries it on"),
            "point": _("Because of which evaluation (optional)"),
            "note": _("What is carried on (optional)"),
        }

    def __init__(
        self,
        *args: Any,
        programmes: QuerySet[Programme],
        goals: QuerySet[LocalGoal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("programme", programmes), ("local_goal", goals)):
            if getattr(self.instance, f"{name}_id"):
                del self.fields[name]
            else:
                field_of_rows(self, name).queryset = rows
        point = field_of_rows(self, "point")
        known = [self.instance.programme_id] if self.instance.programme_id else programmes
        point.queryset = EvaluationPoint.objects.filter(programme__in=known).select_related(
            "programme"
        )
        self.helper = _laid_out(*self.fields, label=_("Tie them together"))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        programme = answers.get("programme") or (
            self.instance.programme if self.instance.programme_id else None
        )
        point = answers.get("point")
        if point and programme and point.programme_id != programme.pk:
            self.add_error("point", _("This evaluation is of another programme."))
        return answers


class NotSentForm(KeepsOthersWords, forms.ModelForm[EvaluationPoint]):
    """Why a point of evaluation will not be asked."""

    class Meta:
        model = EvaluationPoint
        fields = ["not_sent_why"]
        labels = {"not_sent_why": _("Why is it not sent out")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["not_sent_why"].required = True
        self.helper = _laid_out("not_sent_why", label=_("Close it without answers"))
