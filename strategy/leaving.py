"""What becomes of the texts that a person was writing when they leave."""

from strategy.models import AutosavedText


def forget_texts(sender, person, **kwargs) -> None:
    """What was being typed and never saved goes with the person."""
    AutosavedText.objects.filter(writer=person).delete()
