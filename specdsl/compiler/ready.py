"""Our own templates as the Python that Jinja makes of them: to load it takes longer than to render a policy.

`python -m specdsl.compiler.ready` writes them to `_ready.py`. Where one was edited since, Jinja compiles it,
as it does the user's, so that an edit works at once. Of Jinja's runtime there is what our templates need.
"""

from __future__ import annotations

import zlib
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, NoReturn, TypeAlias

    Template: TypeAlias = Callable[["Values", "Environment"], Iterator[str]]

_FOLDER = f"{__file__.removesuffix('ready.py')}templates"


@cache
def template(name: str) -> Template | None:
    """A template of ours as it was written down; None for any other, and for one that was edited."""
    from specdsl.compiler._ready import DIGESTS, TEMPLATES

    if name not in TEMPLATES:
        return None
    try:
        with open(f"{_FOLDER}/{name}", encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes a while to load
            text = file.read()
    except OSError:  # a package that is no folder
        return TEMPLATES[name]
    return TEMPLATES[name] if digest(text) == DIGESTS[name] else None


def digest(text: str) -> str:
    """Tells one text from another; it guards against a stale file, not against an enemy."""
    return f"{zlib.crc32(text.encode()):08x}-{len(text)}"


# ── What a template that was written down asks for ────────────────────────────

missing = object()


class Values:
    """What a template is given, and what it sets."""

    eval_ctx = None

    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values
        self.vars: dict[str, object] = {}
        self.exported_vars: set[str] = set()

    def resolve_or_missing(self, name: str) -> object:
        return self.values.get(name, missing)


class Environment:
    """The filters, and how a template looks into its values."""

    concat = "".join
    getattr = staticmethod(getattr)

    def __init__(self, filters: Mapping[str, Callable[..., object]]) -> None:
        self.filters = {"length": len, "join": _joined, **filters}

    @staticmethod
    def getitem(value: Any, key: object) -> object:  # noqa: ANN401 - of any kind
        return value[key]

    @staticmethod
    def undefined(name: str) -> NoReturn:
        raise NameError(f"a template of ours asks for `{name}`, which it does not get")


def _joined(_: None, parts: Iterable[object], mark: str) -> str:
    return mark.join(map(str, parts))


def nothing(_: str) -> str:
    """What an `if` without `else` gives where it does not hold."""
    return ""


def joined(parts: Iterable[object]) -> str:
    return "".join(map(str, parts))


class Loop:
    """Where a loop stands."""

    __slots__ = ("first", "index", "last")

    def __init__(self, index: int, count: int) -> None:
        self.index = index
        self.first = index == 1
        self.last = index == count


def looped(items: Iterable[object], _: object) -> Iterator[tuple[object, Loop]]:
    all_items = [*items]
    return ((item, Loop(index, len(all_items))) for index, item in enumerate(all_items, 1))


# ── Writing, which needs Jinja ────────────────────────────────────────────────


def written() -> str:
    """The text of `_ready.py`."""
    from specdsl.compiler.render import environment

    jinja = environment({})
    assert jinja.loader is not None, "ours has one"
    names = jinja.list_templates()
    texts = {name: jinja.loader.get_source(jinja, name)[0] for name in names}
    functions = [_function(jinja.compile(text, name, name, raw=True), name) for name, text in texts.items()]
    digests = (f"    {name!r}: {digest(text)!r},\n" for name, text in texts.items())
    listed = (f"    {name!r}: {_identifier(name)},\n" for name in names)
    return "".join(
        [_HEAD, "\nDIGESTS = {\n", *digests, "}\n", *functions, "\nTEMPLATES = {\n", *listed, "}\n"]
    )


def _function(code: str, name: str) -> str:
    """Of the module that Jinja writes, the function that renders."""
    _, _, behind = code.partition("\ndef root(context, missing=missing, environment=environment):\n")
    body, end, _ = behind.partition("\nblocks = {}\n")
    assert end, f"{name} has blocks, or Jinja writes otherwise than it did"
    return f"\ndef {_identifier(name)}(context, environment):\n{body}"


def _identifier(name: str) -> str:
    return name.removesuffix(".j2").replace(".", "_").replace("-", "_")


_HEAD = '''\
"""Written by `python -m specdsl.compiler.ready` from `templates/*.j2`; do not edit."""
# ruff: noqa: PGH004
# ruff: noqa
# mypy: ignore-errors
# fmt: off

from specdsl.compiler.ready import joined as str_join, looped as LoopContext, missing, nothing as Undefined
'''


def main() -> None:
    """Write our templates beside this module."""
    target = __file__.replace("ready.py", "_ready.py")
    with open(target, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
        file.write(written())


if __name__ == "__main__":
    main()
