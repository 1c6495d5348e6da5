"""Reports that stand in their places: read again, compared with each other, and made again to see that they agree."""
