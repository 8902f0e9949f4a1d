"""Pages that stand for themselves and are of a place, a year or a strategy, found by their name."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from duties.discussion import may_discuss
from indicators.models import OpenRelease
from indicators.models.releases import publishes
from institutions.access import Reader
from institutions.models import Cluster
from leadership.models import Profile, SharedEconomy
from strategy.models import Strategy

#: A title, its address, and what one may call it (data: Danish words that people type).
Document = tuple[str, str, str]


def documents_of(user: Reader) -> Iterator[Document]:
    """Those that a person reads; five queries, one more for who publishes."""
    yield from _of_strategies(user)
    yield from _of_clusters(user)
    for economy in SharedEconomy.objects.visible_to(user).select_related("cluster"):
        words = {"cluster": economy.cluster, "year": economy.year}
        title = _("Shared economy %(year)s, %(cluster)s") % words
        yield title, reverse("shared_economy", args=[economy.pk]), "solidarisk økonomi fordeling"
    for profile in Profile.objects.visible_to(user).in_use():
        address = reverse("profile_detail", args=[profile.code])
        yield str(profile), address, "ledelsesprofil kompetenceprofil"
    if may_discuss(user):
        title = _("A paper for the political discussion (PDF)")
        yield title, reverse("discussion_paper"), "politisk drøftelse oplæg udvalg"
    if OpenRelease.objects.public().exists():
        yield _("Open data"), reverse("open_data"), "åbne data datakatalog"
    elif publishes(user):
        yield _("Open data"), reverse("open_data_choose"), "åbne data datakatalog"


def _of_strategies(user: Reader) -> Iterator[Document]:
    common = Strategy.objects.visible_to(user).filter(kind=Strategy.Kind.COMMON_GOALS)
    for strategy in common:
        title = _("The steering concept: %(strategy)s") % {"strategy": strategy}
        yield title, reverse("steering_concept", args=[strategy.pk]), "styringskoncept"


def _of_clusters(user: Reader) -> Iterator[Document]:
    for cluster in Cluster.objects.visible_to(user).open():
        words, slug = {"cluster": cluster}, [cluster.slug]
        wheel = _("The year of %(cluster)s") % words
        yield wheel, reverse("year_wheel", args=slug), "årshjul kalender"
        workplace = _("The attractive workplace, %(cluster)s") % words
        yield workplace, reverse("workplace_detail", args=slug), "arbejdsplads trivsel mus"
