"""The pages of indicators: all of them, and one with its rule, its evidence and its years."""
