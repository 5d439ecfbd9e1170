"""Packages that a reader needs and that are installed only with an extra of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from annotator.domain.problems import Problem

_loading: list[str] = []
"""The packages that are just being loaded; in a process that reads files there is one thread."""


@contextmanager
def needed(package: str, extra: str, purpose: str) -> Iterator[None]:
    """Around an import: raises Problem that says how to install what is missing. `purpose`: `reading web pages`."""
    _loading.append(package)
    try:
        yield
    except ImportError as error:
        raise Problem(
            f"{purpose} needs {package}, which is not installed; install it with: pip install 'annotator[{extra}]'"
        ) from error
    finally:
        _loading.pop()


def is_loading() -> bool:
    """Whether a package is being loaded: code that was installed with the program runs, nothing of a file."""
    return bool(_loading)
