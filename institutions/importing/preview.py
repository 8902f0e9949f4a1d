"""What the preview of a list of institutions shows besides what every preview does."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from imports.previews import SHOWN, DiffRow, ImportPreview, PreviewPart, rest
from institutions.importing.diff import PlacesDiff


class InstitutionPreview(ImportPreview[PlacesDiff]):
    """With the new institutions by name, and rows that tell of something else."""

    changing = gettext_lazy("Institution")

    @property
    def button_words(self) -> str:
        count = self.diff.new_count + self.diff.changed_count
        return ngettext(
            "Read in %(count)s new or changed institution",
            "Read in %(count)s new and changed institutions",
            count,
        ) % {"count": count}

    @property
    def layout(self) -> str:
        return str(self.diff.layout.title)

    @property
    def about_the_new(self) -> str:
        areas, clusters = len(self.diff.areas), len(self.diff.clusters)
        made = (
            (areas, ngettext("%(count)s area", "%(count)s areas", areas)),
            (clusters, ngettext("%(count)s cluster", "%(count)s clusters", clusters)),
        )
        places = [words % {"count": count} for count, words in made if count]
        return _("with %(places)s") % {"places": get_text_list(places, _("and"))} if places else ""

    @property
    def about_the_changed(self) -> str:
        counts = {"moved": self.diff.moved, "closed": self.diff.closed}
        return _("%(moved)s moved, %(closed)s closed") % counts if any(counts.values()) else ""

    def changes_heading(self, count: int) -> str:
        return ngettext(
            "%(count)s fact about a place changes",
            "%(count)s facts about places change",
            count,
        ) % {"count": count}

    def changed_rows(self) -> Iterable[DiffRow]:
        return self.diff.changes

    @property
    def arrivals(self) -> PreviewPart:
        names = [] if self.diff.errors else self.diff.arrivals
        heading = ngettext(
            "%(count)s institution is new", "%(count)s institutions are new", len(names)
        ) % {"count": len(names)}
        return PreviewPart(heading, names[:SHOWN], rest(len(names), SHOWN))
