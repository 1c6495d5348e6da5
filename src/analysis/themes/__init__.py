"""Analyses by theme: what the published figures say together, beyond the verdict of each goal."""

from analysis.themes import employment, participation, population, school

__all__ = ["employment", "participation", "population", "school"]
