"""Finding by words: what there is that a person may read, by kind, the nearest first.

`kinds` says what is looked through, `results` what a search gives, `spelling` what was meant.
"""
