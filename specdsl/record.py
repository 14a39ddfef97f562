"""The part of the standard library's dataclasses that specdsl needs, for programs that start often.

`dataclass` here makes the same classes, and type checkers and editors take it for the other. But that one
compiles five functions for each class, and imports `inspect` to do so: for all our classes this takes longer
than reading a policy. Here a function is compiled when it is first called. Whatever asks for the fields of a
dataclass (`dataclasses.fields` and `asdict`, pydantic) finds them. These classes have no subclasses.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from dataclasses import dataclass, field, replace
    from typing import Any, NoReturn, ParamSpec, TypeVar

    P = ParamSpec("P")
    T = TypeVar("T")
    Function = Callable[..., object]

__all__ = ["contents", "dataclass", "field", "is_record", "maker", "replace"]

_MISSING = object()


class _Later:
    """A part of a class that is made when it is first asked for, and then takes this one's place."""

    __slots__ = ("make", "name", "owner")

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner = owner
        self.name = name

    def __get__(self, value: object, kind: type) -> object:
        made = self.make()
        setattr(self.owner, self.name, made)
        bind = getattr(type(made), "__get__", None)  # as Python itself would have bound what is made
        return bind(made, value, kind) if bind else made


class _Field:
    """What is said of a field beside its type."""

    __slots__ = ("compare", "default", "factory", "kw_only", "repr")

    def __init__(self, default: object, factory: object, traits: Mapping[str, bool]) -> None:
        self.default = default
        self.factory = factory
        self.compare = traits.get("compare", True)
        self.repr = traits.get("repr", True)
        self.kw_only = traits.get("kw_only", False)

    def parameter(self, name: str) -> str:
        if self.factory is not _MISSING:
            return f"{name}=MISSING"
        return name if self.default is _MISSING else f"{name}=DEFAULT_{name}"

    def value(self, name: str) -> str:
        return name if self.factory is _MISSING else f"FACTORY_{name}() if {name} is MISSING else {name}"

    def options(self) -> dict[str, Any]:
        """What the standard library's `field` takes."""
        found = {"default": self.default, "default_factory": self.factory}
        traits = {"compare": self.compare, "repr": self.repr, "kw_only": self.kw_only}
        return {name: value for name, value in found.items() if value is not _MISSING} | traits


class _Record:
    """What is known of a class, and its functions, each made when it is first called."""

    __slots__ = ("eq", "fields", "frozen", "kind", "slots")

    def __init__(self, kind: type, *, frozen: bool, slots: bool, eq: bool) -> None:
        members = {name: vars(kind).get(name, _MISSING) for name in kind.__annotations__}
        self.fields = {
            name: said if isinstance(said, _Field) else _Field(said, _MISSING, {})
            for name, said in members.items()
        }
        self.frozen, self.slots, self.eq = frozen, slots, eq
        self.kind = self._again(kind)

    def _again(self, kind: type) -> type:
        """The class once more, with all that a dataclass has: slots cannot be added to one that is made."""
        left_out = {"__dict__", "__weakref__", *self.fields}
        members = {name: member for name, member in vars(kind).items() if name not in left_out}
        made = type(kind.__name__, kind.__bases__, {**self._functions(), **self.layout(), **members})
        made.__qualname__ = kind.__qualname__
        return made

    def layout(self) -> dict[str, object]:
        return {"__slots__": tuple(self.fields)} if self.slots else {}

    def _functions(self) -> dict[str, object]:
        found: dict[str, object] = {
            "__record__": self,
            "__match_args__": tuple(name for name, each in self.fields.items() if not each.kw_only),
            "__init__": _Later(self.init),
            "__repr__": _Later(self.repr),
            "__reduce__": _reduce,
            "__init_subclass__": _no_subclass,
            "__dataclass_fields__": _Later(lambda: self.twin().__dataclass_fields__),
            "__dataclass_params__": _Later(lambda: self.twin().__dataclass_params__),
        }
        if self.eq:
            found |= {"__eq__": _Later(self.equal), "__hash__": _Later(self.hash) if self.frozen else None}
        if self.frozen:
            found |= {"__setattr__": _refuse, "__delattr__": _refuse}
        return found

    def twin(self) -> Any:  # noqa: ANN401 - it has attributes of which type checkers are not told
        """What the standard library makes of the class, for those who ask for its fields."""
        import dataclasses

        fields = {name: dataclasses.field(**each.options()) for name, each in self.fields.items()}
        about = {name: getattr(self.kind, name) for name in ("__annotations__", "__module__")}
        twin = type(self.kind.__name__, (), {**fields, **about})
        return dataclasses.dataclass(init=False, repr=False, eq=self.eq, frozen=self.frozen)(twin)

    # ── Functions ─────────────────────────────────────────────────────────────

    def init(self) -> Function:
        lines = [f"self.{name} = {each.value(name)}" for name, each in self.fields.items()]
        if self.frozen:
            # The class itself refuses. So the value is of another class for a moment, which has the same
            # slots: that takes half as long as to go round the refusal for each field.
            lines = ["BECOME(self, OPEN)", *lines, "self.__class__ = KIND"]
        return self._compiled("__init__", ["self", *self._parameters()], lines, self._values())

    def maker(self) -> Function:
        """A function that makes values in less time than a call of the class."""
        lines = [f"self.{name} = {each.value(name)}" for name, each in self.fields.items()]
        lines = ["self = OPEN()", *lines, "self.__class__ = KIND", "return self"]
        return self._compiled(self.kind.__name__, self._parameters(), lines, self._values())

    def _parameters(self) -> list[str]:
        by_name = [each.parameter(name) for name, each in self.fields.items() if each.kw_only]
        others = [each.parameter(name) for name, each in self.fields.items() if not each.kw_only]
        return [*others, "*", *by_name] if by_name else others

    def _values(self) -> dict[str, object]:
        """What the names in a function that makes values stand for."""
        return {
            **{f"DEFAULT_{name}": each.default for name, each in self.fields.items()},
            **{f"FACTORY_{name}": each.factory for name, each in self.fields.items()},
            "MISSING": _MISSING,
            "BECOME": _become,
            "OPEN": type("Open", (), self.layout()),
            "KIND": self.kind,
        }

    def equal(self) -> Function:
        ours, theirs = self._compared("self"), self._compared("other")
        lines = [
            "if other.__class__ is self.__class__:",
            f" return {ours} == {theirs}",
            "return NotImplemented",
        ]
        return self._compiled("__eq__", ["self", "other"], lines)

    def hash(self) -> Function:
        return self._compiled("__hash__", ["self"], [f"return hash({self._compared('self')})"])

    def repr(self) -> Function:
        shown = ", ".join(f"{name}={{self.{name}!r}}" for name, each in self.fields.items() if each.repr)
        return self._compiled("__repr__", ["self"], [f'return f"{{self.__class__.__qualname__}}({shown})"'])

    def _compared(self, owner: str) -> str:
        return f"({''.join(f'{owner}.{name}, ' for name, each in self.fields.items() if each.compare)})"

    def _compiled(
        self, name: str, parameters: Sequence[str], lines: Sequence[str], values: Mapping[str, object] = {}
    ) -> Function:
        found = dict(values)
        text = f"def {name}({', '.join(parameters)}):\n " + "\n ".join(lines)
        exec(text, found)  # noqa: S102 - of names of fields alone, as the standard library does
        function: Any = found[name]
        function.__qualname__ = f"{self.kind.__qualname__}.{name}"
        return function  # type: ignore[no-any-return]


_become = vars(object)["__class__"].__set__


def maker(kind: Callable[P, T]) -> Callable[P, T]:
    """A function that makes values of one of our classes in less time than a call of the class takes."""
    record: _Record = kind.__record__  # type: ignore[attr-defined]
    return record.maker()  # type: ignore[return-value]


def _refuse(value: object, name: str, *_: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change `{name}` of a {type(value).__name__}")


def _no_subclass(kind: type) -> NoReturn:
    raise TypeError(f"{kind.__name__}: nothing is derived from a class of specdsl's")


def is_record(value: object) -> bool:
    """Whether a value is of one of our classes."""
    return hasattr(value, "__record__")


def contents(value: Any) -> dict[str, object]:  # noqa: ANN401 - of any of our classes
    """What stands in the fields, by name."""
    return {name: getattr(value, name) for name in value.__record__.fields}


def _reduce(value: object) -> tuple[object, ...]:
    """For `pickle` and `copy`."""
    return _restored, (value.__class__, contents(value))


def _restored(kind: type, values: Mapping[str, object]) -> object:
    return kind(**values)


def _dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type], type]:
    return lambda kind: _Record(kind, frozen=frozen, slots=slots, eq=eq).kind


def _field(*, default: object = _MISSING, default_factory: object = _MISSING, **traits: bool) -> object:
    return _Field(default, default_factory, traits)


def _replace(value: object, /, **changes: object) -> object:
    return value.__class__(**{**contents(value), **changes})


if not TYPE_CHECKING:
    dataclass, field, replace = _dataclass, _field, _replace
