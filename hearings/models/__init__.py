from hearings.models.answers import AnswerFile, AnswerPart, HearingAnswer, Verdict
from hearings.models.hearings import Hearing
from hearings.models.receivers import HearingReceiver, HearingStep

__all__ = [
    "AnswerFile",
    "AnswerPart",
    "Hearing",
    "HearingAnswer",
    "HearingReceiver",
    "HearingStep",
    "Verdict",
]
