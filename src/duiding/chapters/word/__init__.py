"""The only room that knows python-docx."""
