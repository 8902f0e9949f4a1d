"""Everything that is held about a person: as a file for them, and taken away when they are gone."""
