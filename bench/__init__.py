"""Measurements of duiding beside what it is built on: ``python -m bench``, or ``make bench``."""
