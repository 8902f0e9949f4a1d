"""The pages of meetings, each a read model with its views beside it."""
