import zeal


def watch_for_queries_per_row(get_response):
    """Fail a page that asks the database once for each row it shows. Imports write row by row."""

    def middleware(request):
        if request.method != "GET":
            return get_response(request)
        with zeal.zeal_context():
            return get_response(request)

    return middleware
