"""Small widgets that know nothing of networks."""
