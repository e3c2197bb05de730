"""From outline to Word file: the only room that knows the XML of Word, which it writes itself."""
