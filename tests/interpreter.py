"""What the interpreter is spared while tests run; nothing that a test could tell."""

import gc
from collections.abc import Callable

#: So many words of the interpreter's stack are taken at once: more than any test needs.
WORDS = 1 << 16
#: The collector looks at so many new objects at a time; of itself it does at 700.
AT_A_TIME = 10_000


def on_a_roomy_stack(call: Callable[[], object]) -> object:
    """Call something with room for all its frames.

    Python keeps frames in blocks of 16 kB that it asks the system for and gives back. Where a loop
    stands at the edge of a block, each call in it does both: a sixth of the time of some tests.
    A frame as large as this one has Python take a block with room for what is called from it, too.
    """
    return call()


on_a_roomy_stack.__code__ = on_a_roomy_stack.__code__.replace(co_stacksize=WORDS)


def collect_what_is_new() -> None:
    """Have the garbage collector leave alone what is there before the first test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(AT_A_TIME, 10, 10)
