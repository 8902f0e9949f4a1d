from hearings.models.answers import AnswerFile, AnswerPart, AnswerVerdict, HearingAnswer
from hearings.models.hearings import Hearing
from hearings.models.receivers import LAST_ON, UNSENT, HearingReceiver, HearingStep

__all__ = [
    "LAST_ON",
    "UNSENT",
    "AnswerFile",
    "AnswerPart",
    "AnswerVerdict",
    "Hearing",
    "HearingAnswer",
    "HearingReceiver",
    "HearingStep",
]
