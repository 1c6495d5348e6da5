"""Modelton, an invented town: its persons, what is planted in them, and the programme folder that is made of it."""
