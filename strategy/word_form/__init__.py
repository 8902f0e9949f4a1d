"""The municipality's form “Bestyrelsernes opfølgning på strategiske mål”, in from Word and out.

`reading` knows headings and columns and nothing of the database; `places` and `importing` put what
was read beside the rows that are there; `writing` makes the same form of them again.
"""
