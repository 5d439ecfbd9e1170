"""`annotator`: the commands, and the window when there is none among the words.

Exit codes: 0 done, 1 the input or the project is at fault (one sentence on standard error), 2 wrong usage,
70 the program itself is at fault.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from annotator import __version__, program_log
from annotator.cli import commands
from annotator.cli.output import Output, speak_to_any_terminal
from annotator.cli.window import open_window
from annotator.domain import guard
from annotator.domain.problems import Problem
from annotator.domain.wording import visible

_YEARLESS = re.compile(r"--\d\d-\d\d")
_OURS = 70
"""The exit code that sysexits.h has for errors of the program itself."""


def run() -> int:
    """`main` for a terminal: an error of ours is a sentence there, and its traceback goes to the log."""
    code = _OURS
    with guard.heard_by(_report), guard.guarded("The command line"):
        code = main()
    return code


def _report(fault: guard.Fault) -> None:
    if fault.what != "The command line":
        return  # A rule's: `main` has told it.
    # The window's hook shows the error, and writes it to the log.
    if getattr(sys.excepthook, "__module__", "") == "annotator.qt.kit.problems":
        sys.excepthook(type(fault.error), fault.error, fault.error.__traceback__)
        return
    written = program_log.write(fault.what, fault.error)
    Output.warn(
        "This is an error of the program. Everything that was saved is safe. " + program_log.details(written)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what the words ask for and gives the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    speak_to_any_terminal()
    with program_log.kept(Output.warn):
        return _answer(words)


def _answer(words: list[str]) -> int:
    try:
        if not words:
            return open_window(None)
        if words[0] not in commands.COMMANDS and not words[0].startswith("-"):
            return _open_file(words)
        return _run(parser().parse_args(_with_dates(words)))
    except Problem as problem:
        Output.warn(str(problem))
        return 1
    except KeyboardInterrupt:
        Output.warn("Stopped; nothing of it was kept.")
        return 1
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        Output.warn(f"{error.filename or 'The system'}: {error.strerror or error}.")
        return 1


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words that were typed; a shell may have put names of files among them."""

    def error(self, message: str) -> NoReturn:
        """Explains wrong usage and ends the program."""
        super().error(visible(message))


def _run(options: argparse.Namespace) -> int:
    output = Output(getattr(options, "json", False))
    code: int = options.run(options, output)
    output.finish()
    return code


def _with_dates(words: Sequence[str]) -> list[str]:
    """The words with a date without a year (`--11-01`) joined to its option: argparse would take it for another one."""
    joined: list[str] = []
    for word in words:
        if joined and _YEARLESS.fullmatch(word) and joined[-1].startswith("--") and "=" not in joined[-1]:
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _open_file(words: list[str]) -> int:
    if not os.path.exists(words[0]):
        parser().error(
            f"{words[0]!r} is neither a command nor an existing project. `annotator --help` lists the commands."
        )
    opening = _Parser(prog="annotator", description="Opens the window on a project.")
    opening.add_argument("project", type=Path, metavar="PROJECT", help="the project file")
    opening.add_argument(
        "--analyst",
        metavar="NAME",
        help="whose layer; else the one used there before, the settings', the login's",
    )
    options = opening.parse_args(words)
    return open_window(options.project, options.analyst)


def parser() -> argparse.ArgumentParser:
    """Everything that can be typed."""
    top = _Parser(
        prog="annotator",
        usage="annotator [-h] [--version] COMMAND ...",
        description="Mark and tag spans in news articles. Without a command the window opens.",
        epilog="`annotator PROJECT [--analyst NAME]` opens the window; `annotator COMMAND --help` explains a command.",
    )
    top.add_argument("--version", action="version", version=f"annotator {__version__}")
    # Python 3.11 makes the column as wide as the longest name without its indent; the dots make up for it.
    listed = top.add_subparsers(title="commands", prog="annotator", metavar="COMMAND ...", required=True)
    for name, command in commands.COMMANDS.items():
        one = listed.add_parser(name, help=command.about, description=command.about)
        for flags, settings in command.arguments:
            one.add_argument(*flags, **settings)
        one.add_argument("--json", action="store_true", help="print one JSON object instead of sentences")
        one.set_defaults(run=command.run)
    return top
