"""What a local goal is called among others: the one place that tells goals from themes."""

from django.utils.translation import gettext as _


def goal_said(number: int, *, is_theme: bool) -> str:
    """“mål 2”, or “visionens tema 3” where a cluster works for its own vision."""
    words = {"number": number}
    return _("theme %(number)s of the vision") % words if is_theme else _("goal %(number)s") % words
