"""What becomes of the texts that a person was writing when they leave."""

from typing import TYPE_CHECKING

from strategy.models import AutosavedText

if TYPE_CHECKING:
    from accounts.models import User


def forget_texts(sender: object, person: "User", **kwargs: object) -> None:
    """What was being typed and never saved goes with the person."""
    AutosavedText.objects.filter(writer=person).delete()
