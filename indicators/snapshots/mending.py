"""Snapshots that no longer hold: told of, and worked out anew."""

import logging

from indicators.snapshots import keeping, truth

logger = logging.getLogger(__name__)


def mend() -> None:
    """Work the snapshots out anew where something was written past every door, and tell of it.

    Until then pages are right, but slow: each works out for itself what is kept otherwise.
    """
    if not truth.are_true():
        logger.warning("The standings do not hold: figures were changed past the application")
        logger.warning("The standings hold again: %s of them", keeping.rebuild())
