"""What a paper has found, in sentences, where no page says it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.findings.words import number


def deviations_heading(places: int) -> str:
    """At how many institutions something isn't as meant."""
    if not places:
        return _("Nothing deviates")
    return ngettext(
        "Something deviates at %(number)s institution",
        "Something deviates at %(number)s institutions",
        places,
    ) % {"number": number(places)}
