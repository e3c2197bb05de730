"""The settings of a study: ``duiding.toml``, read with clear errors and written at the start."""

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from duiding.errors import InputError
from duiding.i18n import _

FILE_NAME = "duiding.toml"

ATTRIBUTIONS = ("none", "role")


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """How the draft chapters look and what they compare."""

    region: str = ""
    """Name of the area that the study is about."""
    compare_with: tuple[str, ...] = ()
    """Names of the areas it is compared with, in the order of the table."""
    chapter_number: int = 3
    attribution: str = "none"
    """``none``: quotes stand alone; ``role``: with the role of the speaker."""
    italic_quotes: bool = True
    title: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a study."""

    name: str
    language: str = "nl"
    """Language of the study: of its transcripts and of its Word drafts."""
    wave: str = ""
    codebook: str = ""
    """Key of the codebook in use; empty: the only one, or the one imported last."""
    coders: tuple[str, ...] = ()
    example: bool = False
    """True for the example study that comes with the program."""
    pipeline: str = "nl_core_news_sm"
    interface_language: str = ""
    report: ReportSettings = field(default_factory=ReportSettings)


_KEYS: dict[str, dict[str, type]] = {
    "study": {
        "name": str,
        "language": str,
        "wave": str,
        "codebook": str,
        "coders": list,
        "example": bool,
    },
    "language": {"pipeline": str},
    "interface": {"language": str},
    "report": {
        "region": str,
        "compare_with": list,
        "chapter_number": int,
        "attribution": str,
        "italic_quotes": bool,
        "title": str,
        "author": str,
    },
}


def read_settings(path: Path) -> Settings:
    """Read ``duiding.toml``.

    Raises InputError for a file that is no TOML, an unknown key or a value of the wrong type.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            _("{path} is not valid TOML ({reason}). Correct that line and try again.").format(
                path=path, reason=error
            )
        ) from error
    except OSError as error:
        raise InputError(
            _("{path} cannot be read ({reason}).").format(path=path, reason=error.strerror)
        ) from error
    _check(path, tables)
    study = tables.get("study", {})
    report = tables.get("report", {})
    settings = Settings(
        name=study.get("name") or path.parent.resolve().name,
        **{k: _frozen(v) for k, v in study.items() if k != "name"},
        pipeline=tables.get("language", {}).get("pipeline", "nl_core_news_sm"),
        interface_language=tables.get("interface", {}).get("language", ""),
        report=ReportSettings(**{k: _frozen(v) for k, v in report.items()}),
    )
    if settings.report.attribution not in ATTRIBUTIONS:
        raise InputError(
            _("{path}: report.attribution is {value!r}; choose one of: {choices}.").format(
                path=path, value=settings.report.attribution, choices=", ".join(ATTRIBUTIONS)
            )
        )
    return settings


def _check(path: Path, tables: dict[str, Any]) -> None:
    for table, values in tables.items():
        known = _KEYS.get(table)
        if known is None or not isinstance(values, dict):
            raise InputError(
                _("{path}: unknown part [{name}]; known are: {choices}.").format(
                    path=path, name=table, choices=", ".join(_KEYS)
                )
            )
        for key, value in values.items():
            if key not in known:
                raise InputError(
                    _("{path}: unknown setting {table}.{key}; known are: {choices}.").format(
                        path=path, table=table, key=key, choices=", ".join(known)
                    )
                )
            strings = all(isinstance(v, str) for v in value) if isinstance(value, list) else True
            if type(value) is not known[key] or not strings:
                raise InputError(
                    _("{path}: {table}.{key} has a value of the wrong type: {value!r}.").format(
                        path=path, table=table, key=key, value=value
                    )
                )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def write_new_settings(path: Path, settings: Settings) -> None:
    """Write a first ``duiding.toml``, with a comment at every setting.

    Raises InputError when the file cannot be written.
    """
    quoted = {key: json.dumps(getattr(settings, key), ensure_ascii=False) for key in _STUDY_KEYS}
    body = _TEMPLATE.format(
        **quoted,
        coders=json.dumps(list(settings.coders), ensure_ascii=False),
        pipeline=json.dumps(settings.pipeline),
        region=json.dumps(settings.report.region, ensure_ascii=False),
        compare_with=json.dumps(list(settings.report.compare_with), ensure_ascii=False),
    )
    try:
        path.write_text(body, encoding="utf-8")
    except OSError as error:
        raise InputError(
            _("{path} cannot be written ({reason}).").format(path=path, reason=error.strerror)
        ) from error


_STUDY_KEYS = ("name", "language", "wave", "codebook")

_TEMPLATE = """\
# Settings of this study. Text after a # is explanation.

[study]
name = {name}
language = {language}          # of transcripts and Word drafts: nl, en or de
wave = {wave}              # the measurement, for example "nulmeting 2021"
codebook = {codebook}          # key of the codebook in use; empty: the one imported last
coders = {coders}            # the first one is used when --coder is not given

[language]
pipeline = {pipeline}   # the spaCy pipeline for suggestions

[interface]
language = ""          # nl or en; empty: Dutch

[report]
region = {region}            # the area of the study, as in the indicator tables
compare_with = {compare_with}      # areas to compare with
chapter_number = 3
attribution = "none"   # none, or role: what stands beside a quote
italic_quotes = true
title = ""
author = ""
"""
