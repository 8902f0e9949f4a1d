"""How a place's name becomes its address: `boernehuset-aakanden` for Børnehuset Åkanden."""

import itertools
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from config.slugs import folded_slug


def cluster_slug(name: str) -> str:
    """A cluster's address, without the word for cluster: `fyrtaarnet` for Klynge Fyrtårnet."""
    slug, word = folded_slug(name), f"{folded_slug(settings.CLUSTER_WORD)}-"
    return slug.removeprefix(word) or slug


def unused_slug(slug: str, places: QuerySet[Any]) -> str:
    """The slug, or the first of slug-2, slug-3 … that no other place has: names are not unique."""
    if not slug:
        slug = "x"
    taken = set(places.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in itertools.count(2))
    return next(
        candidate for candidate in itertools.chain([slug], numbered) if candidate not in taken
    )
