"""Documents from facts, as PDF/UA by typst. Knows nothing of the domain, as `spreadsheets` does."""
