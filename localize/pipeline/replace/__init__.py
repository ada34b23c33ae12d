"""A term rendered otherwise in a whole series: what that changes is told first, then done.

Which episodes are still to be done stands in their records: they hold what was required of every line.
docs/replace.md tells it for people.
"""
