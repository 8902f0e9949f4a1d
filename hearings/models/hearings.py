import datetime
import secrets
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from config.privacy import refuse_cpr
from hearings.opening import TO_HEARING, missing_to_open
from hearings.querysets import HearingQuerySet
from hearings.texts import HearingText, key_of, text_now
from hearings.workflow import ANSWERABLE, HEARING_LIFE, OVER, HearingStage, no_decision
from institutions.access import Reader
from institutions.models import Cluster, Institution
from leadership.models import DevelopmentPlan
from lifecycle import HasLifecycle, Outdated, Transition
from meetings.models import AgendaItem
from strategy.models import GoalRound, LocalGoal, Strategy
from strategy.models.approvals import fingerprint

if TYPE_CHECKING:
    from hearings.models.receivers import HearingStep

#: The condition for answers in which there is something that nobody has judged.
UNJUDGED = Q(sent_at__isnull=False, parts__verdict="")


def new_token() -> str:
    return secrets.token_urlsafe(18)


class Hearing(HasLifecycle):
    """A text is sent to others, who answer until a day, before it is decided on (Danish: høring).

    It is of a strategy, of a development plan, of the local goals of a round, or else of those of
    its institution or cluster; without either it is the municipality's. left_out: of the local
    goals, those that its owner has not sent along. content: the text as it
    stood when the hearing was opened, second: as it stood when the second edition was locked; what
    happens to the text afterwards does not touch them. sha256, second_sha256: of each in one
    spelling. token: the secret of the open link; without one there is none. item: of the agenda of
    the board that decides.
    """

    title = models.CharField(_("title"), max_length=150, validators=[refuse_cpr])
    asks = models.TextField(_("what is asked about"), max_length=4_000, validators=[refuse_cpr])
    strategy = models.ForeignKey(
        Strategy,
        models.CASCADE,
        null=True,
        editable=False,
        related_name="hearings",
        verbose_name=_("strategy"),
    )
    goal_round = models.ForeignKey(
        GoalRound,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="hearings",
        verbose_name=_("round of local goals"),
    )
    plan = models.ForeignKey(
        DevelopmentPlan,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="hearings",
        verbose_name=_("team development plan"),
    )
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="hearings",
        verbose_name=_("cluster"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="hearings",
        verbose_name=_("institution"),
    )
    left_out = models.ManyToManyField(
        LocalGoal, editable=False, related_name="+", verbose_name=_("local goals left out")
    )
    deadline_on = models.DateField(_("deadline"))
    is_public = models.BooleanField(_("also by an open link"), default=False)
    token = models.CharField(
        _("secret"), max_length=32, unique=True, default=new_token, editable=False
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=HearingStage, default=HearingStage.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    content = models.JSONField(_("first edition"), null=True, editable=False)
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64, blank=True, editable=False)
    second = models.JSONField(_("second edition"), null=True, editable=False)
    second_sha256 = models.CharField(
        _("fingerprint of the second edition"), max_length=64, blank=True, editable=False
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="hearings",
        verbose_name=_("agenda item"),
    )
    begun_on = models.DateField(_("begun"), default=timezone.localdate, editable=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("begun by"),
    )

    lifecycle = HEARING_LIFE
    state_field = "stage"
    version_field = "version"

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        ordering = ["-deadline_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="hearing_of_one_place",
                condition=Q(cluster=None) | Q(institution=None),
            ),
            models.CheckConstraint(
                name="hearing_opened_with_its_text",
                condition=Q(stage="draft", content__isnull=True)
                | (~Q(stage="draft") & Q(content__isnull=False)),
            ),
            models.CheckConstraint(
                name="hearing_second_edition_kept",
                condition=~Q(stage__in=["second", "decided"]) | Q(second__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hearing_detail", args=[self.pk])

    @property
    def place(self) -> Institution | Cluster | None:
        return self.institution or self.cluster

    @property
    def is_of_local_goals(self) -> bool:
        return self.strategy_id is None and self.plan_id is None

    @property
    def is_draft(self) -> bool:
        return self.stage == HearingStage.DRAFT

    @property
    def is_open(self) -> bool:
        return self.stage == HearingStage.OPEN

    @property
    def is_in_review(self) -> bool:
        return self.stage == HearingStage.REVIEW

    @property
    def is_decided(self) -> bool:
        return self.stage == HearingStage.DECIDED

    @property
    def is_over(self) -> bool:
        return self.stage in OVER

    @property
    def takes_answers(self) -> bool:
        """Whether a board may answer, be it late."""
        return self.stage in ANSWERABLE

    @property
    def takes_public_answers(self) -> bool:
        return self.is_public and self.is_open

    @property
    def public_path(self) -> str:
        """The address of the open link, within the site."""
        return reverse("hearing_public", args=[self.token])

    @cached_property
    def last_deadline(self) -> datetime.date:
        """The latest day on which anybody answers in time."""
        own = self.receivers.values_list("deadline_on", flat=True)
        return max(day for day in (self.deadline_on, *own) if day)

    def is_late(self, on: datetime.date) -> bool:
        """Whether the deadline has passed by then."""
        return on > self.deadline_on

    @cached_property
    def first_text(self) -> HearingText:
        """What the receivers read; of a draft what they would read today."""
        return HearingText.of(self.content) if self.content else text_now(self)

    def holds(self, goal: LocalGoal) -> bool:
        """Whether the text that was sent has this local goal."""
        return bool(self.content) and any(
            one.key == key_of(goal) for one in self.first_text.passages
        )

    @cached_property
    def second_text(self) -> HearingText:
        """The second edition: locked, or as the text stands today."""
        return HearingText.of(self.second) if self.second else text_now(self)

    @property
    def is_as_it_was(self) -> bool:
        """Whether both editions still have the fingerprints they were locked with."""
        kept_texts = [(self.content, self.sha256), (self.second, self.second_sha256)]
        return all(fingerprint(text) == mark for text, mark in kept_texts if text)

    @property
    def has_decision(self) -> bool:
        """Whether a meeting that has come has decided on it."""
        if self.item is None or self.item.meeting is None:
            return False
        return self.item.meeting.held_on <= timezone.localdate() and self.item.is_decided

    def missing_for(
        self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]
    ) -> dict[str, str]:
        """What has to be there first: a text, receivers, days ahead, answers gone through."""
        missing: dict[str, StrOrPromise] = {**missing_to_open(self, way, by=by)}
        if "comment" in way.needs and not facts.get("comment", "").strip():
            missing["comment"] = _("Write why.")
        if "judged" in way.needs and self.answers.filter(UNJUDGED).exists():
            missing["judged"] = _("Say of every answer what became of it first.")
        if "decision" in way.needs and not self.has_decision:
            missing["decision"] = no_decision(is_on_agenda=self.item is not None)
        return {name: str(sentence) for name, sentence in missing.items()}

    @transaction.atomic
    def write(self, version: int, save: Callable[[], object]) -> set[int]:
        """Save what is written of it, by who has read this version; boards asked since.

        Raises Outdated.
        """
        mine = Hearing.objects.filter(pk=self.pk, version=version)
        if not mine.update(version=version + 1):
            raise Outdated
        self.version = version + 1
        before = set(self.receivers.values_list("board", flat=True))
        save()
        return set(self.receivers.values_list("board", flat=True)) - before

    def changes_with(
        self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The text is kept when the hearing is opened, and its second edition when it is locked."""
        if way.name == "open":
            content = text_now(self).as_facts
            return {"content": content, "sha256": fingerprint(content)}
        if way.name == "second":
            second = text_now(self).as_facts
            return {"second": second, "second_sha256": fingerprint(second)}
        if way.name == "back":
            return {"second": None, "second_sha256": ""}
        return {}

    def record(self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]) -> "HearingStep":
        """A draft of a strategy comes to be in hearing by its own life, too."""
        strategy = self.strategy if way.name == "open" else None
        if strategy is not None and strategy.lifecycle.find(strategy.stage, TO_HEARING.name):
            strategy.transition(TO_HEARING.name, by=by)
        step: HearingStep = self.steps.create(
            from_state=self.stage,
            to_state=way.to,
            comment=facts.get("comment", "").strip(),
            made_by=by,
        )
        return step

    def allows(self, user: Reader, way: Transition[Any]) -> bool:
        return Hearing.objects.editable_by(user).filter(pk=self.pk).exists()
