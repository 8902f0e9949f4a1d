"""How every indicator stands at every unit, kept as rows.

See docs/decisions/0009-result-snapshots.md.
`rows` works them out and `keeping` writes them, `truth` knows whether they still hold, `following`
is told what is written, `reading` gives them back.
"""
