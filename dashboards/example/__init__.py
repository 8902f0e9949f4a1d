"""A small municipality that does not exist, to look at before one's own data are there.

It has no people: nobody of it can sign in, and no mail is sent. See docs/decisions/0019.
"""

from dashboards.example.loading import ExampleRefused, load, why_not
from dashboards.example.removing import remove

__all__ = ["ExampleRefused", "load", "remove", "why_not"]
