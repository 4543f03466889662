"""Experiments that train networks of their own: races, and what the data does."""
