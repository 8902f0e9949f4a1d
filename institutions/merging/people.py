"""Putting two people together that are one: what they have and did is the one's who stays.

The other account is closed, and not dropped: the security log and histories go on naming it, and
what lets somebody in (password, keys, groups) stays with it and opens nothing. So nobody gains a
permission by it; roles are moved, and whoever puts people together may do all that both may.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.visits import end_visits
from institutions.merging.joining import Joined, Joining, MergeRefused
from institutions.models import Membership, PersonMerge
from institutions.people.administering import delivered_groups_of
from institutions.pointing import Column, pointing_at
from institutions.roles import Role


def preview_people(keep: User, gone: User) -> Joined:
    """What it would do. Nothing is left of finding out. Raises `MergeRefused`."""
    with transaction.atomic():
        joined = _join(keep, gone, by=None)
        transaction.set_rollback(True)
    return joined


@transaction.atomic
def merge_people(keep: User, gone: User, *, by: User | None) -> PersonMerge:
    """Put them together, and end the visits of the one. Raises `MergeRefused`."""
    joined = _join(keep, gone, by=by)
    end_visits(gone)
    return PersonMerge.objects.create(
        person=keep, gone=f"{gone} ({gone.email})"[:150], merged_by=by, steps=joined.steps
    )


def _join(keep: User, gone: User, *, by: User | None) -> Joined:
    if keep.pk == gone.pk:
        raise MergeRefused(_("Choose another person."))
    held = {
        one.pk: one for one in User.objects.select_for_update().filter(pk__in=[keep.pk, gone.pk])
    }
    if len(held) < 2:  # both are there
        raise MergeRefused(_("One of the two is not here any more."))
    if not held[keep.pk].is_active:
        raise MergeRefused(_("The account that stays is closed. Choose the other."))
    if not keep.is_superuser and _works_otherwise(held[keep.pk], held[gone.pk]):
        raise MergeRefused(
            _("The one is an administrator in another group than the other. End that role first.")
        )
    if Membership.objects.filter(user__in=held, deputises_for__in=held).exists():
        raise MergeRefused(_("The one is deputy of the other. Take that away first."))
    joining = Joining(by)
    for column in _moved():
        joining.bring(column, keep=keep.pk, gone=gone.pk)
    _close(held[gone.pk], joining.joined)
    return joining.joined


def _works_otherwise(keep: User, gone: User) -> bool:
    """Whether the role of administrator would look after something else at the one who stays."""
    roles = Membership.objects.lasting().filter(user=gone, role=Role.ADMINISTRATOR)
    return roles.exists() and delivered_groups_of(keep) != delivered_groups_of(gone)


def _moved() -> Iterator[Column]:
    """The kinds of rows that are moved: those of the floors above the accounts."""
    floors = {
        config.label for config in apps.get_app_configs() if "site-packages" not in config.path
    }
    for model, name in pointing_at(User):
        if model._meta.app_label in floors - {"accounts", "config"}:
            yield model, name


def _close(person: User, joined: Joined) -> None:
    """The step tells whose account it was, also of one that was closed before."""
    step = {"did": "closed" if person.is_active else "joined", "of": User._meta.label}
    joined.steps.append({**step, "key": person.pk})
    if person.is_active:
        person.is_active = False
        person.save(update_fields=["is_active"])


def accounts_of(person: User) -> set[int]:
    """The accounts that were put together with a person's and are so still, this one with them."""
    merges = PersonMerge.objects.filter(undone_at=None).values_list("person", "steps")
    pairs = [
        {kept, step["key"]}
        for kept, steps in merges
        for step in steps
        if step["did"] in ("closed", "joined")
    ]
    found = {person.pk}
    while more := set().union(*(pair for pair in pairs if pair & found)) - found:
        found |= more
    return found


def keep_together(sender: object, person: User, **kwargs: object) -> None:
    """Who is anonymised is not taken apart again (a receiver of `person_anonymised`)."""
    PersonMerge.objects.filter(person=person.pk, undone_at=None).update(steps=[])
