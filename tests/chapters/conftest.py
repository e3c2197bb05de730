"""A small study with figures and codings, for drafts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from duiding.indicators import import_areas, import_indicators, link_indicator, list_indicators
from duiding.settings import ReportSettings
from duiding.study import Study
from tests import study_kit as kit

AREAS = """\
name,variants,level,parent,cbs_code,note
Nederland,,land,,NL00,
Limburg,Provincie Limburg,provincie,Nederland,PV31,
Parkstad Limburg,Parkstad,regio,Limburg,,
Heerlen,,gemeente,Parkstad Limburg,GM0917,
Kerkrade,,gemeente,Parkstad Limburg,GM0928,
Zeswegen,,buurt,Heerlen,BU1,
"""
HEADER = (
    "theme,indicator,unit,direction,year,source,area,area_level,value,value_max,qualifier,"
    "value_text,note\n"
)
BENEFIT = """\
armoede,Uitkeringen,%,hoger = slechter,2019,CBS,Heerlen,gemeente,23.4,,=,"23,4%",meest negatief
armoede,Uitkeringen,%,hoger = slechter,2019,CBS,Limburg,provincie,15.4,,=,"15,4%",
armoede,Uitkeringen,%,hoger = slechter,2019,CBS,Parkstad,regio,20,,=,20%,
armoede,Uitkeringen,%,hoger = slechter,2019,CBS,Nederland,land,12.4,,=,"12,4%",
"""

Figures = Callable[[str], None]


@pytest.fixture
def parkstad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """A study of Parkstad Limburg with the small codebook and the areas, without figures."""
    folder = tmp_path / "parkstad"
    monkeypatch.setenv("DUIDING_STUDY", str(folder))
    report = ReportSettings(region="Parkstad Limburg", compare_with=("Limburg", "Nederland"))
    with kit.new_study(folder, report=report) as study:
        path = tmp_path / "areas.csv"
        path.write_text(AREAS, encoding="utf-8")
        kit.codebook(study)
        import_areas(study.database, path, coder_id=None)
        yield study


@pytest.fixture
def figures(parkstad: Study, tmp_path: Path) -> Figures:
    """Import rows of values, given without the header."""

    def take_in(rows: str) -> None:
        path = tmp_path / "tabel.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        import_indicators(parkstad.database, path, coder_id=None)

    return take_in


def link(study: Study, code: str, indicator: str) -> None:
    """Link a code to an indicator by name."""
    found = [i for i in list_indicators(study.database) if i.name == indicator]
    link_indicator(
        study.database,
        code_id=kit.code(study, code).id,
        indicator_id=found[0].id,
        coder_id=study.coder_id(),
    )
