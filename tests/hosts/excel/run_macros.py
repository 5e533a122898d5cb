"""Run VBA of a workbook in a LibreOffice of its own; print its modules and what calls give.

A program for the Python that LibreOffice brings along: run_macros.py PROFILE BOOK EXPRESSION...
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

ALWAYS_EXECUTE = 4
WAIT = 60


def connected(pipe):
    local = uno.getComponentContext()
    service = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(service, local)
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        with contextlib.suppress(NoConnectException):
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def run(desktop, book, expressions):
    settings = {"Hidden": True, "MacroExecutionMode": ALWAYS_EXECUTE}
    properties = tuple(PropertyValue(name, 0, value, 0) for name, value in settings.items())
    document = desktop.loadComponentFromURL(book.as_uri(), "_blank", 0, properties)
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


def main(profile, book, expressions):
    pipe = f"leadbook-{profile.name}"
    command = ["soffice", "--headless", "--norestore", "--nologo", "--nodefault"]
    command += [f"--accept=pipe,name={pipe};urp;", f"-env:UserInstallation={profile.as_uri()}"]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        context = connected(pipe)
        service = "com.sun.star.frame.Desktop"
        desktop = context.ServiceManager.createInstanceWithContext(service, context)
        sys.stdout.write(json.dumps(run(desktop, book, expressions)))
        with contextlib.suppress(DisposedException):
            desktop.terminate()
        office.wait(WAIT)
    finally:
        office.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
