from imports.commands import ImportCommand


class Command(ImportCommand):
    code = "local_goals_form"
    help = (
        "Read the municipality's form for local goals (.docx) into drafts. Nothing that has been"
        " sent is changed, and a form read in twice makes no goal twice. The exit code is 2 when"
        " the file is no such form."
    )
