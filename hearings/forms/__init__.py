"""What is written of a hearing: itself, an answer to it, and what became of an answer."""

from hearings.forms.answers import OTHERS, BoardAnswerForm, PublicAnswerForm, VerdictForm
from hearings.forms.writing import (
    HearingForm,
    HearingMoveForm,
    HearingToAgendaForm,
    ReceiverDeadlineForm,
)

__all__ = [
    "OTHERS",
    "BoardAnswerForm",
    "HearingForm",
    "HearingMoveForm",
    "HearingToAgendaForm",
    "PublicAnswerForm",
    "ReceiverDeadlineForm",
    "VerdictForm",
]
