"""What can be wrong with input or with the machine, said in one sentence.

A `Problem` is never a bug of ours: its text says what, where and what to do, and both shells show it
as it is. Anything else that is raised is our own error and is allowed to crash loudly.
"""


class Problem(Exception):
    """Input, project file or machine at fault; `str(problem)` is a sentence for the analyst."""


def as_reason(sentence: str) -> str:
    """A sentence as it stands after a file's name and a colon."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


class Damaged(Problem):
    """A project file is not as it was written. What of it is whole can be saved into a new project."""


class UnknownName(Problem):
    """A name (article, analyst, format, label …) that nothing here bears."""


class Submitted(Problem):
    """Something would have changed a layer that is submitted. `article` is the row id of its article."""

    def __init__(self, sentence: str, article: int) -> None:
        super().__init__(sentence)
        self.article = article


class Cancelled(Exception):
    """The user stopped something; nothing of it remains."""


class Progress:
    """How far a long task is, and whether the user wants it stopped. This one reports to nobody."""

    def step(self, done: int, total: int) -> None:
        """Called often with work done and work in all, in any unit. Raises Cancelled to stop the task."""
