"""The cost surface on screen: a line through it, planes as maps, and the valleys of many starts."""
