"""What the pages of leadership show, each a frozen read model in a stated number of queries."""
