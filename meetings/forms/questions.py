"""What members ask before a meeting, and what is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.forms import Radios, field_of_words
from config.others_words import KeepsOthersWords
from meetings.forms.layout import in_one_column
from meetings.models import BoardQuestion


class BoardQuestionForm(KeepsOthersWords, forms.ModelForm[BoardQuestion]):
    """A question or a remark."""

    class Meta:
        model = BoardQuestion
        fields = ["kind", "text"]
        widgets = {"kind": Radios, "text": forms.Textarea(attrs={"rows": 4})}
        labels = {"kind": _("What is it"), "text": _("What do you want to ask or say")}
        help_texts = {
            "kind": _("A question is answered before the meeting; a remark needs no answer."),
            "text": _(
                "The whole board sees it. Write nothing that can be traced to individual children"
                " or staff."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of_words(self, "kind").choices = BoardQuestion.Kind.choices
        label = _("Save the change") if self.instance.pk else _("Send it")
        self.helper = in_one_column("kind", "text", label=label)


class AnswerForm(KeepsOthersWords, forms.ModelForm[BoardQuestion]):
    """The answer, which stands with the item from then on."""

    class Meta:
        model = BoardQuestion
        fields = ["answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 5})}
        labels = {"answer": _("Your answer")}
        help_texts = {"answer": _("The whole board sees it, in the minutes as well.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.helper = in_one_column("answer", label=_("Save the answer"))
