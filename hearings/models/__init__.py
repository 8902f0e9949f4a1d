from hearings.models.answers import AnswerFile, AnswerPart, AnswerVerdict, HearingAnswer
from hearings.models.hearings import Hearing
from hearings.models.receivers import HearingReceiver, HearingStep

__all__ = [
    "AnswerFile",
    "AnswerPart",
    "AnswerVerdict",
    "Hearing",
    "HearingAnswer",
    "HearingReceiver",
    "HearingStep",
]
