"""Two who edit the same at once: what the first has saved is kept, or shown to the second."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from config.phrases import stop_behind

SEEN = "seen"


class KeepsWhatStood(forms.BaseForm):
    """A form that several may write, field by field: put before `forms.Form`, and `see` in it.

    The form tells what each field said when it was opened. What somebody else has changed since
    and this person has not stays theirs; what both have changed is shown, to be put together; of
    what is ticked, both what was ticked and what was unticked is done.
    """

    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stood: dict[str, Any] = {}

    def see(self, stood: dict[str, Any]) -> None:
        """Send along what stands in the fields as the form is opened."""
        self.stood = stood
        self.fields[SEEN] = forms.CharField(label="", widget=forms.HiddenInput, required=False)
        self.initial[SEEN] = json.dumps({name: _mark(told) for name, told in stood.items()})

    @property
    def helper(self) -> FormHelper:
        """How the form is laid out; what it saw goes along in whatever layout."""
        return self._helper

    @helper.setter
    def helper(self, helper: FormHelper) -> None:
        helper.render_hidden_fields = True  # type: ignore[attr-defined]  # crispy has it
        self._helper = helper

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        seen = _read(answers.pop(SEEN, ""))
        contested = {}
        for name in [name for name in self.stood if name in seen and name in answers]:
            stood, was = self.stood[name], seen[name]
            if _mark(stood) == was or _told(stood) == _told(answers[name]):
                continue
            if isinstance(was, list) and _is_many(stood):
                answers[name] = _together(stood, was=was, mine=answers[name])
            elif _mark(answers[name]) == was:
                answers[name] = self.as_it_stands(name)
            elif not _holds(answers[name], stood):
                contested[name] = _mark(stood)
                self.add_error(name, self._somebody_else(name))
        if contested:  # the next saving is of both
            data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            data[self.add_prefix(SEEN)] = json.dumps(seen | contested)
            self.data = data
        return answers

    def as_it_stands(self, name: str) -> Any:
        """What somebody else has saved in a field, as it is when it is clean."""
        return self.stood[name]

    def as_told(self, name: str) -> Any:
        """The same, as it is told to whoever saves second."""
        return self.stood[name]

    def _somebody_else(self, name: str) -> ValidationError:
        stood, told = self.stood[name], self.as_told(name)
        if told in (None, ""):
            return ValidationError(
                _("Somebody has emptied this meanwhile. Save again if yours is to stand.")
            )
        if isinstance(stood, bool):
            told = _("yes") if stood else _("no")
        return somebody_else(str(told))


def somebody_else(told: str) -> ValidationError:
    """What whoever saves second is told of what the first has saved, with one stop behind it."""
    return ValidationError(
        _("Somebody has saved this meanwhile: “%(told)s”%(stop)s Put it together, and save again."),
        params={"told": told, "stop": stop_behind(told)},
    )


class KeepsOthersWords(KeepsWhatStood):
    """A form of a row that several may edit: put before `forms.ModelForm`."""

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            names = self._meta.fields  # type: ignore[attr-defined]  # of every ModelForm
            told = model_to_dict(self.instance, names)
            self.see({name: told[name] for name in told if not isinstance(told[name], dict)})

    def as_it_stands(self, name: str) -> Any:
        return getattr(self.instance, name)

    def as_told(self, name: str) -> Any:
        word = getattr(self.instance, f"get_{name}_display", None)
        return word() if word else getattr(self.instance, name)


def _told(value: Any) -> Any:
    """As it can be compared, whether it comes from a row or from a form."""
    if _is_many(value):
        return sorted(_told(one) for one in value)
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return value.normalize() if isinstance(value, Decimal) else value


def _is_many(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | dict)


def _mark(value: Any) -> Any:
    """A mark of a text, and the keys of what is ticked."""
    told = _told(value)
    if isinstance(told, list):
        return told
    words = "" if told is None else str(told)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _holds(mine: Any, stood: Any) -> bool:
    """Whether a text has the other within it: it has been put together."""
    return isinstance(mine, str) and bool(stood) and _told(stood) in _told(mine)


def _together(stood: Iterable[Any], *, was: list[Any], mine: Iterable[Any]) -> list[Any]:
    """What stands, without what I unticked and with what I ticked since."""
    rows = {_told(row): row for row in [*stood, *mine]}
    chosen = {_told(row) for row in mine}
    kept = {_told(row) for row in stood} - (set(was) - chosen)
    return [row for key, row in rows.items() if key in kept | (chosen - set(was))]


def _read(seen: str) -> dict[str, Any]:
    """What the form had, as it tells it itself; nothing where that cannot be read."""
    try:
        told = json.loads(seen or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
