"""What is said to minutes: what is to be corrected, who disagrees, and who does not come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.others_words import KeepsOthersWords
from meetings.forms.layout import in_one_column, sent_along
from meetings.models import Apology, Dissent, MinutesRemark


class MinutesRemarkForm(forms.ModelForm[MinutesRemark]):
    """What is to be corrected in minutes, instead of approving them."""

    class Meta:
        model = MinutesRemark
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        labels = {"text": _("What is to be corrected")}
        help_texts = {
            "text": _(
                "The board and whoever writes the minutes see it. Write nothing that can be traced"
                " to individual children or staff."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = in_one_column("text", label=_("Send the remark"))


class RemarkOutcomeForm(KeepsOthersWords, forms.ModelForm[MinutesRemark]):
    """What became of a remark."""

    class Meta:
        model = MinutesRemark
        fields = ["outcome"]
        widgets = {"outcome": forms.Textarea(attrs={"rows": 3})}
        labels = {"outcome": _("What became of it")}
        help_texts = {
            "outcome": _("For example: It has been corrected under item 3. The board sees it.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = True
        self.helper = in_one_column("outcome", label=_("Save"))


class ApologyForm(KeepsOthersWords, forms.ModelForm[Apology]):
    """That one does not come, and who comes instead."""

    class Meta:
        model = Apology
        fields = ["substitute"]
        labels = {"substitute": _("Who comes instead of you (optional)")}
        help_texts = {"substitute": _("The name, as it is to stand in the minutes.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Save") if self.instance.pk else _("Send apologies")
        self.helper = in_one_column("substitute", label=label)


class OwnDissentForm(KeepsOthersWords, forms.ModelForm[Dissent]):
    """Why one disagrees with what was decided."""

    class Meta:
        model = Dissent
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        labels = {"text": _("Why do you disagree")}
        help_texts = {
            "text": _(
                "It stands in the minutes with your name. Write nothing that can be traced to"
                " individual children or staff."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = in_one_column("text", label=_("Save it in the minutes"))


class DissentForm(forms.ModelForm[Dissent]):
    """What is noted at the table for whoever asks. The same twice is one statement."""

    BUTTON = "mindretal"

    class Meta:
        model = Dissent
        fields = ["who", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        labels = {"who": _("Who disagrees"), "text": _("Why, in their own words")}

    prefix = "dissent"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = sent_along(
            self, "who", "text", name=self.BUTTON, label=_("Save the statement")
        )

    def save(self, commit: bool = True) -> Dissent:
        own = self.instance
        same = Dissent.objects.filter(item=own.item, who=own.who, text=own.text).first()
        return same or super().save(commit)
