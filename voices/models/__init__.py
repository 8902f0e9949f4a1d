from voices.models.rounds import (
    CountedReport,
    SentSheet,
    Tally,
    UnitLink,
    VoiceRound,
    VoicesAsked,
)

__all__ = ["CountedReport", "SentSheet", "Tally", "UnitLink", "VoiceRound", "VoicesAsked"]
