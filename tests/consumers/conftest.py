"""Consumers are given the same hard cases as our own readers, in two splits."""

from dataclasses import replace

import pytest

from annotator.domain.dataset.example import Example
from annotator.writing.format import DatasetInfo
from tests.writing.conftest import examples, hard, setting

__all__ = ["examples", "hard", "setting"]


@pytest.fixture
def in_splits(examples: list[Example]) -> list[Example]:
    """The examples, each in one of two splits."""
    return [replace(one, split=("train", "validation")[n % 2]) for n, one in enumerate(examples)]


@pytest.fixture
def splits(setting: DatasetInfo) -> DatasetInfo:
    """The setting of that."""
    return replace(setting, splits=("train", "validation"), language="en")
