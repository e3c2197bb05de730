"""Draft chapters: from the study to an outline as plain data, and to Word."""
