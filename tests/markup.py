"""HTML as tests compare it: what it says, not on how many lines its template says it."""

import re


def tight(html: str) -> str:
    """The HTML with no whitespace beside its tags, and single spaces elsewhere."""
    html = re.sub(r"\s+", " ", html)
    html = re.sub(r'(class=") ?([^"]*?) ?"', r'\1\2"', html)
    return re.sub(r" ?(<[^>]*?) ?(/?>) ?", r"\1\2", html)
