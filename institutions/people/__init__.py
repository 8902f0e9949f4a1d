"""Pages of people: who somebody is, which roles they have and what these open, and who gives them.

`urls` holds the addresses below /personer/. What a person may give is `giving`; what their roles
open is told by `abilities`, in words, of the same `Scope` that opens it.
"""
