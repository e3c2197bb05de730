"""How ``duiding import`` and ``duiding sources`` tell about a source."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from duiding.cli.output import cell_width, tell
from duiding.i18n import _, format_number, ngettext
from duiding.sources import ImportedSource, ImportStatus, SpeakerSummary, Turn, format_time
from duiding.sources.names import kind_name, role_name
from duiding.text import shorten

SAMPLE = 10
"""Turns shown by a preview."""
_WIDTH = 60


def as_data(path: Path, result: ImportedSource) -> dict[str, Any]:
    """Return what is printed as JSON for one file."""
    data: dict[str, Any] = {
        "file": str(path),
        "status": result.status.value,
        "source": result.name,
        "kind": result.kind.value,
        "format": result.format,
        "encoding": result.encoding,
        "convention": result.convention.value,
        "turns": len(result.turns),
        "words": result.words,
        "speakers": [speaker_data(speaker) for speaker in result.speakers],
        "warnings": list(result.warnings),
    }
    if result.status is ImportStatus.PREVIEW:
        data["first_turns"] = [turn_data(turn, result.text) for turn in result.turns[:SAMPLE]]
    return data


def speaker_data(speaker: SpeakerSummary) -> dict[str, Any]:
    """Return a speaker for JSON."""
    return {
        "label": speaker.label,
        "role": speaker.role.value,
        "turns": speaker.turns,
        "words": speaker.words,
    }


def turn_data(turn: Turn, text: str) -> dict[str, Any]:
    """Return a turn for JSON."""
    return {
        "number": turn.number,
        "speaker": turn.speaker.label if turn.speaker else None,
        "time": turn.time_start,
        "time_end": turn.time_end,
        "start": turn.start,
        "end": turn.end,
        "text": text[turn.start : turn.end],
    }


def tell_source(result: ImportedSource) -> None:
    """Say what was found in a file and what was done with it."""
    click.echo(f"{result.name} · {_done(result)}")
    if result.status in (ImportStatus.NEW, ImportStatus.PREVIEW):
        click.echo("    " + _facts(result))
        for line in speaker_lines(result.speakers):
            click.echo("    " + line)
        for warning in result.warnings:
            tell(f"    ! {result.file_name}: {warning}")
    if result.status is ImportStatus.PREVIEW:
        for section in result.sections:
            header = shorten(result.text[section.start : section.end], _WIDTH)
            click.echo("    " + _("header: {text}").format(text=header))
        for turn in result.turns[:SAMPLE]:
            click.echo("    " + turn_line(turn, result.text, _WIDTH))


def _done(result: ImportedSource) -> str:
    if result.status is ImportStatus.UNCHANGED:
        return _("unchanged: the study has this text already")
    if result.status is ImportStatus.KNOWN:
        return _("the study has the text of {file} already, under this name").format(
            file=result.file_name
        )
    if result.status is ImportStatus.PREVIEW:
        return _("preview, nothing is stored")
    return _("new")


def _facts(result: ImportedSource) -> str:
    turns = ngettext("{n} turn", "{n} turns", len(result.turns)).format(
        n=format_number(len(result.turns))
    )
    words = _("{n} words").format(n=format_number(result.words))
    return " · ".join((kind_name(result.kind), result.format, result.encoding, turns, words))


def speaker_lines(speakers: Sequence[SpeakerSummary]) -> list[str]:
    """Return a line per speaker: label, role, turns, words; in columns."""
    rows = [
        (
            speaker.label,
            role_name(speaker.role),
            ngettext("{n} turn", "{n} turns", speaker.turns).format(n=format_number(speaker.turns)),
            _("{n} words").format(n=format_number(speaker.words)),
        )
        for speaker in speakers
    ]
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            " " * (width - cell_width(cell)) + cell
            if index > 1
            else cell + " " * (width - cell_width(cell))
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def turn_line(turn: Turn, text: str, width: int) -> str:
    """Return a turn on one line: number, time, speaker, the start of its text."""
    label = turn.speaker.label if turn.speaker else ""
    parts = (str(turn.number).rjust(4), format_time(turn.time_start), label)
    spoken = shorten(text[turn.start : turn.end], width)
    return "  ".join([*filter(None, parts), spoken])
