"""What reading a file in means for the indicators: fillings of the slots of `measurements`."""
