"""Two institutions that are one: put together with all that hangs on them, and taken apart again.

Two people that are one likewise (`people`); there the account is closed and not dropped.

`twins` finds what both have, `joining` moves the rest, `parting` takes it back. Whatever hangs on
an institution by a foreign key goes along: a new table has nothing to declare.
"""

from institutions.merging.joining import Joined, MergeRefused, merge, preview
from institutions.merging.parting import part
from institutions.merging.people import accounts_of, merge_people, preview_people

__all__ = [
    "Joined",
    "MergeRefused",
    "accounts_of",
    "merge",
    "merge_people",
    "part",
    "preview",
    "preview_people",
]
