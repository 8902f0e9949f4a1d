"""What becomes of what a person follows when they leave."""

from typing import TYPE_CHECKING

from indicators.models import FollowedFigures

if TYPE_CHECKING:
    from accounts.models import User


def forget_follows(sender: object, person: "User", **kwargs: object) -> None:
    """Nobody is told any longer (a receiver of `person_anonymised`)."""
    FollowedFigures.objects.filter(person=person).delete()
