"""TBX-Basic (TermBase eXchange, ISO 30042:2008, version 2) ⇄ entries.

| of a term       | in the file                                                                     |
|---|---|
| source, target  | the first `tig` of a `langSet`, `preferredTerm-admn-sts`                          |
| aliases         | further ones of the source's `langSet`, `admittedTerm-admn-sts`                  |
| variants        | further ones of a target's `langSet`, `admittedTerm-admn-sts`                    |
| forbidden       | those that are `deprecatedTerm-admn-sts`                                         |
| note            | `descrip type="definition"` of the entry                                         |
| kind            | `descrip type="subjectField"` of the entry                                       |
| all else        | a `note` of the entry that begins with `localize`, as the cell of the CSV has it |

Read are also the files of others: with `ntig`, with notes and definitions at any level, without a status, and
with the names that version 3 has for the same elements.
"""

from localize.glossaries.tbx.reading import read
from localize.glossaries.tbx.writing import write

__all__ = ["read", "write"]
