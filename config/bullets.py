"""Lists as people paste them: one thing to a line, with or without bullets and numbers."""

import re

#: Bullets as typed, and as Word puts them on the clipboard.
BULLET = re.compile(r"^\s*(?:[•●▪◦‣·○■□➢✓\uf0a7\uf0b7*–—-]+|o\t)\s*")
NUMBER = re.compile(
    r"^\s*\(?(?P<number>[0-9]{1,2})[.)]\s+"
    r"(?!(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b)",
    re.IGNORECASE,
)


def items(text: str) -> list[str]:
    """The things a pasted list holds, in order, without their bullets; empty lines are none.

    A number counts as a bullet only when it is the next in the list: “2. klasse besøger os” on the
    first line and “1. juni begynder vi” on any keep theirs.
    """
    found: list[str] = []
    for line in text.splitlines():
        number = NUMBER.match(line)
        if number and int(number["number"]) == len(found) + 1:
            line = line[number.end() :]
        else:
            line = BULLET.sub("", line, count=1)
        line = " ".join(line.split())
        if line:
            found.append(line)
    return found
