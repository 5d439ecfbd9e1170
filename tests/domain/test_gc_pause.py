"""Python's garbage collector, held back."""

import gc

from annotator.domain.gc_pause import collector_paused, kept_for_long


def test_the_collector_runs_again_afterwards() -> None:
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_is_kept_for_long_is_not_visited_again() -> None:
    before = gc.get_freeze_count()
    with kept_for_long():
        kept = [[number] for number in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(kept)
    gc.unfreeze()
