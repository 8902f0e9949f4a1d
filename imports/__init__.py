"""One way in for every file: recognised, compared, previewed, confirmed, receipted, undone.

The engine knows no domain. What is special of a kind of file is declared by the app it belongs to
(`imports.declaration.FileKind`) and registered in its AppConfig: how rows are understood, what they
would do, and what is undone.
"""
