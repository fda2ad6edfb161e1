"""In and out of files: templates and assessments, spreadsheets, and writing a file whole."""
