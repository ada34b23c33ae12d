"""What a series insists on, as files: `glossary.csv` ⇄ Glossary, `bible.toml` ⇄ Bible.

A row of the glossary is a term, or one sense of it. Columns: `source`, one for each target language (a BCP-47
tag: `en`, `es-419`), and `kind`, `aliases`, `note`, `forbidden`, `variants`, `exact`, `unless`, `when`, as
Term has them: lists with `|` between, `forbidden` and `variants` each for one language as in `en:boss`, or
for all. Comma, tab or semicolon between the cells; the same table as XLSX; the same terms as TBX-Basic. When
it is loaded, every form's writing in the other Chinese script becomes an alias.
"""

from localize.glossaries.files import FILE_NAME, dumps, file_of, load, loads
from localize.glossaries.merging import merge

__all__ = ["FILE_NAME", "dumps", "file_of", "load", "loads", "merge"]
