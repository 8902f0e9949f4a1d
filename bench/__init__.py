"""What Ledestjernen costs beside the least it could cost: `make bench`, docs/performance.md.

Each work is measured together with its floor, in one run on one machine, since only the ratio of
the two means something elsewhere. `__main__` starts one process for each database.
"""
