"""How long ``duiding --help`` takes, beside Python and the packages that it could have loaded."""

from bench.measure import Row, duiding, python, repeat


def measure(times: int) -> list[Row]:
    ours = repeat(duiding("--help"), times)
    beside = (
        ("pass", "bare Python", ""),
        ("import click", "import click", "≤ 1,3"),
        ("import textual.app", "import textual.app", ""),
        ("import pandas", "import pandas", ""),
    )
    return [
        Row("duiding --help", ours, label, repeat(python(code), times), goal)
        for code, label, goal in beside
    ]
