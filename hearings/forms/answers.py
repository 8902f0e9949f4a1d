"""An answer to a hearing, and what became of it."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.asked import MOST
from config.forms import Radios, field_of_rows, field_of_words
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from hearings.forms.layout import in_one_column
from hearings.models import AnswerFile, AnswerPart, AnswerVerdict, HearingAnswer
from hearings.texts import HearingText, Passage
from strategy.attaching_forms import AttachesFiles, AttachmentsField

#: Of an answer to one passage: some pages. By the open link less.
LONGEST, LONGEST_PUBLIC = 20_000, 4_000
#: For who writes in an answer that somebody else has written in since.
OTHERS = _(
    "Somebody else has written in the answer since you opened it. Put the two together, and save."
)
#: The field of what is said of the whole; those of passages end with their key.
WHOLE = "passage-"


class _ToPassages(forms.Form):
    """An answer, passage by passage: none is required, but one must be there."""

    longest = LONGEST

    def __init__(
        self, *args: Any, text: HearingText, words: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        for passage in (Passage("", str(_("To the text as a whole")), ()), *text.passages):
            self.fields[f"{WHOLE}{passage.key}"] = forms.CharField(
                label=passage.name,
                required=False,
                max_length=self.longest,
                validators=[refuse_cpr],
                widget=forms.Textarea(attrs={"rows": 5 if not passage.key else 3}),
                initial=words.get(passage.key, ""),
            )

    @property
    def whole(self) -> BoundField:
        return self[WHOLE]

    @property
    def passages(self) -> list[tuple[Passage, BoundField]]:
        return [(one, self[f"{WHOLE}{one.key}"]) for one in self.text.passages]

    @property
    def words(self) -> dict[str, str]:
        """Key of the passage → what is said of it."""
        return {
            key: self.cleaned_data.get(f"{WHOLE}{key}", "")
            for key in ("", *(one.key for one in self.text.passages))
        }

    @property
    def says_something(self) -> bool:
        return any(self.words.values())


class BoardAnswerForm(AttachesFiles, _ToPassages):
    """What a board answers, with files. answer: what it has answered before or begun to."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)
    no_remarks = forms.BooleanField(label=_("We have no remarks"), required=False)
    attachment = AttachmentsField(
        label=_("Attach files (optional)"),
        help_text=_(
            "PDF, PNG or JPEG. Everybody who reads the answer can open them. Nothing that can be"
            " traced to individual children or staff."
        ),
    )
    removed: forms.ModelMultipleChoiceField[AnswerFile] = forms.ModelMultipleChoiceField(
        label=_("Take away"),
        queryset=AnswerFile.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, answer: HearingAnswer, by: User, **kwargs: Any) -> None:
        words = answer.words if answer.pk else {}
        super().__init__(*args, text=answer.hearing.first_text, words=words, **kwargs)
        self.answer, self.by = answer, by
        self.others: list[tuple[str, str]] = []
        self.initial["version"] = answer.version
        self.initial["no_remarks"] = answer.is_sent and not any(words.values())
        files = answer.files.all() if answer.pk else AnswerFile.objects.none()
        field_of_rows(self, "removed").queryset = files
        if not files:
            del self.fields["removed"]

    @property
    def attached_by(self) -> User:
        return self.by

    def clean(self) -> dict[str, Any]:
        """A draft may be empty; what is sent says something, or that there is nothing to say."""
        answers = super().clean()
        sends = "send" in self.data and not self.errors
        told = self.says_something or answers.get("attachment")
        if sends and answers.get("no_remarks") and told:
            self.add_error("no_remarks", _("You have written remarks. Take the tick away."))
        elif sends and not (told or answers.get("no_remarks") or self.keeps_files):
            self.add_error(None, _("Write an answer, or say that you have no remarks."))
        return answers

    @property
    def keeps_files(self) -> bool:
        """Whether a file that was attached before stays."""
        gone = self.cleaned_data.get("removed") or ()
        return "removed" in self.fields and self.answer.files.count() > len(gone)

    def show_other(self, answer: HearingAnswer) -> None:
        """Somebody else has written meanwhile: both texts stand on the page, theirs beside.

        Sent again, the form has seen theirs.
        """
        theirs = answer.words
        self.add_error(None, OTHERS)
        self.others = [
            (str(bound.label), theirs.get(key, ""))
            for key, bound in [
                ("", self.whole),
                *((one.key, field) for one, field in self.passages),
            ]
            if theirs.get(key, "") != self.words.get(key, "")
        ]
        seen = cast(QueryDict, self.data).copy()
        seen["version"] = str(answer.version)
        self.data = seen

    def save_files(self, answer: HearingAnswer) -> None:
        """Keep what is attached; what was sent is taken away when the answer is sent anew."""
        gone = self.cleaned_data.get("removed") or ()
        for file in gone:
            if "send" in self.data or not answer.is_sent:
                file.delete()
        self.attach_to(lambda: AnswerFile(answer=answer))


class PublicAnswerForm(_ToPassages):
    """What somebody answers by the open link."""

    longest = LONGEST_PUBLIC

    name = forms.CharField(
        label=_("Your name (optional)"),
        max_length=100,
        required=False,
        validators=[refuse_cpr],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("On whose behalf do you answer (optional)"),
        max_length=150,
        required=False,
        validators=[refuse_cpr],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    sheet = forms.CharField(widget=forms.HiddenInput, max_length=40, min_length=8)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not self.errors and not self.says_something:
            raise ValidationError(_("Write what you think of the text, or of a part of it."))
        return answers


class VerdictForm(KeepsOthersWords, forms.ModelForm[AnswerPart]):
    """What became of an answer, what was changed, and why."""

    class Meta:
        model = AnswerPart
        fields = ["verdict", "opinion", "change"]
        widgets = {
            "verdict": Radios,
            "opinion": forms.Textarea(attrs={"rows": 3}),
            "change": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "verdict": _("What became of it?"),
            "opinion": _("What do you think, and why?"),
            "change": _("What did you change (optional)"),
        }
        help_texts = {
            "opinion": _("Whoever answered can read it. A refusal always has a reason."),
            "change": _("As “Theme 4 has a new sentence.”"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict = field_of_words(self, "verdict")
        verdict.choices = AnswerVerdict.choices
        verdict.required = True
        self.helper = in_one_column(
            "verdict", "opinion", "change", label=_("Save, and take the next")
        )
