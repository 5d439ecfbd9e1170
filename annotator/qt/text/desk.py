"""An editing desk: a layer of the article at hand, its text, its details, and every command that edits it.

The page of texts has one for the analyst's own layer, the page of review one for the layer gold.
"""

from collections.abc import Callable, Mapping
from functools import partial

from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.commands import ZONES
from annotator.qt.text.article_panel import ArticlePanel
from annotator.qt.text.details import DetailsPanel
from annotator.qt.text.hints import hint
from annotator.qt.text.linking import Linking
from annotator.qt.text.proposals import Proposals
from annotator.qt.text.session import Session
from annotator.qt.text.tagging import Tagging


class Desk:
    """The parts, joined. `layer`: which layer is edited, None: the analyst's own; `hint`: the line below the text."""

    def __init__(
        self, bridge: Bridge, layer: str | None = None, hint: Callable[[Session], str] = hint
    ) -> None:
        self.session = Session(bridge, layer)
        self.tagging = Tagging(self.session, bridge)
        self.proposals = Proposals(self.session, bridge)
        self.linking = Linking(self.session, bridge)
        self.article = ArticlePanel(self.session, self.tagging, self.proposals, self.linking, hint)
        self.details = DetailsPanel(self.session)
        self.details.linkWanted.connect(self.article.ask_link)

    @property
    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What commands do here, by their names."""
        session, article, linking = self.session, self.article, self.linking
        return {
            "delete": session.delete,
            "unsure": session.toggle_unsure,
            "link": article.ask_link,
            "link_missing": linking.fill_missing,
            "follow": linking.follow,
            "follow_back": linking.follow_back,
            "edge_left": partial(article.move_edge, forwards=False),
            "edge_right": partial(article.move_edge, forwards=True),
            "edge_left_exact": partial(article.move_edge, forwards=False, exact=True),
            "edge_right_exact": partial(article.move_edge, forwards=True, exact=True),
            "edge_start": partial(article.choose_edge, at_end=False),
            "edge_end": partial(article.choose_edge, at_end=True),
            "to_text": article.view.setFocus,
            **{name: partial(article.set_zone, kind) for name, kind in ZONES.items()},
        }
