"""How every indicator stands at every unit, kept as rows: see docs/decisions/0009-standings.md.

`keeping` works them out and writes them, `truth` knows whether they still hold, `watching` follows
what is written row by row, `reading` gives them back.
"""
