"""The places around a cluster or an institution: those a page about it may tell of."""

from institutions.versions import Around

_CLUSTER = """
SELECT 'i' || placed.institution_id FROM institutions_placement AS placed
JOIN institutions_cluster AS cluster ON cluster.id = placed.cluster_id WHERE cluster.slug = %s
UNION ALL SELECT 'c' || id FROM institutions_cluster WHERE slug = %s
"""
_INSTITUTION = """
SELECT 'c' || placed.cluster_id FROM institutions_placement AS placed
JOIN institutions_institution AS place ON place.id = placed.institution_id WHERE place.slug = %s
UNION ALL SELECT 'i' || id FROM institutions_institution WHERE slug = %s
"""


def of_cluster(slug: str) -> Around:
    """The cluster, and every institution that is, has been or will be in it."""
    return Around(_CLUSTER, (slug, slug))


def of_institution(slug: str) -> Around:
    """The institution, and every cluster it is, has been or will be in."""
    return Around(_INSTITUTION, (slug, slug))
