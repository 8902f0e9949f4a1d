from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from meetings.models.meetings import Meeting


class Apology(models.Model):
    """A member has said beforehand that they do not come, and who does instead (Danish: afbud)."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="apologies", verbose_name=_("meeting")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="apologies",
        verbose_name=_("person"),
    )
    substitute = models.CharField(
        _("who comes instead"), max_length=100, blank=True, validators=[refuse_cpr]
    )
    said_at = models.DateTimeField(_("said"), default=timezone.now)

    class Meta:
        verbose_name = _("apology")
        verbose_name_plural = _("apologies")
        ordering = ["said_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="apology_once")]

    def __str__(self) -> str:
        return self.told or str(self.person)

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#deltagere"

    @property
    def told(self) -> str:
        """How the minutes name whoever comes instead: “Bo Lind (i stedet for Anna Holm)”."""
        if not self.substitute:
            return ""
        words = {"who": self.substitute, "member": self.person}
        return gettext("%(who)s (instead of %(member)s)") % words

    @transaction.atomic
    def give(self) -> None:
        """Keep it, and write it among those who sent apologies. Raises Closed."""
        self.save()
        meeting = self._held_meeting()
        lines = meeting.absent.splitlines()
        if self.person.name not in [*lines, *meeting.present.splitlines()]:
            meeting.absent = "\n".join([*lines, self.person.name])
            meeting.save(update_fields=["absent"])

    @transaction.atomic
    def withdraw(self) -> None:
        """The member comes after all. Raises Closed."""
        meeting = self._held_meeting()
        lines = (line for line in meeting.absent.splitlines() if line != self.person.name)
        meeting.absent = "\n".join(lines)
        meeting.save(update_fields=["absent"])
        self.delete()

    def _held_meeting(self) -> Meeting:
        self.meeting.hold_open()
        self.meeting.refresh_from_db()
        return self.meeting
