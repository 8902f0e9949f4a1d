"""Files in and out: spreadsheets, Word files and papers. Nothing here knows the domain.

`files.package` opens the zip of a file from Word or Excel with suspicion; `files.spreadsheets` and
`files.word` read and write what is in it, and `files.papers` composes PDF.
"""
