"""All checks, in the order in which they are told."""

from collections.abc import Callable

from duiding.doctor.checks import codes, codings, figures, files, storage, texts
from duiding.doctor.model import Finding, Level, Patient, Verdict
from duiding.errors import DuidingError

Check = Callable[[Patient], Verdict]

CHECKS: dict[str, Check] = {
    "database-whole": storage.integrity,
    "references": storage.references,
    "schema-version": storage.version,
    "schema-complete": storage.schema,
    "engine": storage.engine,
    "text-hash": texts.hashes,
    "text-canonical": texts.canonical,
    "text-versions": texts.versions,
    "turns": texts.turns,
    "sections": texts.sections,
    "annotations": texts.annotations,
    "speakers-own": texts.speakers,
    "speakers-silent": texts.silent_speakers,
    "code-tree": codes.tree,
    "code-kinds": codes.kinds,
    "code-keys": codes.keys,
    "code-relations": codes.relations,
    "code-keywords": codes.keywords,
    "crosswalk": codes.crosswalk,
    "coding-quotes": codings.coding_quotes,
    "coding-contexts": codings.coding_contexts,
    "coding-outdated": codings.outdated,
    "suggestion-quotes": codings.suggestion_quotes,
    "suggestion-decisions": codings.decisions,
    "history-readable": codings.history_readable,
    "history-complete": codings.history_complete,
    "history-codings": codings.history_of_codings,
    "history-codes": codings.history_of_codes,
    "indicator-values": figures.values,
    "indicator-silent": figures.without_values,
    "areas": figures.areas,
    "source-files": files.sources_there,
    "source-files-unchanged": files.sources_unchanged,
    "codebook-files": files.codebook_files,
    "setting-codebook": files.codebook_setting,
    "setting-areas": files.area_settings,
    "setting-coders": files.coder_settings,
    "pipeline": files.pipeline,
    "backups": storage.backups,
    "disk-room": storage.room,
    "synced-folder": storage.synced_folder,
}


def checkup(patient: Patient) -> list[Finding]:
    """Carry out every check on an open study and return what each found; nothing is changed."""
    return [_carry_out(name, check, patient) for name, check in CHECKS.items()]


def _carry_out(name: str, check: Check, patient: Patient) -> Finding:
    """Return what a check finds; one that the damage itself stops is a finding too."""
    try:
        verdict = check(patient)
    except DuidingError as error:
        verdict = Verdict(Level.ERROR, str(error), 1)
    return Finding(name, verdict.level, verdict.sentence, verdict.count)
