"""How a name becomes a part of an address: `boernehuset-aakanden` for Børnehuset Åkanden."""

from django.utils.text import slugify

_FOLDED = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ä": "ae", "ö": "oe"}
)


def folded_slug(name: str) -> str:
    """The name as it stands in an address, with æ, ø and å written ae, oe and aa."""
    return slugify(name.translate(_FOLDED))
