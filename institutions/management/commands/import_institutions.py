from imports.commands import ImportCommand


class Command(ImportCommand):
    code = "institutions"
    help = (
        "Read a list of institutions in, as the administration does. The exit code is 0 when all"
        " went well, 1 when the file has errors and nothing was saved, 2 when it cannot be read."
    )
