"""Why a file is not attached: each reason with its sentence, which names the file."""

from typing import ClassVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Unfit(Exception):
    """A file that is not kept. sentence: why, with a place for its name and for `words`."""

    sentence: ClassVar[str | Promise]

    @property
    def words(self) -> dict[str, object]:
        return {}


class Damaged(Unfit):
    """It is not what its first bytes say."""

    sentence = _("“%(name)s” is damaged.")


class TooManyPixels(Unfit):
    """A picture has more than ATTACHMENT_MAX_PIXELS."""

    sentence = _("“%(name)s” has more than %(most)s million pixels. Make the picture smaller.")

    @property
    def words(self) -> dict[str, object]:
        return {"most": settings.ATTACHMENT_MAX_PIXELS // 1_000_000}


class Locked(Unfit):
    """A PDF is encrypted: nobody can tell what is in it."""

    sentence = _("“%(name)s” is locked with a password. Save it without one.")


class Active(Unfit):
    """A PDF has a program, another file or an action in it."""

    sentence = _("“%(name)s” contains a program or other files. Save it as a plain PDF.")


class TooElaborate(Unfit):
    """A PDF has more in it than anybody looks through."""

    sentence = _("“%(name)s” is too complicated to be looked through. Print it to a new PDF.")
