"""Quarterly settlement of a public service contract: assessment, deduction, settlement, true-up, clearance."""

__version__ = "0.1.0"
