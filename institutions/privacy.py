"""Where migrations look for it; it lies in `config.privacy`."""

from config.privacy import CPR_FOUND, looks_like_cpr, refuse_cpr

__all__ = ["CPR_FOUND", "looks_like_cpr", "refuse_cpr"]
