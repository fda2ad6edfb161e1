"""The command line ``settle``: click commands over the office layer; it loads no Qt."""
