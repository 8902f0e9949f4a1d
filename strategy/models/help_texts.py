from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpText(models.Model):
    """What stands beside a question of the form for local goals (Danish: hjælpetekst).

    An empty text is the standard one, which speaks the language of the page.
    """

    class Question(models.TextChoices):
        TEXT = "text", _("Which local goals are needed")
        EFFORTS = "efforts", _("Description of efforts")
        EFFECT = "effect", _("How and when is the effect measured")
        HOW = "how", _("How")
        MEASURED_ON = "measured_on", _("When")
        WHEN_TEXT = "when_text", _("When, in your own words (optional)")
        RESPONSIBLE = "responsible", _("Responsible (optional)")

    question = models.CharField(_("question"), max_length=20, choices=Question, unique=True)
    text = models.TextField(
        _("help text"),
        blank=True,
        max_length=500,
        help_text=_("Leave it empty for the standard text."),
    )

    class Meta:
        verbose_name = _("help text")
        verbose_name_plural = _("help texts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="help_text_of_a_question",
                condition=models.Q(
                    question__in=[
                        "text",
                        "efforts",
                        "effect",
                        "how",
                        "measured_on",
                        "when_text",
                        "responsible",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.get_question_display()
