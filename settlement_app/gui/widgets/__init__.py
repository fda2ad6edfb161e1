"""Small widgets that show one thing each."""
