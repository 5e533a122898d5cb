// Runs pytest inside Pyodide. usage: node pyodide.mjs WORK TEST...
// WORK holds wheels/ (pure Python), leadbook/ (our wheel) and project/ (the tests); what is compiled lies beside Pyodide.
import fs from "node:fs";
import path from "node:path";
import { loadPyodide } from "pyodide";

const [work, ...tests] = process.argv.slice(2);
const wheels = (folder) => fs.readdirSync(path.join(work, folder)).map((name) => path.join(work, folder, name));
const silent = { messageCallback() {}, errorCallback: console.error };

const python = await loadPyodide({
  env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1", TZ: "UTC" },
});
await python.loadPackage(["micropip", "pandas", "scikit-learn", ...wheels("wheels")], silent);
for (const folder of ["leadbook", "project"]) {
  python.FS.mkdirTree(`/${folder}`);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: path.join(work, folder) }, `/${folder}`);
}
python.globals.set("tests", python.toPy(tests));
const code = await python.runPythonAsync(`
import importlib
import os
import sys
from importlib import metadata
from pathlib import Path

import micropip
from packaging.requirements import Requirement

wheel = next(Path("/leadbook").glob("*.whl"))
assert wheel.name.endswith("-py3-none-any.whl"), wheel.name
await micropip.install(f"emfs:{wheel}")
# micropip keeps silent where a download fails.
for text in metadata.requires("leadbook"):
    requirement = Requirement(text)
    if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
        metadata.version(requirement.name)
importlib.import_module("leadbook.hosts.functions")

import pytest

os.chdir("/project")
int(pytest.main(["-q", "--capture=sys", "-p", "no:cacheprovider", *tests]))
`);
process.exit(code);
