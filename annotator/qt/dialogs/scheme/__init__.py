"""The scheme editor: labels on the left, the label's page on the right, how it will look below."""

from annotator.qt.dialogs.scheme.editor import SchemeEditor as SchemeEditor
