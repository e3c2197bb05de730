"""Draft chapters: from codings and figures to Word files.

``outline`` is a chapter as plain data; ``word`` is the only room that knows Word, and is imported
when a file is made.
"""

from duiding.chapters.drafting import (
    Rendered,
    WrittenDraft,
    build_draft,
    count_files,
    draft_chapters,
    render_chapters,
)

__all__ = [
    "Rendered",
    "WrittenDraft",
    "build_draft",
    "count_files",
    "draft_chapters",
    "render_chapters",
]
