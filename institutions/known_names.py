"""Names by which files mention institutions: remembered once somebody has said whose they are."""

from institutions.models import KnownName
from spreadsheets.danish_values import fold


def remember(name: str, institution: int, *, by=None) -> None:
    """Know the name from now on. Whose it is already, it stays."""
    folded = fold(name)
    if not folded or KnownName.objects.filter(folded=folded).exists():
        return
    known = KnownName(institution_id=institution, name=name[:150])
    known._history_user = by  # type: ignore[attr-defined]
    known.save()
