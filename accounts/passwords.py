import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from accounts.models import User

#: Words that everyone here would try first, beside the name of the municipality.
LOCAL_WORDS = {
    "adgangskode",
    "børnehave",
    "dagtilbud",
    "klynge",
    "kodeord",
    "kommune",
    "ledestjerne",
    "ledestjernen",
    "password",
    "vuggestue",
}


class LocalWordsValidator:
    """Refuses passwords that are little more than words everyone in the municipality knows."""

    def validate(self, password: str, user: "User | None" = None) -> None:
        rest = password.casefold()
        words = LOCAL_WORDS | set(settings.MUNICIPALITY_NAME.casefold().split())
        for word in sorted(words, key=len, reverse=True):
            rest = rest.replace(word, "")
        letters = re.sub(r"[\W\d_]", "", rest)
        if len(letters) < 4 and rest != password.casefold():
            raise ValidationError(self.get_help_text(), code="password_local_words")

    def get_help_text(self) -> str:
        return _("The password must be more than words that everyone here would guess.")
