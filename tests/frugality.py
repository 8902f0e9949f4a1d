import re

import zeal

#: Who asks and who is shown: one query each, from the same line of Django's.
ONCE_EACH = [{"model": "accounts.User", "field": "get()"}]
#: Deleting, and the preview of putting two people together, which is the thing itself, undone.
ROW_BY_ROW = re.compile(r"/admin/.+/delete/|/personer/\d+/slaa-sammen/")


def watch_for_queries_per_row(get_response):
    """Fail a page that asks the database once for each row it shows. Imports write row by row.

    Django's own page before deleting names each row in turn; it cannot be told to do otherwise.
    A preview of a merge saves each row, so that its history would tell of it.
    """

    def middleware(request):
        if request.method != "GET" or ROW_BY_ROW.fullmatch(request.path):
            return get_response(request)
        with zeal.zeal_context(), zeal.zeal_ignore(ONCE_EACH):
            return get_response(request)

    return middleware
