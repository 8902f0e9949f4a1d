"""The help beside the questions of the form, in the municipality's words where it has its own."""

from strategy.models import HelpText


def load_help_texts() -> int:
    """Give every question a row, to be worded in the administration; how many were missing."""
    there = set(HelpText.objects.values_list("question", flat=True))
    missing = [HelpText(question=question) for question in HelpText.Question.values]
    new = [row for row in missing if row.question not in there]
    HelpText.objects.bulk_create(new)
    return len(new)


def own_help_texts() -> dict[str, str]:
    """Question → the municipality's own words; one query."""
    return dict(HelpText.objects.exclude(text="").values_list("question", "text"))
