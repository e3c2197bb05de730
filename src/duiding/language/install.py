"""Installing a pipeline of spaCy beside duiding, by spaCy's own download."""

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys

from duiding.errors import InputError, Missing, Refused
from duiding.i18n import _
from duiding.language.resolving import SMALL, find_package, is_downloadable, spacy_version

_NO_NETWORK = (
    "ConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "NewConnectionError",
    "NameResolutionError",
    "ProxyError",
    "SSLError",
    "Max retries exceeded",
    "Temporary failure in name resolution",
    "HTTPSConnectionPool",
    "Couldn't fetch server data",
    "Server error",
)


def install_pipeline(name: str) -> str:
    """Install a pipeline that fits the installed spaCy and return its version.

    One that is there and fits is left as it is. Raises InputError for a name that is no pipeline
    of spaCy, Missing when there is no pip to install with, Refused when it cannot be had.
    """
    if not is_downloadable(name):
        raise InputError(
            _("{name!r} is not the name of a pipeline of spaCy. Small ones are: {known}.").format(
                name=name, known=", ".join(SMALL.values())
            )
        )
    found = find_package(name)
    if not found.reason:
        return found.version
    if importlib.util.find_spec("pip") is None:
        raise Missing(
            _(
                "There is no pip beside duiding to install {name} with. "
                "Put it there with: {command} and try again."
            ).format(name=name, command=_pip_command())
        )
    _download(name)
    importlib.invalidate_caches()
    found = find_package(name)
    if found.reason:
        raise Refused(_("{reason}, also after installing it.").format(reason=found.reason))
    return found.version


def _pip_command() -> str:
    """Return how to get pip into the environment of duiding."""
    python = f'"{sys.executable}"'
    if shutil.which("uv"):
        return f"uv pip install --python {python} pip"
    return f"{python} -m ensurepip"


def _download(name: str) -> None:
    """Let spaCy download a pipeline. Raises Refused when that fails."""
    try:
        done = subprocess.run(  # noqa: S603 - spaCy; the name was checked
            [sys.executable, "-P", "-m", "spacy", "download", name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=os.environ | {"PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            check=False,
        )
    except OSError as error:
        raise Refused(
            _("{name} was not installed ({reason}).").format(name=name, reason=error.strerror)
        ) from error
    if done.returncode:
        raise Refused(_why_not(name, done.stdout))


def _why_not(name: str, told: str) -> str:
    """Return in one sentence why a download failed, from what it told."""
    if any(word in told for word in _NO_NETWORK):
        return _(
            "{name} was not installed: the place where spaCy keeps it cannot be reached. "
            "Try again with a network connection; until then nothing changes."
        ).format(name=name)
    if "No compatible package" in told:
        return _("{name} was not installed: there is none for spaCy {spacy}.").format(
            name=name, spacy=spacy_version()
        )
    if "externally-managed-environment" in told or "Permission denied" in told:
        return _(
            "{name} was not installed: the environment of duiding cannot be written. "
            "Install duiding in one of your own, with pipx or uv tool."
        ).format(name=name)
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    reason = lines[-1][:160] if lines else "-"
    return _("{name} was not installed ({reason}).").format(name=name, reason=reason)
