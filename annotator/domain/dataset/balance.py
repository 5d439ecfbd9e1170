"""How evenly labels are spread over splits, in sentences that a person understands."""

from collections.abc import Mapping, Sequence

_MOST_TOLD = 5


def balance(counts: Mapping[tuple[str, str], int], splits: Sequence[str]) -> list[str]:
    """For the labels whose share differs most between a split and the whole, the largest difference first.

    `counts`: annotations by (split, label). A split without annotations is told so.
    """
    totals = {split: sum(n for (s, _), n in counts.items() if s == split) for split in splits}
    told = [f"{split} has no annotations" for split in splits if not totals[split]]
    whole = sum(totals.values())
    labels = sorted({label for _, label in counts})
    shares = []
    for label in labels:
        overall = sum(counts.get((split, label), 0) for split in splits) / whole if whole else 0.0
        of = {s: counts.get((s, label), 0) / totals[s] for s in splits if totals[s]}
        if of:
            shares.append((max(abs(share - overall) for share in of.values()), label, overall, of))
    shares.sort(key=lambda one: (-one[0], one[1]))
    for _, label, overall, of in shares[:_MOST_TOLD]:
        parts = ", ".join(f"{100 * share:.1f} % of {split}" for split, share in of.items())
        told.append(f"{label}: {100 * overall:.1f} % of all annotations, {parts}")
    return told
