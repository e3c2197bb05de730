"""The only room that knows spaCy: text in, plain annotations out."""
