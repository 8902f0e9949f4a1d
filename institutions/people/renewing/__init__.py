"""A new year's board in place of the old one, in one step: who stays, who is new, who is chair."""
