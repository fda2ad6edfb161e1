"""Papers as PDF: the only place that knows reportlab. Lengths are points (1/72 inch), ``y`` grows downwards."""
