"""The form of a new constitution: the day, who stays, who is new, who is chair."""

import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from config.deadlines import MindsDays
from config.forms import DateInput
from institutions.models import Board, Membership
from institutions.people.forms import actions
from institutions.people.giving import given_by
from institutions.people.renewing.members import NewMember, members_in
from institutions.roles import Role, Source

#: Stands for the first of the new members, who have no number yet.
FIRST_NEW = "new"
#: How long ago a board may have been constituted.
LONG_AGO = datetime.timedelta(days=120)


class RenewalForm(MindsDays, forms.Form):
    """Whoever is not said to stay stops the day before."""

    constituted_on = forms.DateField(
        label=gettext_lazy("The day the new board begins"),
        widget=DateInput,
        help_text=gettext_lazy("Those who stop have the day before as their last day."),
    )
    stays = forms.MultipleChoiceField(
        label=gettext_lazy("Who stays?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Whoever is not ticked stops."),
    )
    new = forms.CharField(
        label=gettext_lazy("Who is new?"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One on each line: the name and then the e-mail address."),
    )
    chair = forms.ChoiceField(label=gettext_lazy("Who is chair?"), required=False)

    def __init__(self, *args: Any, board: Board, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board, self.by = board, by
        self.seats = seats_of(board, by)
        self.members: list[NewMember] = []
        people = {str(one.pk): f"{one.user}, {one.title}" for one in self.seats}
        self.fields["stays"] = forms.MultipleChoiceField(
            label=self.fields["stays"].label,
            required=False,
            choices=list(people.items()),
            widget=forms.CheckboxSelectMultiple,
            help_text=self.fields["stays"].help_text,
            initial=[str(one.pk) for one in self.seats if one.role == Role.STAFF_MEMBER],
        )
        chairs = [(str(one.pk), str(one.user)) for one in self.seats]
        self.fields["chair"] = forms.ChoiceField(
            label=self.fields["chair"].label,
            required=False,
            choices=[
                ("", _("Nobody yet")),
                *chairs,
                (FIRST_NEW, _("The first of the new")),
            ],
        )
        if not self.seats:
            del self.fields["stays"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, actions(gettext_lazy("See what happens")))

    def clean_constituted_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["constituted_on"]
        today = timezone.localdate()
        if not today - LONG_AGO <= day <= today + datetime.timedelta(days=366):
            raise ValidationError(_("Choose a day within the next year."))
        return day

    def clean_new(self) -> str:
        self.members = members_in(self.cleaned_data["new"], by=self.by)
        return str(self.cleaned_data["new"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        chair = cleaned["chair"]
        if chair == FIRST_NEW and not self.members:
            self.add_error("chair", _("Nobody is new. Choose one of those who stay."))
        elif chair not in ("", FIRST_NEW) and chair not in cleaned.get("stays", ()):
            self.add_error("chair", _("The chair stays, or is the first of the new."))
        sitting = {one.user_id for one in self.seats}
        for one in self.members:
            if one.user and (one.user.pk in sitting or one.user.pk == self.by.pk):
                told = _("%(name)s sits on the board already, or is yourself.")
                self.add_error("new", told % {"name": one.name})
        if not self.members and not cleaned.get("stays"):
            self.add_error("new", _("The board would be empty. Write who is on it."))
        return cleaned

    @property
    def day(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["constituted_on"]
        return day

    @property
    def staying(self) -> list[Membership]:
        told = self.cleaned_data.get("stays", ())
        return [one for one in self.seats if str(one.pk) in told]

    @property
    def leaving(self) -> list[Membership]:
        """Whose seat began before the day: what begins later is not ended by it."""
        told = self.cleaned_data.get("stays", ())
        return [
            one
            for one in self.seats
            if str(one.pk) not in told and not (one.from_on and one.from_on >= self.day)
        ]

    @property
    def chair_seat(self) -> Membership | None:
        """The seat of who stays and is to be chair."""
        told = self.cleaned_data["chair"]
        return next((one for one in self.seats if str(one.pk) == told), None)

    @property
    def first_is_chair(self) -> bool:
        return bool(self.cleaned_data["chair"] == FIRST_NEW)


def seats_of(board: Board, by: User) -> list[Membership]:
    """The seats there are today, and that the person gives; deputies’ end with whose they are."""
    seats = Membership.objects.on_board(board).current().filter(deputises_for=None)
    ours = seats.filter(pk__in=given_by(by).values("pk")).exclude(source=Source.SIGN_IN)
    return list(
        ours.select_related("user", "cluster", "institution", "area").order_by("role", "pk")
    )
