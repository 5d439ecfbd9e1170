"""What a dataset comes to, counted while it is written: memory grows with the number of kinds, not of annotations."""

from collections import Counter
from dataclasses import dataclass, field

from annotator.domain.dataset.example import Example
from annotator.domain.scheme import Scheme

UNKNOWN = "unknown"


@dataclass
class Tally:
    """Counts over the examples of a dataset.

    `kinds`: annotations by (split, label, author, origin). `lengths`: annotations by (label, power), power p meaning
    2 ** (p - 1) to 2 ** p - 1 code points. `articles` by (split, agency, year): an article counts once, though several
    layers of it follow each other. `newest`: when the last annotation was made.

    Unless it is `detailed`, articles and annotations are counted by split alone.
    """

    scheme: Scheme
    detailed: bool = True
    kinds: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    lengths: Counter[tuple[str, int]] = field(default_factory=Counter)
    articles: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    layers: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    handling: Counter[str] = field(default_factory=Counter)
    examples: int = 0
    unsure: int = 0
    incomplete: int = 0
    newest: str = ""
    _last: str = ""

    def add(self, one: Example) -> None:
        """Counts an example."""
        split = one.split or ""
        if not self.detailed:
            self._add_briefly(one, split)
            return
        if one.article.id != self._last:
            self._last = one.article.id
            self._add_article(one, split)
        self.examples += 1
        self.statuses[one.layer.status] += 1
        self.layers[one.layer.analyst] += 1
        kinds, lengths, missing = self.kinds, self.lengths, self.scheme.missing
        for found in one.layer.annotations:
            kinds[split, found.label, found.author, found.origin] += 1
            lengths[found.label, (found.end - found.start).bit_length()] += 1
            self.unsure += found.unsure
            if missing(found):
                self.incomplete += 1
            if found.made > self.newest:
                self.newest = found.made

    def _add_briefly(self, one: Example, split: str) -> None:
        if one.article.id != self._last:
            self._last = one.article.id
            self.articles[split, "", ""] += 1
        self.examples += 1
        self.kinds[split, "", "", ""] += len(one.layer.annotations)

    def _add_article(self, one: Example, split: str) -> None:
        known, source = one.article.metadata, one.article.record.source
        published = known.published or ""
        year = published[:4] if published[:1].isdigit() else UNKNOWN
        self.articles[split, known.agency or UNKNOWN, year] += 1
        self.languages[known.language or UNKNOWN] += 1
        self.handling[source.handling or ""] += 1

    @property
    def annotations(self) -> int:
        """How many annotations there are."""
        return self.kinds.total()

    def by_label(self, split: str | None = None) -> Counter[str]:
        """Annotations by label, of one split or of all."""
        found: Counter[str] = Counter()
        for (where, label, _, _), count in self.kinds.items():
            if split is None or where == split:
                found[label] += count
        return found

    def by(self, part: int) -> Counter[str]:
        """Annotations by one part of their kind: 0 split, 1 label, 2 author, 3 origin."""
        found: Counter[str] = Counter()
        for kind, count in self.kinds.items():
            found[kind[part]] += count
        return found

    def articles_by(self, part: int) -> Counter[str]:
        """Articles by 0 split, 1 agency, 2 year of publication."""
        found: Counter[str] = Counter()
        for kind, count in self.articles.items():
            found[kind[part]] += count
        return found
