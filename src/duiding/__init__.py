"""duiding: from interview transcript to draft chapter.

The public names are resolved when first used, so that importing the package costs nothing.

    import duiding
    with duiding.open_study("my-study") as study:
        ...
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duiding.study import Study, open_study

__all__ = ["Study", "__version__", "open_study"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in ("Study", "open_study"):
        from duiding import study

        return getattr(study, name)
    raise AttributeError(f"module 'duiding' has no attribute {name!r}")
