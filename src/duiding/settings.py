"""The settings of a study: ``duiding.toml``, read with clear errors and written at the start."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from duiding.errors import InputError
from duiding.i18n import LANGUAGES, _, reason
from duiding.text import clean_line

FILE_NAME = "duiding.toml"

ATTRIBUTIONS = ("none", "role")
STUDY_LANGUAGES = ("nl", "en", "de")
LEARN_FROM = ("team", "own")
ORDERS = ("certain", "uncertain")


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
class SuggestionSettings:
    """Which suggestions are shown, what they learn from and in what order they come."""

    threshold: float = 0.2
    """Suggestions with a lower score are not shown, unless their code has its own threshold."""
    learn_from: str = "team"
    """``team``: the codings of all coders; ``own``: only those of the coder at work."""
    order: str = "certain"
    """``certain``: the highest score first; ``uncertain``: those nearest to a half first."""


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
    pipeline: str = "auto"
    """The spaCy pipeline for the language of the study; ``auto``: the best that is installed."""
    pipelines: Mapping[str, str] = field(default_factory=dict)
    """Those for sources in a language by its code; others have ``auto``."""
    interface_language: str = ""
    suggestions: SuggestionSettings = field(default_factory=SuggestionSettings)
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
    "language": {"pipeline": str, **dict.fromkeys(STUDY_LANGUAGES, str)},
    "suggestions": {"threshold": float, "learn_from": str, "order": str},
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
    tables = _read_toml(path)
    _check_keys(path, tables)
    study = tables.get("study", {})
    report = tables.get("report", {})
    suggestions = tables.get("suggestions", {})
    language = tables.get("language", {})
    settings = Settings(
        name=_frozen(study.get("name") or path.parent.resolve().name),
        **{k: _frozen(v) for k, v in study.items() if k != "name"},
        pipeline=_frozen(language.get("pipeline") or "auto"),
        pipelines={k: _frozen(v) for k, v in language.items() if k != "pipeline" and v},
        interface_language=_frozen(tables.get("interface", {}).get("language", "")),
        suggestions=SuggestionSettings(**{k: _frozen(v) for k, v in suggestions.items()}),
        report=ReportSettings(**{k: _frozen(v) for k, v in report.items()}),
    )
    _check_choices(path, settings)
    return settings


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(
            _("{path} cannot be read ({reason}).").format(path=path, reason=reason(error))
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            _("{path} is not a text file in UTF-8. Save it as UTF-8 and try again.").format(
                path=path
            )
        ) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        where = _("{path}, line {line}").format(path=path, line=line[1]) if line else path
        raise InputError(
            _("{where}: this is not valid TOML. Correct it and try again.").format(where=where)
        ) from error


def _check_choices(path: Path, settings: Settings) -> None:
    checked = (
        ("study.language", settings.language, STUDY_LANGUAGES),
        ("interface.language", settings.interface_language, ("", *LANGUAGES)),
        ("suggestions.learn_from", settings.suggestions.learn_from, LEARN_FROM),
        ("suggestions.order", settings.suggestions.order, ORDERS),
        ("report.attribution", settings.report.attribution, ATTRIBUTIONS),
    )
    for key, value, choices in checked:
        if value not in choices:
            raise InputError(
                _("{path}: {key} is {value!r}; choose one of: {choices}.").format(
                    path=path, key=key, value=value, choices=", ".join(filter(None, choices))
                )
            )
    if not 0 <= settings.suggestions.threshold <= 1:
        raise InputError(
            _("{path}: suggestions.threshold is {value}; it must lie between 0 and 1.").format(
                path=path, value=settings.suggestions.threshold
            )
        )


def _check_keys(path: Path, tables: dict[str, Any]) -> None:
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
            if not _is_a(known[key], value):
                raise InputError(
                    _("{path}: {table}.{key} has a value of the wrong type: {value!r}.").format(
                        path=path, table=table, key=key, value=value
                    )
                )


def _is_a(kind: type, value: Any) -> bool:
    """Return whether a value is of a kind; lists are of strings, and 1 is a number like 1.0."""
    if isinstance(value, list):
        return kind is list and all(isinstance(item, str) for item in value)
    return type(value) is kind or (kind is float and type(value) is int)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(clean_line(item) for item in value)
    return clean_line(value) if isinstance(value, str) else value


def write_new_settings(path: Path, settings: Settings) -> None:
    """Write a first ``duiding.toml``, with a comment at every setting.

    Raises InputError when the file cannot be written.
    """
    quoted = {key: json.dumps(getattr(settings, key), ensure_ascii=False) for key in _STUDY_KEYS}
    body = _TEMPLATE.format(
        **quoted,
        coders=json.dumps(list(settings.coders), ensure_ascii=False),
        pipeline=json.dumps(settings.pipeline),
        threshold=json.dumps(settings.suggestions.threshold),
        learn_from=json.dumps(settings.suggestions.learn_from),
        order=json.dumps(settings.suggestions.order),
        region=json.dumps(settings.report.region, ensure_ascii=False),
        compare_with=json.dumps(list(settings.report.compare_with), ensure_ascii=False),
    )
    try:
        path.write_text(body, encoding="utf-8")
    except OSError as error:
        raise InputError(
            _("{path} cannot be written ({reason}).").format(path=path, reason=reason(error))
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
pipeline = {pipeline}      # auto: the best spaCy pipeline that is there; or the name of one
# de = "de_core_news_sm"    # the one for sources in another language; default: auto

[suggestions]
threshold = {threshold}        # 0 to 1: suggestions that are less probable are not shown
learn_from = {learn_from}    # team: from all coders; own: only from the coder at work, so that
                       # agreement between coders is not influenced
order = {order}      # certain: the most probable first; uncertain: doubtful ones first,
                       # from which the suggestions learn most

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
