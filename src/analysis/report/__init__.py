"""From executed notebooks to the pages of a report in Finnish, Swedish and English."""
