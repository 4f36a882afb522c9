"""Any figure of the pages as a picture of its own: SVG in any width, PNG with a shipped font, on a light or a dark ground."""
