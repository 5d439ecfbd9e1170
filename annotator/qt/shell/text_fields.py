"""Text fields with a button that empties them."""

from PySide6.QtWidgets import QAbstractButton, QLineEdit


def clearable(field: QLineEdit) -> None:
    """Gives the field that button, with a name: Qt's own has none."""
    field.setClearButtonEnabled(True)
    for button in field.findChildren(QAbstractButton):
        button.setAccessibleName("Empty the field")
        button.setToolTip("Empty the field")
