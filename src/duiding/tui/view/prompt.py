"""A line to type in, kept outside the screen so that no key is lost while one opens."""

from dataclasses import dataclass

from duiding.text import clean_line

MOST = 200


@dataclass(slots=True)
class Prompt:
    """What was typed so far."""

    text: str = ""

    def press(self, key: str, character: str | None) -> bool:
        """Take a key; return False when it is none of a line to type in."""
        if key == "backspace":
            self.text = self.text[:-1]
        elif key == "ctrl+u":
            self.text = ""
        elif key == "ctrl+w":
            self.text = self.text.rstrip().rpartition(" ")[0]
        elif character is not None and character.isprintable():
            self.text = (self.text + character)[:MOST]
        else:
            return False
        return True

    def paste(self, text: str) -> None:
        """Take in a pasted text, as one line."""
        self.text = (self.text + clean_line(text[: 2 * MOST]))[:MOST]
