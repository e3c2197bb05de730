"""The doctor: named checks of a whole study, from the database file to the settings.

Every check is one small function that looks and changes nothing. What it finds is told with
names of sources, codes and places, never with text of a transcript.
"""

from duiding.doctor.checkup import CHECKS, checkup
from duiding.doctor.model import Finding, Level, Patient

__all__ = ["CHECKS", "Finding", "Level", "Patient", "checkup"]
