"""Names that stand for analysts in a dataset, unless their own are asked for.

A pseudonym follows from the name alone: the same on every machine, in every dataset and whoever joins later, so that
two datasets can be compared. It keeps names from being read, not from being tested: who knows an analyst's name can
work out the pseudonym.
"""

import re
from functools import lru_cache
from hashlib import sha256

from annotator.domain.scheme import RESERVED_LAYERS

_PSEUDONYM = re.compile(r"analyst-[0-9a-f]{8}")


@lru_cache(maxsize=4096)
def pseudonym(name: str) -> str:
    """What stands for an analyst. Names of layers that are nobody's stay, as does what is a pseudonym already."""
    if not name or name in RESERVED_LAYERS or _PSEUDONYM.fullmatch(name):
        return name
    return f"analyst-{sha256(f'analyst/{name}'.encode()).hexdigest()[:8]}"
