"""Python's collector of cycles, where it would only be in the way."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: Python looks for cycles when there are so many objects more, of itself at 700; in those that
#: stayed after ten looks; and in all after that many times ten. A page makes tens of thousands of
#: objects and hardly a cycle: looking took a fifth of the processor time of people at work.
LOOKS_AFTER = 20_000, 10, 50

_lock = threading.Lock()
_resting = 0


def leave_what_is_there() -> None:
    """Never look for cycles in what has been loaded by now, and more seldom in what comes.

    Looking would write to all of it, and so make a copy for each process.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKS_AFTER)


@contextmanager
def nothing_to_collect() -> Iterator[None]:
    """For work that makes hundreds of thousands of objects, keeps them, and ties no cycles.

    Python looks through all of them for cycles again and again, as they become more: a third of the
    time of reading in a large file. Meanwhile cycles of other threads wait to be collected. May be
    nested, and used by several threads at once.
    """
    global _resting
    with _lock:
        _resting += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _resting -= 1
            if not _resting:
                # What was made meanwhile counts as old, so it is not looked through at once.
                gc.freeze()
                gc.unfreeze()
                gc.enable()
