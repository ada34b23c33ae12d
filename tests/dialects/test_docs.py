"""What docs/dialects.md shows of a pack of one's own."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from localize.dialects import check, load_dialect

DOCS = Path(__file__).parents[2] / "docs" / "dialects.md"


def test_the_pack_of_the_docs_is_whole_and_works(tmp_path: Path) -> None:
    (made,) = re.findall(
        r"```sh\n(mkdir my-series/.*?)^localize", DOCS.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    (tmp_path / "my-series").mkdir()
    subprocess.run(["sh", "-ec", made], cwd=tmp_path, check=True)
    folder = tmp_path / "my-series" / "sichuan"
    assert check(folder) == []
    dialect = load_dialect("sichuan", extra=folder)
    assert dialect is not None
    assert dialect.in_mandarin("第二天他来了，二天再说") == "第二天他来了，以后再说"
