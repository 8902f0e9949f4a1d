"""`make mutants`: small faults put into what the tests must hold, one at a time.

A fault that no test finds is a test that is missing, or a fault that changes nothing; the latter
are listed in `equivalent.toml`, each with the reason. Why no package does this is said in
docs/decisions/0022-mutants.md.
"""
