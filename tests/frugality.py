import re

import zeal

#: Who asks and who is shown: one query each, from the same line of Django's.
ONCE_EACH = [{"model": "accounts.User", "field": "get()"}]
#: Deleting, signing in, and the preview of putting two people together: the thing itself, undone.
NOT_SHOWING = re.compile(
    r"/admin/.+/delete/|/konto/kommune/[^/]+/(svar|saml/ind|saml/afmeld)/|/personer/\d+/slaa-sammen/"
)


def watch_for_queries_per_row(get_response):
    """Fail a page that asks the database once for each row it shows. Imports write row by row.

    Django's own page before deleting names each row in turn; it cannot be told to do otherwise. Nor
    does an answer of the municipality's login show rows: it writes the session, step by step, or
    ends sessions. A
    preview of a merge saves each row, so that its history would tell of it.
    """

    def middleware(request):
        if request.method != "GET" or NOT_SHOWING.fullmatch(request.path):
            return get_response(request)
        with zeal.zeal_context(), zeal.zeal_ignore(ONCE_EACH):
            return get_response(request)

    return middleware
