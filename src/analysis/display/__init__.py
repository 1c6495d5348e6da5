"""What a notebook displays: language-neutral blocks that look right in JupyterLab and that the report renders."""
