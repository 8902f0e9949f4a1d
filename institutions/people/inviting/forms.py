"""Somebody new, by hand: a name, an address and one role, in one step."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.invitations.sending import invite
from accounts.models import InvitationText, User
from config.deadlines import MindsDays
from config.forms import DateInput
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from files.spreadsheets.danish_values import fold
from institutions.models import Membership
from institutions.people.forms import actions, the_same, told_twice
from institutions.people.giving import may_give, why_another, why_closed
from institutions.people.importing.addresses import address_in, suggested
from institutions.people.places import PlaceChoices
from institutions.roles import Role


def new_address(text: str) -> str:
    """The address somebody wrote, in its normal form. Raises ValidationError, with a suggestion."""
    if address := address_in(text):
        return address
    if better := suggested(text):
        told = _("“%(text)s” is no e-mail address. Is it %(better)s?")
        raise ValidationError(told % {"text": text, "better": better})
    raise ValidationError(_("“%(text)s” is no e-mail address.") % {"text": text[:100]})


def known_as(email: str, name: str, *, by: User) -> User | None:
    """Who has the address already, if they are called so. Raises ValidationError for others."""
    user = User.objects.filter(email=email).first()
    if user is None:
        return None
    if not user.is_active:
        raise ValidationError(why_closed(user, by=by))
    if fold(user.name) != fold(name):
        raise ValidationError(why_another(user, by=by))
    return user


class InvitationTextForm(KeepsOthersWords, forms.ModelForm[InvitationText]):
    """The words of the invitation in one language."""

    class Meta:
        model = InvitationText
        fields = ["subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {"text": gettext_lazy("What stands in brackets is put in for each person.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["lang"] = self.instance.language


class NewPersonForm(MindsDays, forms.Form):
    """Who somebody is, and the role they are to have; they are asked in by mail."""

    back = {"from_on": 60}

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150, validators=[refuse_cpr])
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("The person’s own, so that nobody signs in as somebody else."),
    )
    place = forms.ChoiceField(label=gettext_lazy("Where"))
    from_on = forms.DateField(label=gettext_lazy("First day"), widget=DateInput)
    to_on = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DateInput,
        required=False,
        help_text=gettext_lazy("Empty: until further notice."),
    )
    later = forms.BooleanField(
        label=gettext_lazy("Send the invitation when I say so"),
        required=False,
        help_text=gettext_lazy("The person is created, but cannot sign in yet."),
    )

    def __init__(self, *args: Any, role: Role, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role, self.by = role, by
        self.user: User | None = None
        self.row = Membership()
        self.choices = PlaceChoices.of(role, by)
        self.fields["place"] = forms.ChoiceField(
            label=gettext_lazy("Where"),
            choices=[("", gettext_lazy("Choose")), *self.choices.grouped()],
        )
        self.fields["from_on"].initial = timezone.localdate()
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, actions(gettext_lazy("Create and invite")))

    def clean_email(self) -> str:
        return new_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.user = known_as(cleaned["email"], cleaned["name"], by=self.by)
        except ValidationError as error:
            self.add_error("email", error)
            return cleaned
        days = {name: cleaned[name] for name in ("from_on", "to_on")}
        place = self.choices.place_of(cleaned["place"])
        self.row = Membership(user=self.user, role=self.role, **place, **days)
        if not may_give(self.by, self.row):
            self.add_error("place", _("You do not give this role there."))
            return cleaned  # nothing is told of roles that one does not give
        try:
            self.row.full_clean(exclude={"user"})
        except ValidationError as error:
            self.add_error(None, error.messages)
        if self.user and (twice := the_same(self.row).first()):
            self.add_error("email", told_twice(twice))
        return cleaned

    @transaction.atomic
    def save(self, *, site: str) -> User:
        """Make the person, give the role, and ask in who has never been in."""
        told = self.cleaned_data
        user = self.user or User.objects.create_user(told["email"], name=told["name"])
        self.row.user = user
        self.row.save()
        if user.last_login is None:
            invite(user, by=self.by, later=told["later"], site=site)
        return user
