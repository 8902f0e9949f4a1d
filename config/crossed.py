"""A form that is saved on the version it was opened with: of two who write at once none is lost."""

from typing import Any, TypeVar

from django import forms
from django.db import models
from django_stubs_ext import StrOrPromise

from config.asked import MOST

M = TypeVar("M", bound=models.Model)


class VersionReadForm(forms.ModelForm[M]):
    """A form of a row with a `version`. crossed: what is said to whoever saves second.

    The next time it is saved on what is there now: the other text has then been seen, or is kept.
    """

    read = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)
    crossed: StrOrPromise

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["read"] = self._version

    @property
    def _version(self) -> int:
        version: int = getattr(self.instance, "version")  # noqa: B009  # M has one
        return version

    def clean_read(self) -> int:
        read: int = self.cleaned_data["read"]
        if read != self._version:
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a form that was sent has a QueryDict
            self.data["read"] = self._version  # type: ignore[index]
            raise forms.ValidationError(self.crossed, code="crossed")
        return read
