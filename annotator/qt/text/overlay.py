"""What lies over the text beside the annotations: arrows of links, what a link would point to, equal mentions,
ranges that were commented on."""

from collections.abc import Collection

from annotator.domain.scheme import LinkType
from annotator.qt.text.article_view import Arrow, ArticleView, Span
from annotator.qt.text.linking import Candidate
from annotator.qt.text.proposals import Proposals
from annotator.qt.text.session import Session

COMMENT = "comment:"
"""How the ids of ranges begin about which something was said."""
_CANDIDATE = "candidate"
"""Id of the place, not tagged yet, that a link would point to."""
_MOST_ARROWS = 8


class Overlay:
    """Keeps it in step with the session."""

    def __init__(self, view: ArticleView, session: Session, proposals: Proposals) -> None:
        self._view, self._session, self._proposals = view, session, proposals
        self._outlined: dict[str, Span] = {}
        self._ranges: list[str] = []
        view.spanHovered.connect(self.draw_links)
        proposals.changed.connect(self.outline)
        session.annotationsChanged.connect(lambda *_: self.draw_links())
        session.selected.connect(lambda _: self.draw_links())

    def draw_links(self, hovered: str = "") -> None:
        """The links of the annotation under the mouse, else of the selected one: from it or, if it has none, to it."""
        session = self._session
        one = session.annotation(hovered) or session.current
        drawn = [Arrow(one.id, link.to, link.type) for link in one.links] if one else []
        if one is not None and not drawn:
            drawn = [
                Arrow(other.id, one.id, link.type)
                for other in session.linking_to(one.id)
                for link in other.links
                if link.to == one.id
            ]
        self._view.set_arrows(drawn[:_MOST_ARROWS])

    def point_to(self, candidate: Candidate | None, slot: LinkType) -> None:
        """Shows what Return would link the selected annotation to."""
        one = self._session.current
        if candidate is None or one is None:
            self.stop_pointing()
            return
        if candidate.id:
            self._view.update_spans([], [_CANDIDATE])
        else:
            place = Span(_CANDIDATE, candidate.start, candidate.end, slot.to, hollow=True)
            self._view.update_spans([place])
        self._view.set_arrows([Arrow(one.id, candidate.id or _CANDIDATE, slot.type, planned=True)])
        self._view.reveal(candidate.start, candidate.end)

    def stop_pointing(self) -> None:
        """The links as they are."""
        self._view.update_spans([], [_CANDIDATE])
        self.draw_links()

    def show_comments(self, commented: Collection[str], ranges: Collection[tuple[int, int]]) -> None:
        """Marks annotations (by id) and ranges (half-open) about which something unresolved was said."""
        session = self._session
        changed = session.commented ^ frozenset(commented)
        session.commented = frozenset(commented)
        spans = [session.span_of(one) for uid in changed if (one := session.annotation(uid))]
        marks = [Span(f"{COMMENT}{a}:{b}", a, b, "comment", hollow=True) for a, b in sorted(ranges)]
        ids = {mark.id for mark in marks}
        self._view.update_spans([*spans, *marks], [uid for uid in self._ranges if uid not in ids])
        self._ranges = sorted(ids)

    def outline(self) -> None:
        """The equal mentions that are offered."""
        wanted = {span.id: span for span in self._proposals.spans}
        new = [span for uid, span in wanted.items() if self._outlined.get(uid) != span]
        gone = [uid for uid in self._outlined if uid not in wanted]
        if new or gone:
            self._view.update_spans(new, gone)
        self._outlined = wanted

    def outline_again(self) -> None:
        """After the text was shown again."""
        self._outlined = {}
        self.outline()
