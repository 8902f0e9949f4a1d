"""What is done about a vision that is in force in some of the same years: asked, never guessed."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from config.forms import Radios, field_of_words
from strategy.models import Strategy

CLOSE, SHORTEN = "afslut", "forkort"


class OverlapForm(forms.Form):
    """other: the one in the way. It is closed, or its last year is the one before."""

    other_vision = forms.ChoiceField(
        label=_("They cannot both be in force. What is to happen?"), widget=Radios
    )

    def __init__(self, *args: Any, strategy: Strategy, other: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strategy, self.other = strategy, other
        named = {"title": other.title, "year": strategy.from_year - 1}
        choices = [(CLOSE, _("“%(title)s” is closed now") % named)]
        if other.from_year < strategy.from_year:
            choices.insert(0, (SHORTEN, _("“%(title)s” ends with %(year)s") % named))
        field_of_words(self, "other_vision").choices = choices
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @transaction.atomic
    def settle(self, *, by: Any) -> None:
        """Make room for the strategy in its years."""
        if self.cleaned_data["other_vision"] == CLOSE:
            self.other.transition(Strategy.Stage.CLOSED, by=by)
            return
        self.other.to_year = self.strategy.from_year - 1
        self.other.save(update_fields=["to_year"])
