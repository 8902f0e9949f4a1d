from django.contrib import admin

from config.read_only import ReadOnly
from institutions.scoped_admin import WithinScope
from voices.models import UnitLink, VoiceRound, VoicesAsked


@admin.register(VoicesAsked)
class VoicesAskedAdmin(WithinScope, admin.ModelAdmin[VoicesAsked]):
    """Which instruments are answered by a link of each unit, and by whom."""

    list_display = ["instrument", "audience"]
    list_select_related = ["instrument"]


class UnitLinkInline(ReadOnly, WithinScope, admin.TabularInline[UnitLink, VoiceRound]):
    model = UnitLink
    fields = ["institution", "answered", "again"]
    readonly_fields = ["answered", "again"]
    extra = 0


@admin.register(VoiceRound)
class VoiceRoundAdmin(ReadOnly, WithinScope, admin.ModelAdmin[VoiceRound]):
    """To be looked through: rounds are opened, closed and withdrawn on their pages."""

    list_display = ["asked", "closes_on", "stage_in_words", "opened_by"]
    list_filter = ["asked__audience"]
    list_select_related = ["asked__instrument", "opened_by"]
    search_fields = ["links__institution__name"]
    inlines = [UnitLinkInline]

    @admin.display(description="")
    def stage_in_words(self, voice_round: VoiceRound) -> str:
        return voice_round.stage
