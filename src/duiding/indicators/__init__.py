"""Indicators, areas and values as published, and their links to codes."""
