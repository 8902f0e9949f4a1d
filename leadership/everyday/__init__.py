"""The value base in everyday life: reflections, new staff, and papers to talk by."""
