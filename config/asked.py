"""What somebody writes in an address or a hidden field, read without trusting it."""

#: The most digits of a number that anything of ours has; more are no number of anything.
DIGITS = 10

#: The most that a version, a place or a key can be, for `forms.IntegerField`.
MOST = 2**31 - 1


def whole_number(text: str | None) -> int | None:
    """The number that a text is: ASCII digits, and not more than a row can have; else None.

    `int` alone reads the digits of every script, and refuses thousands of them with an exception.
    """
    if not text or len(text) > DIGITS or not (text.isascii() and text.isdecimal()):
        return None
    return int(text)
