"""The buttons below a dialog, each with a tooltip that names its key."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QDialog, QDialogButtonBox, QLineEdit

from annotator.qt.kit.plain import harmless

_Button = QDialogButtonBox.StandardButton
_TIPS = {
    _Button.Close: "Close this window (Esc)",
    _Button.Cancel: "Close this window and change nothing (Esc)",
    _Button.Ok: "Do it (Return)",
    _Button.Save: "Save what was changed",
}


def standard_buttons(
    dialog: QDialog,
    *wanted: QDialogButtonBox.StandardButton,
    accept: Callable[[], object] | None = None,
) -> QDialogButtonBox:
    """A row of standard buttons that accept (or do what `accept` does) or reject the dialog."""
    box = QDialogButtonBox()
    for one in wanted:
        box.addButton(one).setToolTip(harmless(_TIPS[one]))
    box.accepted.connect(accept or dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


def clearable(field: QLineEdit) -> None:
    """Gives the field that button, with a name: Qt's own has none."""
    field.setClearButtonEnabled(True)
    for button in field.findChildren(QAbstractButton):
        button.setAccessibleName("Empty the field")
        button.setToolTip("Empty the field")
