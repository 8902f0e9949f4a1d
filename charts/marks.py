"""Coordinates as an SVG reads them: text with a decimal point, whatever language the page is in."""


def px(value: float) -> str:
    """A length in pixels, at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def percent(value: float) -> str:
    """A position or width in per cent of the drawing's width, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def place(value: float, *, lowest: float, highest: float) -> float:
    """Where a value lies on a scale, in per cent; a value outside is held at the end."""
    if highest <= lowest:
        raise ValueError("A scale needs two different ends, the lowest first.")
    share = (float(value) - float(lowest)) / (float(highest) - float(lowest))
    return 100 * min(max(share, 0.0), 1.0)
