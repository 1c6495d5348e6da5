"""Kotoarvio: what became of each promise in a municipal integration programme, and how sure can we be."""

__version__ = "0.1.0"
