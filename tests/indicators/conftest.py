"""Small tables and lists of areas for the tests of indicators."""

from collections.abc import Callable
from pathlib import Path

import pytest

HEADER = (
    "theme,indicator,unit,direction,year,source,area,area_level,value,value_max,qualifier,"
    "value_text\n"
)
AREAS = """\
name,variants,level,parent,cbs_code,note
Nederland,,land,,NL00,
Limburg,Provincie Limburg,provincie,Nederland,PV31,
Parkstad Limburg,Parkstad,regio,Limburg,geen CBS-code,
Heerlen,,gemeente,Parkstad Limburg,GM0917,
Kerkrade,,gemeente,Parkstad Limburg,GM0928,
Maastricht,,gemeente,Limburg,GM0935,
"""


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write a table of values from its rows (without header) and return its path."""

    def write(rows: str, *, header: str = HEADER, name: str = "tabel.csv") -> Path:
        path = tmp_path / name
        path.write_text(header + rows, encoding="utf-8")
        return path

    return write


@pytest.fixture
def areas_file(tmp_path: Path) -> Path:
    """The list of areas above."""
    path = tmp_path / "areas.csv"
    path.write_text(AREAS, encoding="utf-8")
    return path
