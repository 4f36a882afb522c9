"""Slides: a deck of data/decks composed from the tables, and its writers (PowerPoint, SVG, HTML, PDF).

`compose` turns a deck into slides; the writers draw the same slides, so that no two can drift.
"""
