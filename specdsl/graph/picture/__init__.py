"""The graph as a picture: categories as boxes, rules as rows, and arcs between them for what binds them."""

from specdsl.graph.picture.draw import to_svg
from specdsl.graph.picture.png import to_png

__all__ = ["to_png", "to_svg"]
