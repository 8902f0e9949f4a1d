"""What happens in the house, told to those concerned: by mail in one digest, and on their page.

An app declares what it tells of (`kinds.register`) and says that it has happened (`kinds.tell`), in
the transaction in which it happens. Rows (`rows.PersonNotice`) remember who is told of what, once.
`sending` is the worker's part, `reading` the start page's.
"""
