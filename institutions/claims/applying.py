"""Roles that follow from claims: given and taken away as rules say; no other role is touched."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone

from accounts.entrance.claims import told_together, values_of
from accounts.models import User
from institutions.access import KEPT_ROLES, KEPT_SCOPE
from institutions.claims.pointed_at import PlacesByNumber
from institutions.models import ClaimRule, Membership
from institutions.roles import Source

Claims = Mapping[str, Any]


class RoleAt(NamedTuple):
    """A role at a place (ids); no place is the whole municipality."""

    role: str
    area: int | None = None
    cluster: int | None = None
    institution: int | None = None

    @classmethod
    def of(cls, membership: Membership) -> "RoleAt":
        return cls(
            membership.role,
            membership.area_id,
            membership.cluster_id,
            membership.institution_id,
        )


def _in_use() -> Iterable[ClaimRule]:
    """The rules that stand; at a cluster that is closed they give nothing."""
    return ClaimRule.objects.exclude(cluster__closed_on__lt=timezone.localdate())


class Rules:
    """The rules as they stand, or would: what claims give by them. Reads the places once."""

    def __init__(self, rules: Iterable[ClaimRule] | None = None) -> None:
        self.rules = list(_in_use() if rules is None else rules)
        self._places: PlacesByNumber | None = None

    def given(self, provider: str, claims: Claims) -> set[RoleAt]:
        """The roles that a provider's claims about somebody give."""
        found: set[RoleAt] = set()
        for rule in self.rules:
            if rule.provider in ("", provider):
                for told in [claims, *told_together(claims)]:
                    if self._holds(rule, told) and (told is claims or _asks_for_all(rule, told)):
                        found.update(self._roles_of(rule, told))
        return found

    def _holds(self, rule: ClaimRule, claims: Claims) -> bool:
        values = values_of(claims, rule.claim)
        return rule.value in values if rule.value else bool(values)

    def _roles_of(self, rule: ClaimRule, claims: Claims) -> Iterable[RoleAt]:
        if not rule.place_claim:
            yield RoleAt(rule.role, rule.area_id, rule.cluster_id, rule.institution_id)
            return
        if self._places is None:
            self._places = PlacesByNumber()
        for number in values_of(claims, rule.place_claim):
            for area, cluster, institution in self._places.called(number):
                yield RoleAt(rule.role, area, cluster, institution)


def _asks_for_all(rule: ClaimRule, told: Claims) -> bool:
    """Whether the rule asks for all that limits what is told: no limit is passed by."""
    return set(told) - {rule.claim} <= {rule.place_claim}


def gives_a_role(provider: str, claims: Claims) -> bool:
    """Whether somebody of whom these claims are told has any role by them."""
    return bool(Rules().given(provider, claims))


def take_roles(person: User, provider: str, claims: Claims) -> bool:
    """Bring the person's roles by claims in step; whether any role is theirs then."""
    apply_to(person, given_to(person, Rules(), fresh={provider: claims}))
    return person.memberships.current().exists()


def given_to(
    person: User, rules: Rules, *, fresh: Mapping[str, Claims] | None = None
) -> set[RoleAt]:
    """What all providers give together: told now (`fresh`), or when the person last came in."""
    told = dict(
        SocialAccount.objects.filter(user=person).values_list("provider", "extra_data")
    ) | dict(fresh or {})
    return {one for provider, claims in told.items() for one in rules.given(provider, claims)}


@transaction.atomic
def apply_to(person: User, wanted: set[RoleAt]) -> tuple[int, int]:
    """Give what is lacking and end what is too much, of the roles by claims: how many of each."""
    today = timezone.localdate()
    people = User.objects.select_for_update()  # two sign-ins at once give a role once
    people.get(pk=person.pk)
    held = list(person.memberships.filter(source=Source.SIGN_IN).current())
    there = {RoleAt.of(membership) for membership in held}
    over = [membership for membership in held if RoleAt.of(membership) not in wanted]
    for membership in over:
        end(membership, today)
    for one in sorted(wanted - there, key=str):
        Membership.objects.create(
            user=person,
            role=one.role,
            area_id=one.area,
            cluster_id=one.cluster,
            institution_id=one.institution,
            from_on=today,
            source=Source.SIGN_IN,
        )
    for kept in (KEPT_ROLES, KEPT_SCOPE):
        vars(person).pop(kept, None)
    return len(wanted - there), len(over)


def end(membership: Membership, today: datetime.date) -> None:
    """From this moment the role gives nothing: its last day was yesterday."""
    yesterday = today - datetime.timedelta(days=1)
    if membership.from_on is None or membership.from_on <= yesterday:
        membership.to_on = yesterday
        membership.save(update_fields=["to_on"])
    else:
        membership.delete()
