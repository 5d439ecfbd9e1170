"""What can be wrong with input or with the machine, said in one sentence.

A `Problem` is never a bug of ours: its text says what, where and what to do, and both shells show it
as it is. Anything else that is raised is our own error and is allowed to crash loudly.
"""


class Problem(Exception):
    """Input, project file or machine at fault; `str(problem)` is a sentence for the analyst."""


class UnknownName(Problem):
    """A name (article, analyst, format, label …) that nothing here bears."""
