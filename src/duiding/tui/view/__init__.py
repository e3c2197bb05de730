"""What the screens show, computed without Textual: plain data in, lines and positions out."""
