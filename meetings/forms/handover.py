"""What the case system asks for, that a meeting does not say itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.others_words import KeepsOthersWords
from meetings.forms.layout import in_one_column
from meetings.models import Handover


class HandoverForm(KeepsOthersWords, forms.ModelForm[Handover]):
    """The numbers the package is filed under."""

    class Meta:
        model = Handover
        fields = ["kle_number", "case_number"]
        labels = {
            "kle_number": _("KLE number (optional)"),
            "case_number": _("Case number (optional)"),
        }
        help_texts = {
            "kle_number": _("What the case is about, for example 00.22.00."),
            "case_number": _("As the case system writes it, for example 26/1234."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = in_one_column(*self.fields, label=_("Fetch the package"))
