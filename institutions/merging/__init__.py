"""Two institutions that are one: put together with all that hangs on them, and taken apart again.

`twins` finds what both have, `joining` moves the rest, `parting` takes it back. Whatever hangs on
an institution by a foreign key goes along: a new table has nothing to declare.
"""

from institutions.merging.joining import Joined, MergeRefused, merge, preview
from institutions.merging.parting import part

__all__ = ["Joined", "MergeRefused", "merge", "part", "preview"]
