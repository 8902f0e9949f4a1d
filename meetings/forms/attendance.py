"""Who was at a meeting: two may note it at once, and no name is lost."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.forms import field_of_words
from config.phrases import listing
from meetings.forms.layout import in_one_column
from meetings.models import Meeting

#: What is ticked, and the field of the meeting that keeps it with what is written.
TICKED = {"there": "present", "excused": "absent"}
FIELDS = ["seen", "there", "present", "excused", "absent"]


class AttendanceForm(forms.ModelForm[Meeting]):
    """Who was at the meeting: members are ticked, others are written.

    names: of the members of the board. instead: of those who come for a member. The minutes keep
    names, so that they stay as they were. seen: what stood there when the form was opened; what
    somebody else has noted since is kept, and what the person ticked or took away since is done.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    there = forms.MultipleChoiceField(
        label=_("Members who were there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    excused = forms.MultipleChoiceField(
        label=_("Members who sent apologies"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Meeting
        fields = ["present", "absent"]
        widgets = {
            "present": forms.Textarea(attrs={"rows": 2}),
            "absent": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "present": _("Others who were there (optional)"),
            "absent": _("Others who sent apologies (optional)"),
        }
        help_texts = {"present": _("Names, as they are to stand in the minutes.")}

    def __init__(
        self, *args: Any, names: Sequence[str], instead: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stands = {
            written: getattr(self.instance, written).splitlines() for written in TICKED.values()
        }
        self.offered = {"there": [*names, *instead], "excused": list(names)}
        for ticks in TICKED:
            if not self.offered[ticks]:
                del self.fields[ticks]
                continue
            field_of_words(self, ticks).choices = [(name, name) for name in self.offered[ticks]]
        self.initial = {**self.initial, **self._as_ticked(self.stands)}
        self.helper = in_one_column(
            *(name for name in FIELDS if name in self.fields), label=_("Save who was there")
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        seen = _lines(answers.get("seen", ""))
        together = {
            written: self._merged(
                [*answers.get(ticks, ()), *answers.get(written, "").splitlines()],
                seen=seen.get(written, []),
                ticks=ticks,
            )
            for ticks, written in TICKED.items()
        }
        both = set(together["present"]) & set(together["absent"])
        if both:
            self._show(together)
            self.add_error(
                "excused" if "excused" in self.fields else "absent",
                ValidationError(
                    _("%(names)s cannot both be there and have sent apologies."),
                    params={"names": listing(sorted(both))},
                ),
            )
        return answers | {written: "\n".join(lines) for written, lines in together.items()}

    def _merged(self, mine: Sequence[str], *, seen: Sequence[str], ticks: str) -> list[str]:
        """What stands there, without what I took away and with what I added; members first."""
        mine = [line.strip() for line in mine if line.strip()]
        taken = set(seen) - set(mine)
        added = [line for line in mine if line not in seen]
        lines = dict.fromkeys(
            line for line in [*self.stands[TICKED[ticks]], *added] if line not in taken
        )
        members = [name for name in self.offered[ticks] if name in lines]
        return [*members, *(line for line in lines if line.strip() and line not in members)]

    def _as_ticked(self, lines: dict[str, list[str]]) -> dict[str, Any]:
        """As the fields of the form have it."""
        told: dict[str, Any] = {"seen": json.dumps(self.stands)}
        for ticks, written in TICKED.items():
            told[ticks] = [line for line in lines[written] if line in self.offered[ticks]]
            others = (line for line in lines[written] if line not in self.offered[ticks])
            told[written] = "\n".join(others)
        return told

    def _show(self, lines: dict[str, list[str]]) -> None:
        """What both have noted, so that whoever is asked sees it."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        for name, told in self._as_ticked(lines).items():
            if isinstance(told, list):
                data.setlist(name, told)
            else:
                data[name] = told
        self.data = data


def _lines(seen: str) -> dict[str, list[str]]:
    """What the form had, as it tells it itself; nothing where that cannot be read."""
    try:
        told = json.loads(seen or "{}")
    except ValueError:
        return {}
    if not isinstance(told, dict):
        return {}
    return {
        name: [line for line in lines if isinstance(line, str)]
        for name, lines in told.items()
        if isinstance(lines, list)
    }
