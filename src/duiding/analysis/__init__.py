"""Read-only tables: frequencies, progress."""
