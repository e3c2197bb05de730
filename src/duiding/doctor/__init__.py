"""Check-up of a study: many named checks."""
