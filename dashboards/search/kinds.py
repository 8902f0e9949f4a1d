"""What a search looks through: of each kind the rows somebody may read, and how a hit is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from config.search import halves, says, stem
from duties.models import Remark
from hearings.models import Hearing
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import Area, Cluster, Identifier, Institution
from institutions.people.giving import people_seen_by
from leadership.models import Chapter, Commitment, Profile, ValueBase
from meetings.models import AgendaItem, FollowUp
from meetings.workflow import MeetingStatus
from programmes.models import Programme
from strategy.models import Effort, Goal, LocalGoal, Method, Strategy


@dataclass(frozen=True, slots=True)
class Hit:
    """A row as a hit shows it. at: the institution and the cluster it belongs to (ids)."""

    title: str
    href: str
    where: str = ""
    at: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Searched:
    """Rows of one kind.

    key: its name in an address. title: the field by which a row is known; fields: what else is
    looked through. beside: a condition by which one word finds a row through rows of its own.
    """

    key: str
    label: StrOrPromise
    rows: Callable[[Reader], QuerySet[Any]]
    told: Callable[[Any], Hit]
    title: str
    fields: tuple[str, ...] = ()
    beside: Callable[[str], Q] | None = None

    def that_say(self, word: str) -> Q:
        """The condition that a row says a word somewhere."""
        said = says(word, self.title, *self.fields)
        return said | self.beside(word) if self.beside else said

    def that_say_apart(self, word: str) -> Q:
        """The same, where the word may be two that stand apart."""
        said = self.that_say(word)
        for first, rest in halves(word):
            said |= self.that_say(first) & self.that_say(rest)
        return said


def _plain(row: Any) -> Hit:
    return Hit(str(row), row.get_absolute_url())


def _institution(row: Institution) -> Hit:
    """A place that is closed is found, too, and says so."""
    where = row.area.name
    if row.closed_on and row.closed_on < timezone.localdate():
        closed = gettext("Closed %(day)s") % {"day": date_format(row.closed_on, "DATE_FORMAT")}
        where = f"{where} · {closed}"
    return Hit(row.name, row.get_absolute_url(), where, (row.pk, None))


def _known_by_number(word: str) -> Q:
    return Q(Exists(Identifier.objects.filter(institution=OuterRef("pk"), value__istartswith=word)))


def _in_efforts(word: str) -> Q:
    return Q(Exists(Effort.objects.filter(says(word, "text"), local_goal=OuterRef("pk"))))


def _person(person: User) -> Hit:
    return Hit(str(person), reverse("person_detail", args=[person.pk]), person.email)


def _goal(goal: Goal) -> Hit:
    at = (None, goal.strategy.cluster_id)
    return Hit(str(goal), goal.get_absolute_url(), str(goal.strategy), at)


def _local_goal(goal: LocalGoal) -> Hit:
    where = f"{goal.place} · {goal.goal}"
    return Hit(str(goal), goal.get_absolute_url(), where, (goal.institution_id, goal.cluster_id))


def _indicator(indicator: Indicator) -> Hit:
    strategy = indicator.goal.strategy
    at = (None, strategy.cluster_id)
    return Hit(str(indicator), indicator.get_absolute_url(), str(strategy), at)


def _method(method: Method) -> Hit:
    address = f"{reverse('method_list')}?{urlencode({'q': method.name})}"
    return Hit(method.name, address, method.contact, (None, method.cluster_id))


def _item(item: AgendaItem) -> Hit:
    board = item.meeting.board
    at = (board.institution_id, board.cluster_id)
    return Hit(str(item), item.get_absolute_url(), str(item.meeting), at)


def _decision(item: AgendaItem) -> Hit:
    board = item.meeting.board
    at = (board.institution_id, board.cluster_id)
    return Hit(item.resolution, item.get_absolute_url(), f"{item} · {item.meeting}", at)


def _follow_up(follow_up: FollowUp) -> Hit:
    return Hit(follow_up.text, follow_up.get_absolute_url(), follow_up.sentence)


def _remark(remark: Remark) -> Hit:
    title = f"{remark.get_kind_display()}, {remark.institution}: {remark.text}"
    where = f"{remark.get_visit_display()} {remark.year} · {remark.get_stage_display()}"
    return Hit(title, remark.get_absolute_url(), where, (remark.institution_id, None))


def _known_as_found(word: str) -> Q:
    """Whether a word is one for what tilsyn finds: all of it is meant, whichever was typed."""
    names = [*map(str, Remark.Kind.labels), gettext("Found by tilsyn")]
    is_meant = stem(word) in {stem(name.casefold().split()[-1]) for name in names}
    return Q(pk__isnull=False) if is_meant else Q()


def _commitment(commitment: Commitment) -> Hit:
    cell = commitment.cell
    return Hit(commitment.text, commitment.get_absolute_url(), f"{cell.role} · {cell.area}")


def _chapter(chapter: Chapter) -> Hit:
    return Hit(chapter.name, chapter.get_absolute_url(), str(chapter.of))


def _chapters(user: Reader) -> QuerySet[Chapter]:
    """Those of the value base in force, and of the profiles in use."""
    base = ValueBase.objects.visible_to(user).begun(timezone.localdate()).first()
    profiles = Profile.objects.visible_to(user).in_use()
    found = Chapter.objects.filter(Q(profile__in=profiles) | Q(base=base, base__isnull=False))
    return found.select_related("base", "profile")


def _in_force(user: Reader) -> QuerySet[Commitment]:
    """What one commits oneself to today, and not in an earlier version."""
    base = ValueBase.objects.visible_to(user).begun(timezone.localdate()).first()
    found = Commitment.objects.filter(cell__area__base=base) if base else Commitment.objects.none()
    return found.select_related("cell__role", "cell__area")


def _items(user: Reader) -> QuerySet[AgendaItem]:
    boards = ("cluster", "institution")
    near = [f"meeting__board__{place}" for place in boards]
    found = AgendaItem.objects.visible_to(user).select_related(*near)
    return found.order_by("-meeting__held_on", "number")


def _decided(user: Reader) -> QuerySet[AgendaItem]:
    """What boards have decided, once their minutes are approved."""
    approved = _items(user).filter(meeting__status=MeetingStatus.APPROVED)
    return approved.exclude(resolution="")


def _rows_of(model: type[Model], *near: str) -> Callable[[Reader], QuerySet[Any]]:
    """All of a model that somebody may read, with what is told beside them."""
    objects: Any = model._default_manager  # each of ours has `visible_to`
    return lambda user: objects.visible_to(user).select_related(*near)


def _whole_indicators(user: Reader) -> QuerySet[Indicator]:
    return Indicator.objects.visible_to(user).whole().select_related("goal__strategy")


#: In the order in which equals stand.
KINDS = (
    Searched(
        "institutioner",
        _("Institutions"),
        _rows_of(Institution, "area"),
        _institution,
        "name",
        beside=_known_by_number,
    ),
    Searched(
        "klynger",
        _("Clusters"),
        _rows_of(Cluster, "area"),
        lambda row: Hit(row.name, row.get_absolute_url(), row.area.name, (None, row.pk)),
        "name",
        ("nickname", "register_number"),
    ),
    Searched("omraader", _("Areas"), _rows_of(Area), _plain, "name"),
    Searched("personer", _("People"), people_seen_by, _person, "name", ("email",)),
    Searched(
        "strategier",
        _("Strategies"),
        _rows_of(Strategy),
        lambda row: Hit(str(row), row.get_absolute_url(), row.headline, (None, row.cluster_id)),
        "title",
        ("headline",),
    ),
    Searched("maal", _("Goals"), _rows_of(Goal, "strategy"), _goal, "short_name", ("text",)),
    Searched(
        "lokale-maal",
        _("Local goals"),
        _rows_of(LocalGoal, "institution", "cluster", "goal"),
        _local_goal,
        "text",
        ("how", "institution__name", "cluster__name"),
        beside=_in_efforts,
    ),
    Searched(
        "maalepunkter",
        _("Indicators"),
        _whole_indicators,
        _indicator,
        "short_text",
        ("code", "text"),
    ),
    Searched("metoder", _("Methods"), _rows_of(Method), _method, "name", ("description",)),
    Searched("punkter", pgettext_lazy("of meetings", "Items of meetings"), _items, _item, "title"),
    Searched(
        "beslutninger", _("Decisions of boards"), _decided, _decision, "resolution", ("title",)
    ),
    Searched(
        "opfoelgninger",
        _("Follow-ups"),
        _rows_of(FollowUp),
        _follow_up,
        "text",
        ("responsible",),
    ),
    Searched(
        "tilsyn",
        _("Found by tilsyn"),
        _rows_of(Remark, "institution"),
        _remark,
        "text",
        ("responsible", "institution__name"),
        beside=_known_as_found,
    ),
    Searched("forpligtelser", _("Commitments"), _in_force, _commitment, "text"),
    Searched(
        "hoeringer",
        _("Hearings"),
        _rows_of(Hearing),
        lambda row: Hit(
            str(row),
            row.get_absolute_url(),
            row.asks,
            (row.institution_id, row.cluster_id),
        ),
        "title",
        ("asks",),
    ),
    Searched("kapitler", _("Chapters"), _chapters, _chapter, "name", ("text",)),
    Searched("programmer", _("Programmes"), _rows_of(Programme), _plain, "name", ("purpose",)),
)
