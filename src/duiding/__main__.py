"""Start of the program: ``duiding`` or ``python -m duiding``."""

from duiding.cli.main import main

if __name__ == "__main__":
    main()
