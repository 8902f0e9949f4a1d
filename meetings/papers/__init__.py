"""What a board meets by: its agenda and its minutes, frozen as they are sent and approved."""
