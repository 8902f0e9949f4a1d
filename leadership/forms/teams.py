from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any

from django import forms

from config.deadlines import MindsDays
from config.others_words import KeepsOthersWords
from leadership.models import Duty, Team
from strategy.form_parts import WrittenDateField

#: Empty rows below those that are there, and the most a team may hold.
MORE_DUTIES, MOST_DUTIES = 3, 40


class DutyForm(MindsDays, KeepsOthersWords, forms.ModelForm[Duty]):
    """A task of a team: who leads it, who steps in, and until when."""

    ahead = ("until_on",)

    until_on = WrittenDateField(label=Duty._meta.get_field("until_on").verbose_name, required=False)

    class Meta:
        model = Duty
        fields = ["name", "holder", "deputy", "until_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            looks = field.widget.attrs.get("class", "")
            field.widget.attrs["class"] = f"form-control {looks}".strip()

    def like(self, names: Collection[str]) -> Iterator[tuple[str, str]]:
        """Who is written nearly as somebody of the team is called: (as written, the name)."""
        for field in ("holder", "deputy"):
            written = self.cleaned_data.get(field, "").strip()
            if field not in self.changed_data or not written or written in names:
                continue
            for name in get_close_matches(written, names, n=1, cutoff=0.8):
                yield written, name

    @property
    def row(self) -> list[forms.BoundField]:
        """Who and until when, in one line of fields below the task."""
        return [self[name] for name in ("holder", "deputy", "until_on")]


DutyForms = forms.inlineformset_factory(
    Team,
    Duty,
    form=DutyForm,
    extra=MORE_DUTIES,
    max_num=MOST_DUTIES,
    absolute_max=MOST_DUTIES + MORE_DUTIES,
)
