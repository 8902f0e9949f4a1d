"""The release as a catalogue describes it: DCAT-AP, as JSON-LD."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from indicators.models import OpenRelease

AUTHORITY = "http://publications.europa.eu/resource/authority"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


#: What makes a whole address of the name of a page.
Absolute = Callable[[str], str]


def catalogue_of(release: OpenRelease, absolute: Absolute) -> bytes:
    """A catalogue with one data set, and one file of it."""
    with override(settings.LANGUAGE_CODE):
        facts = _facts(release, absolute)
    return json.dumps(facts, ensure_ascii=False, indent=2).encode() + b"\n"


def _facts(release: OpenRelease, absolute: Absolute) -> dict[str, Any]:
    page = absolute("open_data")
    publisher = {
        "@id": f"{page}#udgiver",
        "@type": "foaf:Agent",
        "foaf:name": settings.MUNICIPALITY_NAME,
    }
    issued = {
        "@value": timezone.localtime(release.made_at).isoformat(timespec="seconds"),
        "@type": "xsd:dateTime",
    }
    file = {
        "@id": f"{page}#fil",
        "@type": "dcat:Distribution",
        "dct:title": "maalepunkter.csv",
        "dcat:accessURL": {"@id": page},
        "dcat:downloadURL": {"@id": absolute("open_data_csv")},
        "dct:format": {"@id": f"{AUTHORITY}/file-type/CSV"},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
        "dct:license": {"@id": release.licence},
        "dcat:byteSize": {
            "@value": str(len(release.content.encode())),
            "@type": "xsd:nonNegativeInteger",
        },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": release.sha256, "@type": "xsd:hexBinary"},
        },
    }
    described = {
        "dct:publisher": publisher,
        "dct:language": {"@id": f"{AUTHORITY}/language/DAN"},
        "dct:issued": issued,
    }
    data_set = {
        "@id": f"{page}#datasaet",
        "@type": "dcat:Dataset",
        "dct:title": _text(_("Measuring points of daycare in %(municipality)s")),
        "dct:description": _text(
            _(
                "How chosen measuring points of the daycare strategy stand, cluster by cluster."
                " Results that rest on few answers are left out."
            )
        ),
        "dcat:theme": {"@id": f"{AUTHORITY}/data-theme/EDUC"},
        "dcat:distribution": file,
        **described,
    }
    return {
        "@context": CONTEXT,
        "@id": f"{page}#katalog",
        "@type": "dcat:Catalog",
        "dct:title": _text(_("Open data of daycare in %(municipality)s")),
        "dct:description": _text(_("What the municipality has chosen to publish of its strategy.")),
        "foaf:homepage": {"@id": page},
        **described,
        "dcat:dataset": data_set,
    }


def _text(words: str) -> dict[str, str]:
    told = words % {"municipality": settings.MUNICIPALITY_NAME}
    return {"@value": told, "@language": settings.LANGUAGE_CODE}
