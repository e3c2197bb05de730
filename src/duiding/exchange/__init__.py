"""Files for other programs and people: codings and tables in and out."""
