"""Defects of the program itself, kept so that they can be reported without any text of a study.

Of an exception only its kind and its places are taken: files of the program, line numbers and
functions. Its message and the values of variables can hold what respondents said, and are left.
Nothing is written anywhere.
"""

import platform
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePath

from duiding import __version__
from duiding.i18n import _, ngettext

MOST_DEFECTS = 20
"""So many different ones are kept."""
MOST_PLACES = 24
"""So many places are kept of one, the innermost."""
MOST_CAUSES = 4


@dataclass(frozen=True, slots=True)
class Defect:
    """What is known of one defect: lines, each a kind of error or a place in the program."""

    lines: tuple[str, ...]


class Defects:
    """The defects since the program was started."""

    def __init__(self) -> None:
        self._counts: dict[Defect, int] = {}

    def __len__(self) -> int:
        return len(self._counts)

    def note(self, error: BaseException) -> bool:
        """Keep what may be kept of an error; return whether it is another than those before."""
        defect = defect_of(error)
        is_new = defect not in self._counts and len(self) < MOST_DEFECTS
        if is_new or defect in self._counts:
            self._counts[defect] = self._counts.get(defect, 0) + 1
        return is_new

    def lines(self) -> list[str]:
        """Return the report, the last defect first; nothing when all went well."""
        if not self._counts:
            return []
        found = [_versions()]
        for defect, count in reversed(self._counts.items()):
            found += ["", *defect.lines]
            if count > 1:
                found.append(
                    ngettext("({count} time)", "({count} times)", count).format(count=count)
                )
        return found


def defect_of(error: BaseException) -> Defect:
    """Return the kinds and places of an error and of what led to it, the error itself last."""
    lines: list[str] = []
    for one in reversed(list(_chain(error))):
        frames = [
            f"  {_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(one.__traceback__)
        ]
        lines += [_kind(one), *frames[-MOST_PLACES:]]
    return Defect(tuple(lines))


def _chain(error: BaseException) -> Iterator[BaseException]:
    here: BaseException | None = error
    for _turn in range(MOST_CAUSES):
        if here is None:
            return
        yield here
        here = here.__cause__ or (None if here.__suppress_context__ else here.__context__)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _short(name: str) -> str:
    """Return a file of a package from its package on, of any other only the name."""
    parts = PurePath(name).parts
    for folder in ("site-packages", "src"):
        if folder in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(folder) :])
    return parts[-1] if parts else "?"


def _versions() -> str:
    return _("duiding {version}, Python {python}, Textual {textual}, {system}").format(
        version=__version__,
        python=platform.python_version(),
        textual=version("textual"),
        system=platform.system(),
    )
