"""What becomes of a consultant who leaves: the courses keep theirs, without a name."""

from programmes.models import Consultant


def forget_name(sender, person, **kwargs) -> None:
    """The row stands with the courses it runs, and is called as the account is."""
    Consultant.objects.filter(user=person).update(name=person.name)
