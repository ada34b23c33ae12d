"""Lines of a season → what may belong into its glossary: proposals, for a person to approve.

A line is cut into words (`cutting`); names and forms of address (`people`), places, organisations and dishes
(`places`), dialect words and repeated phrases (`phrases`) are looked for in the words, and what sounds alike
is marked (`alike`). Nothing here decides: a proposal is a row of `proposals.csv` (`sheet`).
"""
