"""What follows from a programme: attention points, memos, local goals, and how indicators stood."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number
from institutions.access import Reader
from programmes.models import Anchor, Memo, Programme
from programmes.pages.attention import AttentionList
from programmes.pages.effect import Effect
from strategy.models import LocalGoal


@dataclass(frozen=True, slots=True)
class WhatFollows:
    """As one reader sees it. may_anchor: whether they write local goals to tie to it."""

    attention: AttentionList
    memos: tuple[Memo, ...]
    anchors: tuple[Anchor, ...]
    effect: Effect
    may_anchor: bool
    may_write: bool

    @classmethod
    def build(cls, programme: Programme, *, user: Reader, on: datetime.date) -> Self:
        anchors = (
            Anchor.objects.visible_to(user)
            .filter(programme=programme)
            .select_related(
                "point", "local_goal__institution", "local_goal__cluster", "local_goal__goal"
            )
        )
        return cls(
            AttentionList.build(programme, user=user, on=on),
            tuple(Memo.objects.visible_to(user).filter(programme=programme)),
            tuple(anchors),
            Effect.build(programme, user=user, on=on),
            not programme.is_draft and LocalGoal.objects.editable_by(user).exists(),
            Programme.objects.editable_by(user).contains(programme),
        )

    @property
    def anchors_heading(self) -> str:
        count = len(self.anchors)
        if not count:
            return _("No local goal carries the programme on yet")
        return ngettext(
            "%(number)s local goal carries the programme on",
            "%(number)s local goals carry the programme on",
            count,
        ) % {"number": capfirst(number(count, neuter=True))}

    @property
    def memos_heading(self) -> str:
        count = len(self.memos)
        if not count:
            return _("No memo has been written yet")
        return ngettext(
            "%(number)s memo asks for a decision",
            "%(number)s memos ask for a decision",
            count,
        ) % {"number": capfirst(number(count, neuter=True))}
