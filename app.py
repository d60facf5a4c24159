"""PolicyDesk's entry point: arguments in, one interface started; heavy imports come late."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_WITH_VALUE = {"--data", "--document", "--region", "--on"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run `argv` (the process's own unless told); the exit code: 0 done, 2 bad request, 1 a fault of ours."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    place = _command_at(arguments)
    if place is not None and arguments[place] == "eval":
        from evals.cli import main as evaluate

        return evaluate([*arguments[place + 1 :], *arguments[:place]])
    from desk.cli import main as run

    return run(arguments)


def _command_at(arguments: Sequence[str]) -> int | None:
    """Where the command stands: the first argument that is neither a common option nor the value of one."""
    place = 0
    while place < len(arguments):
        if arguments[place] in _WITH_VALUE:
            place += 2
        elif arguments[place].startswith("-"):
            place += 1
        else:
            return place
    return None


if __name__ == "__main__":
    sys.exit(main())
