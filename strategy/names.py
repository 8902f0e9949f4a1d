"""Names of children in a text, told from the other words of a sentence as well as can be.

A list of names that many children have, without those that are words (Storm, Liv, August), and
names that stand where a child's would: “Sara på 4 år”. Nothing is refused because of it.
"""

import re

COMMON = frozenset(
    re.split(
        " ",
        "Agnes Aisha Alberte Alma Amalie Amina Andrea Anna Asta Astrid Aya Caroline Cecilie Clara"
        " Ella Ellen Ellie Elisa Emilie Emily Emma Esther Fatima Filippa Freja Frida Hannah Ida"
        " Ingrid Isabella Johanne Josefine Julie Karla Karoline Katrine Laura Leonora Lily Liva"
        " Luna Malou Maryam Mathilde Maya Mille Mynte Naja Nanna Nicoline Nora Olivia Ronja Rosa"
        " Saga Sara Selma Signe Silje Sofia Sofie Sophia Tilde Thea Vega Victoria Vigga Xenia"
        " Zahra Adam Ahmad Aksel Albert Alexander Alfred Ali Anton Arthur Asger Benjamin Bertram"
        " Carl Christian Daniel Ebbe Elias Elliot Emil Erik Felix Frederik Gustav Hassan Hector"
        " Hjalmar Hugo Ibrahim Isak Jakob Jeppe Johan Johannes Jonathan Kalle Kasper Konrad Lauge"
        " Laurits Liam Loui Louie Luca Lucas Lukas Lukas Mads Magne Magnus Malthe Marius Mathias"
        " Matheo Mikkel Milas Mohamed Mohammad Nicklas Noah Nohr Oliver Omar Oscar Oskar Otto"
        " Pelle Philip Rasmus Samuel Sander Sebastian Silas Simon Theo Theodor Thor Tobias Ulrik"
        " Valdemar Victor Viggo Viktor Villads Vincent Walter Wilfred William Yusuf",
    )
)
_WORD = re.compile(r"\b[A-ZÆØÅ][a-zæøåé]+\b")
_OF_AGE = re.compile(
    r"\b([A-ZÆØÅ][a-zæøåé]+)(?:,|\s+på|\s?\()\s?(?:\d|et|to|tre|fire|fem)\s?(?:½\s)?år\b"
)
_CALLED = re.compile(r"\b(?:barnet|drengen|pigen|tvillingerne)\s+([A-ZÆØÅ][a-zæøåé]+)\b")
#: Words that stand where a name might: “Alle på 4 år”.
NO_NAMES = frozenset({"Alle", "Børn", "Børnene", "De", "Dem", "Dreng", "Drenge", "Piger", "Vi"})
LONGEST = 20_000


def child_named_in(text: str) -> str:
    """The first word that looks like the name of a child; empty when none does."""
    text = text[:LONGEST]
    for pattern in (_OF_AGE, _CALLED):
        for match in pattern.finditer(text):
            if match[1] not in NO_NAMES:
                return match[1]
    for match in _WORD.finditer(text):
        for word in (match[0], match[0].removesuffix("s")):  # Emma, and Emmas
            if word in COMMON:
                return word
    return ""
