"""A strategy written on pages: its text, its versions side by side, its life, and how one begins.

`text` is a strategy as plain values, now or as it was; `versions` when it was what, `editions` two
of them side by side; `forms` and `saving` what a person writes; `beginning` where a new one comes
from, `life` where it is, `overlap` what is done about another in the same years.
"""
