"""JSON as rows: a list of objects wherever it lies, or one object a line; nested ones laid flat."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["json_rows"]

_Path = tuple[str, ...]

_THE_LEAD = frozenset({
    "contact", "lead", "person", "customer", "client", "data", "attributes", "properties",
    "fields", "values", "answers", "form",
})  # fmt: skip
"""Objects that are the lead itself: what they hold needs no further word in its header."""


def json_rows(text: str) -> list[list[object]] | None:
    """Give the objects of a text as rows under a row of headers; ``None`` where it is no such list.

    What is nested goes by all its keys, so that the owner's e-mail is not the lead's; what stands
    in an object that is the lead itself, by its own. A list in an object is its JSON.

    Raises:
        ValueError: It is no JSON.

    >>> json_rows('{"data": [{"contact": {"name": "Ann"}, "owner": {"name": "Bob"}}]}')
    [['name', 'owner name'], ['Ann', 'Bob']]
    """
    objects = _objects(_parsed(text))
    if objects is None:
        return None
    flat = [dict(_leaves(each, ())) for each in objects]
    paths = list(dict.fromkeys(path for each in flat for path in each))
    rows = ([each.get(path) for path in paths] for each in flat)
    return [list(_headers(paths)), *rows] if paths else []


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except ValueError:
        lines = [line for line in text.split("\n") if line.strip()]
        # One object a line is what many programs write by the name of JSON.
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            raise
        return [json.loads(line) for line in lines]


def _objects(data: object) -> Sequence[dict[str, object]] | None:
    """The one list of objects; ``None`` where there is none, or more than one."""
    lists = list(_lists(data))
    of_objects = [found for each in lists if (found := _all_objects(each))]
    if len(of_objects) == 1:
        return of_objects[0]
    return [] if lists == [[]] else None


def _all_objects(data: list[object]) -> list[dict[str, object]]:
    found = [each for each in data if isinstance(each, dict)]
    return found if len(found) == len(data) else []


def _lists(data: object) -> Iterator[list[object]]:
    if isinstance(data, list):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _lists(value)


def _leaves(data: Mapping[str, object], path: _Path) -> Iterator[tuple[_Path, object]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, key))
        elif isinstance(value, list):
            yield (*path, key), json.dumps(value, ensure_ascii=False)
        else:
            yield (*path, key), value


def _headers(paths: list[_Path]) -> Iterator[str]:
    """The shortest header of each path that no other has."""
    taken = {path[0] for path in paths if len(path) == 1}
    for path in paths:
        outer = [key for key in path[:-1] if header_key(key) not in _THE_LEAD]
        short = " ".join([*outer, path[-1]])
        yield short if len(path) == 1 or short not in taken else " ".join(path)
        taken.add(short)
