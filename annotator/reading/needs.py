"""Packages that a reader needs and that are installed only with an extra of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from annotator.domain.problems import Problem


@contextmanager
def needed(package: str, extra: str, purpose: str) -> Iterator[None]:
    """Around an import: raises Problem that says how to install what is missing. `purpose`: `reading web pages`."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise Problem(
            f"{purpose} needs {package}, which is not installed; install it with: pip install 'annotator[{extra}]'"
        ) from error
