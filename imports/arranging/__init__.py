"""From a spreadsheet as it came to the table a kind of file understands, with what is asked."""
