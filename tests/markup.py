"""HTML as tests compare it: what it says, not its line breaks, nor letters made by chance."""

import re


def tight(html: str) -> str:
    """The HTML with no whitespace beside its tags, and single spaces elsewhere."""
    html = re.sub(r"\s+", " ", html)
    html = re.sub(r'(class=") ?([^"]*?) ?"', r'\1\2"', html)
    return re.sub(r" ?(<[^>]*?) ?(/?>) ?", r"\1\2", html)


#: The secret that a form is sent with; another each time the page is made.
SECRET = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')


def without_secrets(html: str) -> str:
    """The HTML without letters that are made by chance."""
    return SECRET.sub("", html)
