"""Run VBA of a workbook in a running LibreOffice; print its modules and what calls give.

A program for the Python that LibreOffice brings along: run_macros.py PIPE BOOK EXPRESSION...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from driver import connected, leave, properties

ALWAYS_EXECUTE = 4


def run(desktop, book, expressions):
    hidden = properties(Hidden=True, MacroExecutionMode=ALWAYS_EXECUTE)
    document = desktop.loadComponentFromURL(book.as_uri(), "_blank", 0, hidden)
    libraries = document.BasicLibraries
    modules = {name: libraries.getByName(name).ElementNames for name in libraries.ElementNames}
    probes = (
        f"Function Probe{number}()\nProbe{number} = {expression}\nEnd Function\n"
        for number, expression in enumerate(expressions)
    )
    libraries.getByName("Standard").insertByName(
        "Probes", "Option VBASupport 1\n" + "".join(probes)
    )
    provider = document.getScriptProvider()
    address = "vnd.sun.star.script:Standard.Probes.Probe{}?language=Basic&location=document"
    scripts = [provider.getScript(address.format(n)) for n in range(len(expressions))]
    results = [script.invoke((), (), ())[0] for script in scripts]
    document.close(True)
    return {"modules": modules, "results": results}


def main(pipe, book, expressions):
    desktop = connected(pipe)
    sys.stdout.write(json.dumps(run(desktop, book, expressions)))
    leave(desktop)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
