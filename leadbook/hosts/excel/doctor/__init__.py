"""The doctor: what keeps leadbook from working in Excel, and what mends it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.hosts.excel.doctor import (
    addin_checks,
    libreoffice_checks,
    office_checks,
    python_checks,
    settings_checks,
)
from leadbook.hosts.excel.doctor.finding import Finding, warns
from leadbook.language.messages import message
from leadbook.language.reasons import why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.hosts.excel.doctor.finding import Check
    from leadbook.hosts.excel.machine import Machine
    from leadbook.language.messages import Speaker

__all__ = ["CHECKS", "Finding", "as_json", "diagnose"]

CHECKS: dict[str, Check] = {
    "excel": office_checks.excel,
    "store-office": office_checks.store_office,
    "macros": office_checks.macros,
    "signatures": office_checks.signatures,
    "store-python": python_checks.store_python,
    "python-letters": python_checks.letters,
    "python-spaces": python_checks.spaces,
    "python-cloud": python_checks.cloud,
    "pywin32": python_checks.pywin32,
    "bitness": python_checks.bitness,
    "leftovers": python_checks.leftovers,
    "addin": addin_checks.addin,
    "versions": addin_checks.versions,
    "twice": addin_checks.twice,
    "xlwings-addin": addin_checks.other_addin,
    "from-web": addin_checks.from_web,
    "disabled": addin_checks.disabled,
    "script": addin_checks.script,
    "settings": settings_checks.settings,
    "interpreter": settings_checks.interpreter,
    "start": settings_checks.start,
    "strange-settings": settings_checks.strangers,
    "xlwings-settings": settings_checks.own_settings,
    "libreoffice": libreoffice_checks.libreoffice,
    "libreoffice-extension": libreoffice_checks.extension,
}
"""Every check by its name, in the order in which a person reads them."""


def diagnose(machine: Machine) -> tuple[Finding, ...]:
    """Look at everything that is known to go wrong, and change nothing."""
    return tuple(replace(_look(check, machine), check=name) for name, check in CHECKS.items())


def _look(check: Check, machine: Machine) -> Finding:
    """Take a look; a folder that the system keeps closed is a finding of its own."""
    try:
        return check(machine)
    except OSError as error:
        return warns(
            message(
                "{place} may not be looked into ({reason})",
                place=str(error.filename or ""),
                reason=why(error),
            ),
            message(
                "On a Mac: System Settings, Privacy and Security, let the Terminal see the data "
                "of other programs; then run leadbook doctor again"
            ),
        )


def as_json(findings: Sequence[Finding], say: Speaker) -> dict[str, object]:
    """Give findings as plain data, with the number of faults."""
    return {
        "faults": sum(found.state == "fail" for found in findings),
        "findings": [
            {
                "check": found.check,
                "state": found.state,
                "sentence": say(found.sentence),
                "mend": say(found.mend) if found.mend else None,
            }
            for found in findings
        ],
    }
