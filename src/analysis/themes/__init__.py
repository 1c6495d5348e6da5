"""Analyses by theme: what the published figures say together, beyond the verdict of each goal."""

from analysis.themes import employment, participation, peers, population, school

__all__ = ["employment", "participation", "peers", "population", "school"]
