"""Official statistics: the services that publish them, the forms in which they answer, and what is kept of a reply."""
