"""Drives a running LibreOffice from the Python that knows `uno`: one order a line, as JSON.

    python3 driver.py PIPE

An order opens a book, calculates everything, and saves it as .xlsx; the answer says how long the
calculation took and what CPU time LibreOffice used for it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path


def main(pipe: str) -> None:
    desktop = connected(pipe)
    answer({"ready": True})
    for line in sys.stdin:
        order = json.loads(line)
        if order.get("end"):
            break
        answer(carried_out(desktop, order))
    leave(desktop)


def answer(facts: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def leave(desktop):
    """End LibreOffice and this program, at once: what is said is said.

    The threads of UNO's bridge still run while Python takes itself apart, and now and then they
    bring it down with a segmentation fault after all the work is done.
    """
    sys.stdout.flush()
    with suppress(Exception):  # the line may break before the answer is through
        desktop.terminate()
    os._exit(0)


def connected(pipe: str):
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    deadline = time.monotonic() + 300
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")


def carried_out(desktop, order: dict[str, object]) -> dict[str, object]:
    book = desktop.loadComponentFromURL(
        Path(order["book"]).as_uri(), "_blank", 0, properties(Hidden=True)
    )
    try:
        costs = [calculated(book, order["process"]) for _ in range(order["times"])]
        kind = properties(FilterName="Calc MS Excel 2007 XML")
        book.storeToURL(Path(order["save"]).as_uri(), kind)
    finally:
        book.close(True)
    return {"wall": min(wall for wall, _ in costs), "cpu": min(cpu for _, cpu in costs)}


def calculated(book, process: int) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), cpu_of(process)
    book.calculateAll()
    return time.perf_counter() - wall, cpu_of(process) - cpu


def cpu_of(group: int) -> float:
    """CPU seconds of all processes of a process group."""
    ticks = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


def properties(**values: object) -> tuple:
    from com.sun.star.beans import PropertyValue

    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


if __name__ == "__main__":
    main(sys.argv[1])
