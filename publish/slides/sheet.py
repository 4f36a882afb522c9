"""The size of a slide in px, as SVG and PDF draw it."""

WIDE, HIGH = 1280, 720
