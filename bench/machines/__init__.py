"""Two machines, a standby and what stands before them, tried on this one: `make machines`."""
