"""Pages of the duties of the year."""
