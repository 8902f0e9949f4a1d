"""That a person is to be told of something: one row for each person and event."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.mail import WaitingMail


class HowOften(models.TextChoices):
    """How often a person wants mail of what has happened."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


class PersonNotice(models.Model):
    """That somebody is told of something that has happened, once (Danish: besked).

    It holds no words of what it is about: kind and number only, and what is told is read when it is
    shown, by whoever may read it then. occasion: which time, where the same happens again. mail:
    the message it stands in, as long as that waits.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        QUEUED = "queued", _("On its way")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")
        PAGE_ONLY = "page_only", _("On the start page only")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=40)
    about = models.PositiveBigIntegerField(_("number of what it is about"))
    occasion = models.CharField(_("occasion"), max_length=60)
    made_at = models.DateTimeField(_("happened"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(_("sent"), null=True, blank=True)
    mail = models.ForeignKey(
        WaitingMail,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="notices",
        verbose_name=_("message"),
    )

    class Meta:
        app_label = "accounts"
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "made_at"], name="notice_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about", "occasion"],
                name="told_once",
                violation_error_message=_("The person has been told of this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
