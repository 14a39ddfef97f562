"""Safety specifications for language models: read them, check them, compile them, use what was compiled.

    policy = specdsl.load("policies/assistant")
    bundle = specdsl.compile(policy)
    messages = bundle.generation_messages([{"role": "user", "content": "…"}], category="self-harm")

`load` reads a policy's folder; `compile` makes its bundle; `Bundle.open` reads one back. Everything that a
user may do wrong raises a `SpecError`, whose message says what to do. Nothing is imported before it is used.
"""

from specdsl.version import VERSION as __version__  # noqa: N811 - what Python calls it

TYPE_CHECKING = False  # what type checkers take for true; `typing` itself takes long to load
if TYPE_CHECKING:
    from specdsl.api import (
        Bundle,
        Decision,
        Finding,
        Generation,
        Judgement,
        Policy,
        PolicyError,
        SpecError,
        compile,  # noqa: A004 - used as `specdsl.compile`
        load,
    )

__all__ = [
    "Bundle",
    "Decision",
    "Finding",
    "Generation",
    "Judgement",
    "Policy",
    "PolicyError",
    "SpecError",
    "__version__",
    "compile",
    "load",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'specdsl' has no attribute {name!r}")
    from specdsl import api

    value: object = getattr(api, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
