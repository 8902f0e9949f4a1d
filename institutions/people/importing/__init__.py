"""People and their roles as a file: read, compared with what there is, written whole, taken back.

Who is not in the file keeps what they have. Nobody becomes an administrator by a file, and nobody
gives by one what they could not give by hand (`institutions.people.giving`).
"""
