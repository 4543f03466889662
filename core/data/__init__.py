"""Data sets: labelled images of digits, and the files they come from."""
