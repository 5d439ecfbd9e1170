"""The article as the analyst reads it, with its spans: the only place that knows Qt's positions."""

from annotator.qt.text.article_view.arrows import Arrow
from annotator.qt.text.article_view.spans import Span
from annotator.qt.text.article_view.view import ArticleView

__all__ = ["Arrow", "ArticleView", "Span"]
