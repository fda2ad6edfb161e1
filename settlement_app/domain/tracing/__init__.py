"""The way back from an amount: through its paper and its deductions to assessment, indicator, actual and clause."""
