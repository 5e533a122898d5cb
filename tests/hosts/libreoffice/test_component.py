"""The component inside LibreOffice, beside stand-ins for what LibreOffice adds to its Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from leadbook import __version__
from leadbook.hosts.libreoffice.extension import own_site, parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ASK = """\
import json, sys, types
modules = ("uno", "unohelper", "com.sun.star.lang", "org.leadbook.calc")
made = {name: types.ModuleType(name) for name in modules}
sys.modules.update(made)
class Helper:
    def addImplementation(self, *told): pass
made["unohelper"].Base = type("Base", (), {})
made["unohelper"].ImplementationHelper = Helper
made["uno"].fileUrlToSystemPath = lambda url: url
for name in ("XServiceInfo", "XServiceName"):
    setattr(made["com.sun.star.lang"], name, type(name, (), {}))
made["org.leadbook.calc"].XFunctions = type("XFunctions", (), {})
class Context:
    ServiceManager = property(lambda self: self)
    def createInstanceWithContext(self, name, context): return self
    def substituteVariables(self, text, all): return sys.argv[2]
source = open(sys.argv[1], encoding="utf-8").read()
module = types.ModuleType("component")
module.__file__ = sys.argv[1]
exec(compile(source, sys.argv[1], "exec"), module.__dict__)
functions = module.Functions(Context())
asked = (functions.LB_VERSION, functions.LB_LAST_ERROR)
print(json.dumps([repr(function(None)) for function in asked]))
"""


def answers(
    folder: Path, folders: Sequence[Path], change: dict[str, str] | None = None, **variables: str
) -> list[str]:
    """What LB_VERSION() and LB_LAST_ERROR() give, in a Python that has nothing but itself."""
    files = parts(folders)
    record = json.loads(files["leadbook.json"]) | (change or {})
    (folder / "component.py").write_bytes(files["component.py"])
    (folder / "leadbook.json").write_text(json.dumps(record), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-S", "-c", ASK, str(folder / "component.py"), str(folder)],
        cwd=folder,
        env={"LEADBOOK_HOME": str(folder), "LEADBOOK_LANG": "en", **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_call_is_answered_by_the_leadbook_of_the_recorded_folders(tmp_path: Path) -> None:
    assert answers(tmp_path, own_site()) == [f"(('{__version__}',),)", "(('',),)"]


def test_the_environment_overrules_the_recorded_folders(tmp_path: Path) -> None:
    named = os.pathsep.join(map(str, own_site()))
    given = answers(tmp_path, [tmp_path], LEADBOOK_SITE=named)
    assert given[0] == f"(('{__version__}',),)"


def test_without_leadbook_every_function_is_an_error_and_the_last_error_says_why(
    tmp_path: Path,
) -> None:
    version, sentence = answers(tmp_path, [tmp_path])
    assert version == "((nan,),)"
    assert "cannot load leadbook (ModuleNotFoundError: No module named 'leadbook')" in sentence
    log = (tmp_path / "leadbook.log").read_text(encoding="utf-8")
    assert "cannot load leadbook" in log
    assert "Traceback" in log


def test_another_version_of_python_is_named_with_what_mends_it(tmp_path: Path) -> None:
    files = json.loads(parts([tmp_path])["leadbook.json"])
    older = {key: value for key, value in files.items() if key == "other_version"}
    sentence = answers(tmp_path, [tmp_path], older | {"python": "3.9"})[1]
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"LibreOffice runs Python {own}" in sentence
    assert f"install leadbook for Python {own}" in sentence


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_sentence_is_in_the_language_of_the_person(tmp_path: Path, language: str) -> None:
    told = {"not_importable": {"en": "in English", "fa": "به فارسی"}}
    sentence = answers(tmp_path, [tmp_path], told, LEADBOOK_LANG=language)[1]
    assert told["not_importable"][language] in sentence
