import re

import zeal

#: Who asks and who is shown: one query each, from the same line of Django's.
ONCE_EACH = [{"model": "accounts.User", "field": "get()"}]
DELETION = re.compile(r"/admin/.+/delete/")


def watch_for_queries_per_row(get_response):
    """Fail a page that asks the database once for each row it shows. Imports write row by row.

    Django's own page before deleting names each row in turn; it cannot be told to do otherwise.
    """

    def middleware(request):
        if request.method != "GET" or DELETION.fullmatch(request.path):
            return get_response(request)
        with zeal.zeal_context(), zeal.zeal_ignore(ONCE_EACH):
            return get_response(request)

    return middleware
