"""Runs modules of VBA in a running LibreOffice: one order on standard input, as JSON.

    python3 basic_driver.py PIPE

The order has the modules of a new book (name → source) and the calls (a function's name and its
arguments); the answer has what each call gave.
"""

from __future__ import annotations

import json
import sys

from driver import connected, leave, properties

RUN_ALL = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN


def main(pipe: str) -> None:
    order = json.load(sys.stdin)
    desktop = connected(pipe)
    hidden = properties(Hidden=True, MacroExecutionMode=RUN_ALL)
    book = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, hidden)
    book.BasicLibraries.VBACompatibilityMode = True
    library = book.BasicLibraries.getByName("Standard")
    for name, source in order["modules"].items():
        library.insertByName(name, source)
    provider = book.getScriptProvider()
    given = [called(provider, name, arguments) for name, arguments in order["calls"]]
    json.dump(given, sys.stdout)
    book.close(True)
    leave(desktop)


def called(provider, name: str, arguments: list):
    uri = f"vnd.sun.star.script:Standard.{name}?language=Basic&location=document"
    return provider.getScript(uri).invoke(as_tuples(arguments), (), ())[0]


def as_tuples(value):
    return tuple(map(as_tuples, value)) if isinstance(value, list) else value


if __name__ == "__main__":
    main(sys.argv[1])
