"""Start of the program: ``duiding`` or ``python -m duiding``."""

import gc


def main() -> None:
    """Load the command line and run it."""
    gc.disable()  # nothing made while loading is garbage; looking for it takes a tenth of the start
    from duiding.cli.main import main as start

    start()


if __name__ == "__main__":
    main()
