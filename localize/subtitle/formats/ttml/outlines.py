"""The outline of letters, where a dialect has one."""

from __future__ import annotations

from localize.profiles import Layout

# IMSC 1.1, 8.4.10: no thicker than a tenth of the letters.
_THICKEST = 10.0


def outline(layout: Layout) -> str:
    share = min(_THICKEST, round(100 * layout.outline / layout.size, 2))
    return f"#000000 {share:g}%"
