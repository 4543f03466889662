"""Everything that is seen. It reads values of core and never computes them."""
