"""What a rule would give and take, and whom: from the claims last told of each person."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _

from accounts.models import User
from institutions.claims.applying import RoleAt, Rules, apply_to, given_to
from institutions.models import Area, ClaimRule, Cluster, Institution, Membership
from institutions.roles import Source, title_of


@dataclass(frozen=True, slots=True)
class Change:
    """What one person would get and lose, in words."""

    person: User
    gets: tuple[str, ...]
    loses: tuple[str, ...]

    @property
    def told(self) -> str:
        """“gets leader in Solsikken, loses leader in Åkanden”."""
        gets = [_("gets %(role)s") % {"role": role} for role in self.gets]
        loses = [_("loses %(role)s") % {"role": role} for role in self.loses]
        return ", ".join([*gets, *loses])


@dataclass(frozen=True, slots=True)
class Foresight:
    """What would change if the rules were these. known: how many people logins have told of."""

    known: int
    changes: tuple[Change, ...]

    @property
    def getting(self) -> int:
        return sum(bool(change.gets) for change in self.changes)

    @property
    def losing(self) -> int:
        return sum(bool(change.loses) for change in self.changes)

    @classmethod
    def of(cls, rules: Iterable[ClaimRule]) -> "Foresight":
        """Five queries, however many people and rules there are."""
        reckoned = Rules(rules)
        wanted = wanted_by_person(reckoned)
        held: dict[int, set[RoleAt]] = {pk: set() for pk in wanted}
        by_claims = Membership.objects.filter(source=Source.SIGN_IN, user__in=wanted).current()
        for membership in by_claims:
            held[membership.user_id].add(RoleAt.of(membership))
        words = RoleWords()
        people = User.objects.filter(pk__in=wanted).in_bulk()
        changes = [
            Change(
                people[pk],
                words.of(wanted[pk] - held[pk]),
                words.of(held[pk] - wanted[pk]),
            )
            for pk in people
            if wanted[pk] != held[pk]
        ]
        changes.sort(key=lambda change: (change.person.name.casefold(), change.person.pk))
        return cls(len(wanted), tuple(changes))


class RoleWords:
    """Roles at places in words; the places are read once."""

    def __init__(self) -> None:
        self._names = {
            "area": dict(Area.objects.values_list("pk", "name")),
            "cluster": dict(Cluster.objects.values_list("pk", "name")),
            "institution": dict(Institution.objects.values_list("pk", "name")),
        }

    def of(self, roles: Iterable[RoleAt]) -> tuple[str, ...]:
        return tuple(sorted(map(self._word, roles)))

    def of_rule(self, rule: ClaimRule) -> str:
        """What a rule gives; where a claim says the places, the role alone."""
        if rule.place_claim:
            return title_of(rule.role, is_municipal=False)
        return self._word(RoleAt(rule.role, rule.area_id, rule.cluster_id, rule.institution_id))

    def _word(self, one: RoleAt) -> str:
        for kind, names in self._names.items():
            number = getattr(one, kind)
            if number:
                return f"{title_of(one.role, is_municipal=False)}, {names.get(number, '')}"
        return title_of(one.role, is_municipal=True)


def wanted_by_person(rules: Rules) -> dict[int, set[RoleAt]]:
    """What the rules give each person of whom a login has told, by number; closed ones nothing."""
    wanted: dict[int, set[RoleAt]] = {}
    told = SocialAccount.objects.filter(user__is_active=True)
    for user, provider, claims in told.values_list("user", "provider", "extra_data"):
        wanted.setdefault(user, set()).update(rules.given(provider, claims))
    return wanted


def apply_rules() -> None:
    """Bring everybody in step with the rules as they stand now."""
    rules = Rules()
    changed = [change.person for change in Foresight.of(rules.rules).changes]
    for person in changed:
        apply_to(person, given_to(person, rules))
