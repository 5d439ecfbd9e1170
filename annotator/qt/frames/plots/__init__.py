"""Plots. What stands in here alone knows pyqtgraph, an extra; it is imported when the first plot is shown."""

import os

# pyqtgraph takes the first binding of Qt that it finds, unless it is told.
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
