"""Whom somebody asks in: who has roles that they give, and none besides."""

from django.db.models import QuerySet

from accounts.models import User
from institutions.access import Reader
from institutions.models import Membership
from institutions.people.giving import given_by, gives_everything


def invitable_by(user: Reader) -> QuerySet[User]:
    """People who have never signed in, and whom the person asks in, sends mail to and withdraws.

    Who also has a role that somebody else gives is asked in by them: nobody is shut out by one who
    gives them a part of what they have.
    """
    people = User.objects.filter(is_active=True, last_login=None)
    if gives_everything(user):
        return people
    live = Membership.objects.lasting()
    given = given_by(user).values("pk")
    ours, others = live.filter(pk__in=given), live.exclude(pk__in=given)
    return people.filter(is_superuser=False, is_staff=False, pk__in=ours.values("user")).exclude(
        pk__in=others.values("user")
    )
