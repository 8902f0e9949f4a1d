"""What is done with programmes: planning courses, entering results, asking, reading answers."""
