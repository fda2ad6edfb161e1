"""The year as a workbook: what its sheets say as plain values, and the one module that writes them as .xlsx."""
