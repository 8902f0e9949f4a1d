"""An indicator built on a page: a rule chosen as a sentence, tried on data, saved when it can work.

`ingredients` is what there is to choose from, `forms` what a person chooses, `draft` the rule that
comes of it, saved or not, `reading` the rule as a sentence, `trial` what it gives.
"""
