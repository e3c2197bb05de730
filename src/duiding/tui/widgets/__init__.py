"""Widgets: one per region of a screen."""
