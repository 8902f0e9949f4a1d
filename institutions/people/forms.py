"""Giving a role, changing its dates, ending it, and saying who stands in for somebody."""

import datetime
from collections.abc import Iterator
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from accounts.models import User
from config.deadlines import MindsDays
from config.forms import Button, DateInput, Radios, field_of_rows
from config.privacy import refuse_cpr
from institutions.delivered import ADMINISTRATOR
from institutions.models import Membership
from institutions.people.administering import connect, groups_given_by
from institutions.people.giving import may_give, people_seen_by
from institutions.people.places import PlaceChoices
from institutions.roles import Role


def actions(label: StrOrPromise) -> FormActions:
    return FormActions(Button(label, type="submit", css_class="btn-primary"))


class PeriodForm(MindsDays, forms.Form):
    """From and to, both included, and the reason."""

    back = {"from_on": 60}

    from_on = forms.DateField(label=gettext_lazy("First day"), widget=DateInput)
    to_on = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DateInput,
        required=False,
        help_text=gettext_lazy("Empty: until further notice."),
    )
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        required=False,
        validators=[refuse_cpr],
        help_text=gettext_lazy("In a few words, for whoever looks at it later. No CPR numbers."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("from_on"), cleaned.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", _("The last day cannot come before the first day."))
        return cleaned

    def put_into(self, membership: Membership) -> None:
        """Check the row with what is told here; what is wrong with it is told in this form."""
        for name in ("from_on", "to_on", "note"):
            setattr(membership, name, self.cleaned_data[name])
        try:
            membership.full_clean()
        except ValidationError as error:
            self.add_error(None, error.messages)
        if twice := the_same(membership).first():
            self.add_error("from_on", told_twice(twice))


def the_same(membership: Membership) -> Any:
    """Rows of the same person, role, place and board, that hold on a day on which this does."""
    others = Membership.objects.exclude(pk=membership.pk).filter(
        user=membership.user_id,
        role=membership.role,
        area=membership.area_id,
        cluster=membership.cluster_id,
        institution=membership.institution_id,
        board=membership.board_id,
        deputises_for=membership.deputises_for_id,
    )
    if membership.to_on:
        others = others.exclude(from_on__gt=membership.to_on)
    if membership.from_on:
        others = others.exclude(to_on__lt=membership.from_on)
    return others


def told_twice(membership: Membership) -> str:
    """What is said of a role that somebody has already on some of the days."""
    return _("The person has this role then already. Change its days instead.")


class GiveRoleForm(PeriodForm):
    """A role at a place; a consultant gets it at several places at once."""

    field_order = ["places", "from_on", "to_on", "note"]

    def __init__(self, *args: Any, person: User, role: Role, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.role, self.by = person, role, by
        self.rows: list[Membership] = []
        self.choices = PlaceChoices.of(role, by)
        self.several = role == Role.CONSULTANT
        label = gettext_lazy("Where")
        if self.several:
            self.fields["places"] = forms.MultipleChoiceField(
                label=label,
                choices=self.choices.flat(),
                widget=forms.CheckboxSelectMultiple,
                help_text=gettext_lazy("Choose one or several."),
            )
        else:
            self.fields["places"] = forms.ChoiceField(
                label=label, choices=[("", gettext_lazy("Choose")), *self.choices.grouped()]
            )
        self.fields["from_on"].initial = timezone.localdate()
        self.works_as: dict[str, Group] = {}
        if role == Role.ADMINISTRATOR:
            self._offer_groups()
        order = [*self.field_order, *(["works_as"] if self.works_as else [])]
        self.order_fields(order)
        self.helper = FormHelper()
        self.helper.layout = Layout(*order, actions(gettext_lazy("Give the role")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        told = cleaned.get("places")
        if self.errors or not told:
            return cleaned
        for key in told if self.several else [told]:
            row = Membership(user=self.person, role=self.role, **self.choices.place_of(key))
            if not may_give(self.by, row):
                self.add_error("places", _("You do not give this role there."))
                continue  # nothing is told of roles that one does not give
            self.put_into(row)
            self.rows.append(row)
        return cleaned

    def _offer_groups(self) -> None:
        """How an administrator works in the administration: no more than the giver does."""
        if self.person.is_superuser:
            return
        self.works_as = {str(group.pk): group for group in groups_given_by(self.by)}
        if self.works_as:
            self.fields["works_as"] = forms.ChoiceField(
                label=gettext_lazy("In the administration"),
                choices=[(key, group.name) for key, group in self.works_as.items()],
                widget=Radios,
                initial=next(
                    (key for key, one in self.works_as.items() if one.name == ADMINISTRATOR), None
                ),
                help_text=gettext_lazy(
                    "What the person can look after there, for as long as the role holds."
                ),
            )

    @transaction.atomic
    def give(self) -> list[Membership]:
        for row in self.rows:
            row.save()
        if chosen := self.works_as.get(self.cleaned_data.get("works_as", "")):
            connect(self.person, chosen)
        return self.rows


class ChangeRoleForm(PeriodForm):
    """The days of a role and the reason; another role or place is another membership."""

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(membership, name) for name in ("from_on", "to_on", "note")}
        self.membership = membership
        self.fields["from_on"].required = membership.from_on is not None
        if membership.deputises_for_id:
            self.fields["to_on"].required = True
            self.fields["to_on"].help_text = ""
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "from_on", "to_on", "note", actions(gettext_lazy("Save the days"))
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            self.put_into(self.membership)
        return cleaned


class EndRoleForm(MindsDays, forms.Form):
    """The last day of a role."""

    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DateInput,
        help_text=gettext_lazy("Yesterday: the access is gone at once."),
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"last_day": timezone.localdate()}
        self.membership = membership
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_last_day(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["last_day"]
        if self.membership.to_on and day > self.membership.to_on:
            raise ValidationError(_("It ends before that day. Change its days instead."))
        return day


class DeputyForm(PeriodForm):
    """Who stands in for somebody, and until when."""

    field_order = ["deputy", "from_on", "to_on", "note"]
    deputy: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=gettext_lazy("Deputy"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose"),
        help_text=gettext_lazy("Somebody who can sign in already."),
    )

    def __init__(self, *args: Any, membership: Membership, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership, self.by = membership, by
        self.row = Membership()
        others = people_seen_by(by).filter(is_active=True).exclude(pk=membership.user_id)
        field_of_rows(self, "deputy").queryset = others
        self.fields["from_on"].initial = timezone.localdate()
        self.fields["to_on"].required = True
        self.fields["to_on"].help_text = gettext_lazy("The access ends by itself after this day.")
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.field_order, actions(gettext_lazy("Set the deputy")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins = cleaned.get("from_on")
        of = self.membership
        if begins and not of.holds_on(begins):
            self.add_error("from_on", _("The person does not have the role on that day."))
        if self.errors:
            return cleaned
        self.row = Membership(
            user=cleaned["deputy"],
            role=of.role,
            area=of.area,
            cluster=of.cluster,
            institution=of.institution,
            board=of.board,
            deputises_for=of.user,
        )
        if not may_give(self.by, self.row):
            self.add_error("deputy", _("You do not give this role there."))
            return cleaned
        self.put_into(self.row)
        return cleaned


def roles_to_choose(roles: list[Role]) -> Iterator[tuple[str, str]]:
    """Each role as an address names it, and in words."""
    return ((role.value, str(role.label)) for role in roles)
