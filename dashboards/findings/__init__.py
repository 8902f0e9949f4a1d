"""What pages have found, as sentences made from figures. Pure functions: figures in, text out."""
