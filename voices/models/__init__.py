from voices.models.reports import CountedReport
from voices.models.rounds import SentSheet, Tally, UnitLink, VoiceRound, VoicesAsked

__all__ = ["CountedReport", "SentSheet", "Tally", "UnitLink", "VoiceRound", "VoicesAsked"]
