"""The window ``settlement-app``: PySide6 over the office layer; pages hold widgets and signals only."""
