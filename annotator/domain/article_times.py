"""The times that an article names: found in its headline and body, and corrected by analysts."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.article import Article, Zone
from annotator.domain.guard import guarded
from annotator.domain.times.interval import TimeExpression
from annotator.domain.times.time_correction import corrected

ZONES = ("headline", "body")
"""Where times are looked for: the dateline is the day of publication itself."""


def times_of(article: Article) -> list[TimeExpression]:
    """The times that an article names, in text order; what an analyst said of them counts before what was found."""
    found = found_in(article.text, article.record.zones, article.metadata.published)
    return corrected(article.text, found, article.record.times)


def found_in(text: str, zones: Sequence[Zone], published: str | None) -> list[TimeExpression]:
    """What the rules find in the headline and the body of a text, by its day of publication as metadata have it.

    A zone in which they break off has none.
    """
    # The rules take a while to load: only who wants times waits for that.
    from annotator.domain.times import finding

    found: list[TimeExpression] = []
    for zone in sorted(zones, key=lambda zone: zone.start):
        if zone.kind in ZONES:
            with guarded(finding.RULES):
                inside = finding.find_times(text[zone.start : zone.end], published)
                found += [
                    replace(one, start=one.start + zone.start, end=one.end + zone.start) for one in inside
                ]
    return found
