"""Checked subtitles → one page for a browser, which needs nothing else."""
