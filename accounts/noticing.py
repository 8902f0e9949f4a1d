"""What happens to people and their rights, on its way into the security log: by signals."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest
from simple_history.models import HistoricalRecords

from accounts.events import Kind, record
from accounts.factor.demand import demand_from_now
from accounts.visits import end_visits
from config.django_private import password_being_set

if TYPE_CHECKING:
    from accounts.models import User

#: Fields of a person that give or take access, or lead to whoever they are.
RIGHTS = ("is_active", "is_staff", "is_superuser", "email")


def note_sign_in(sender: object, request: HttpRequest, user: "User", **kwargs: object) -> None:
    record(Kind.SIGNED_IN, request=request, actor=user.pk)


def note_refused_sign_in(
    sender: object,
    credentials: Mapping[str, Any],
    request: HttpRequest | None = None,
    **kwargs: object,
) -> None:
    """Whose account it was, if anybody's: what was typed may be a password, and is not kept."""
    people = get_user_model()._default_manager
    try:
        person = people.get_by_natural_key(credentials.get("username") or "")
    except (people.model.DoesNotExist, people.model.MultipleObjectsReturned):
        record(Kind.SIGN_IN_REFUSED, request=request)
    else:
        record(Kind.SIGN_IN_REFUSED, request=request, about=person)


def note_lock_out(sender: object, request: HttpRequest, **kwargs: object) -> None:
    record(Kind.LOCKED_OUT, request=request)


def note_sign_out(sender: object, request: HttpRequest, user: "User", **kwargs: object) -> None:
    if user is not None:
        record(Kind.SIGNED_OUT, request=request, actor=user.pk)


def remember_rights(
    sender: "type[User]",
    instance: "User",
    update_fields: Iterable[str] | None = None,
    **kwargs: object,
) -> None:
    """What a person's rights are before they are saved (a receiver of `pre_save`)."""
    told = update_fields is None or set(RIGHTS) & set(update_fields)
    before = sender.objects.filter(pk=instance.pk).values(*RIGHTS) if told and instance.pk else []
    instance._rights_before = next(iter(before), None)


def note_person(sender: object, instance: "User", created: bool, **kwargs: object) -> None:
    """A new password, and rights that became others (a receiver of `post_save`)."""
    if created:
        given = [name for name in ("is_staff", "is_superuser") if getattr(instance, name)]
        if given:
            record(Kind.RIGHTS_GIVEN, about=instance, fields=given)
        return
    if password_being_set(instance) is not None:  # Django keeps the new one until it is saved
        _note_password(instance)
    before = instance._rights_before
    changed = [name for name in RIGHTS if before and before[name] != getattr(instance, name)]
    if changed:
        record(Kind.RIGHTS_CHANGED, about=instance, fields=changed)
    called = {"is_staff": "staff", "is_superuser": "superuser"}
    names = [called[name] for name in changed if name in called and getattr(instance, name)]
    if names:
        demand_from_now(instance, *names)


def _note_password(person: "User") -> None:
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    is_stranger = request is not None and (user is None or user.is_anonymous)
    session = request.session if request is not None and user == person else None
    end_visits(person, but=session.session_key if session is not None else None)
    record(Kind.PASSWORD_RESET if is_stranger else Kind.PASSWORD_CHANGED, about=person)


def note_lost_person(sender: object, instance: Model, **kwargs: object) -> None:
    record(Kind.RIGHTS_TAKEN, about=instance)


def note_groups(
    sender: object,
    instance: Model,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **kwargs: object,
) -> None:
    """Groups and permissions of a person, permissions of a group (a receiver of `m2m_changed`)."""
    if action in ("post_add", "post_remove", "post_clear") and (pk_set or action == "post_clear"):
        what = "permissions" if sender is not _groups_of_people() else "groups"
        record(
            Kind.RIGHTS_CHANGED,
            about=instance,
            fields=[what],
            how=action.removeprefix("post_"),
            numbers=sorted(pk_set or ()),
        )


def _groups_of_people() -> type[Model]:
    return get_user_model().groups.through


def many_to_many() -> list[type[Model]]:
    """The tables in which rights are handed out."""
    person = get_user_model()
    return [person.groups.through, person.user_permissions.through, Group.permissions.through]
