"""A programme written on pages: begun, copied from another, and changed line by line."""
