"""The hard cases, for the programs that datasets are made for."""

from tests.writing.conftest import examples, hard, setting

__all__ = ["examples", "hard", "setting"]
