"""What a file would mean for the indicators, in words for its preview."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import in_words
from indicators.imports.effects import effects
from measurements.importing.diff import MeasurementsDiff


def meaning_of(plan: MeasurementsDiff) -> tuple[str, ...]:
    """What the indicators would become: a heading and the rest, or ()."""
    found = effects(plan)
    if not found:
        return ()
    changed = [effect for effect in found if effect.is_change]
    several = len({effect.cluster.pk for effect in found}) > 1
    if not changed:
        return (_("No indicator changes"),)
    sentences = [
        f"{effect.cluster}: {effect.sentence}" if several else effect.sentence for effect in changed
    ]
    others = len(found) - len(changed)
    rest = [f"{sentence}." for sentence in sentences[1:]]
    if others:
        rest.append(
            ngettext(
                "The other indicator does not change.",
                "The %(count)s other indicators do not change.",
                others,
            )
            % {"count": in_words(others)}
        )
    return sentences[0], " ".join(rest)
