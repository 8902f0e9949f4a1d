"""Names by which files mention institutions: remembered once somebody has said whose they are."""

from accounts.models import User
from files.spreadsheets.danish_values import fold
from institutions.models import Institution, KnownName


def remember(name: str, institution: int, *, by: User | None = None) -> None:
    """Know the name from now on. Whose it is already, it stays."""
    folded = fold(name)
    if not folded or KnownName.objects.filter(folded=folded).exists():
        return
    known = KnownName(institution_id=institution, name=name[:150])
    known._history_user = by  # type: ignore[attr-defined]  # where simple_history looks for it
    known.save()


def remember_former_name(
    sender: object, instance: Institution, raw: bool = False, **kwargs: object
) -> None:
    """Know an institution by the name it gives up (a receiver of `pre_save`).

    Files are written by those who have not heard of the new one. A name that another institution
    bears as well tells nothing, and is not remembered; nor is one that was given by mistake, as
    whoever takes it back says of the instance: `was_mistaken`.
    """
    if raw or not instance.pk or getattr(instance, "was_mistaken", False):
        return
    former = Institution.objects.filter(pk=instance.pk).values_list("name", flat=True).first()
    if former is None or fold(former) == fold(instance.name):
        return
    others = Institution.objects.exclude(pk=instance.pk).values_list("name", flat=True)
    if fold(former) not in map(fold, others):
        remember(former, instance.pk)
