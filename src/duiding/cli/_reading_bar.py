"""The bar that is shown while the words of new sources are looked up."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from duiding.i18n import _


@contextmanager
def reading_bar() -> Iterator[Callable[[int, int], None] | None]:
    """Give what to call with the number of sources done and of all; None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=0, label=_("Reading"), file=sys.stderr) as bar:

        def one_more(done: int, total: int) -> None:
            bar.length = total
            bar.update(1)

        yield one_more
