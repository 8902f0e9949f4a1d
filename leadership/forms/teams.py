from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from config.forms import Submit
from config.privacy import refuse_cpr
from leadership.models import Duty, Team


class DutyForm(forms.Form):
    """Who leads what, one task to a line: “Tilsyn: Hanne Toft”."""

    duties = forms.CharField(
        label=_("Who leads what"),
        help_text=_(
            "One task to a line, a colon, and who leads it. For example “Inspection and quality:"
            " Hanne”."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        validators=[refuse_cpr],
        max_length=5_000,
        required=False,
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        self.team = team
        lines = [f"{duty.name}: {duty.holder}" for duty in team.duties.all()]
        super().__init__(*args, **{"initial": {"duties": "\n".join(lines)}, **kwargs})
        self.helper = FormHelper()
        self.helper.layout = Layout("duties", FormActions(Submit("save", _("Save the tasks"))))

    def clean_duties(self) -> list[tuple[str, str]]:
        duties = []
        for line in self.cleaned_data["duties"].splitlines():
            name, _colon, holder = (part.strip() for part in line.partition(":"))
            if not line.strip():
                continue
            if not name or not holder:
                raise forms.ValidationError(
                    _("“%(line)s” lacks a task or who leads it. Write it as “Task: name”."),
                    params={"line": line.strip()},
                )
            if max(len(name), len(holder)) > 150:
                raise forms.ValidationError(
                    _("“%(line)s…” is too long: at most 150 characters on each side."),
                    params={"line": line.strip()[:40]},
                )
            duties.append((name, holder))
        return duties

    def save(self) -> None:
        self.team.duties.all().delete()
        Duty.objects.bulk_create(
            Duty(team=self.team, name=name, holder=holder)
            for name, holder in self.cleaned_data["duties"]
        )
