"""Counts as they are written in a sentence, for templates: {{ goals|said:"neuter" }}."""

from django import template

from config.phrases import number

register = template.Library()


@register.filter
def said(count: int, gender: str = "") -> str:
    """A count as a word up to twelve; “neuter” where the Danish word that is counted is."""
    return number(count, neuter=gender == "neuter")
