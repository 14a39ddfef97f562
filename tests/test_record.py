"""Our dataclasses are those of the standard library, only made later."""

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from specdsl import record


def _classes(library: Any) -> tuple[type, ...]:
    """The same classes, made by one library or by the other."""

    @library.dataclass(frozen=True, slots=True)
    class Node:
        name: str
        rank: int = 3
        tags: tuple[str, ...] = library.field(default_factory=tuple)
        kind: str = library.field(default="node", kw_only=True, repr=False)
        place: int = library.field(default=0, compare=False, repr=False)

    @library.dataclass(slots=True, eq=False)
    class Open:
        name: str
        rest: list[str] = library.field(default_factory=list)

    @library.dataclass(frozen=True)
    class Loose:
        name: str

        @property
        def loud(self) -> str:
            return self.name.upper()

    return Node, Open, Loose


OURS, THEIRS = _classes(record), _classes(dataclasses)
PAIRS = pytest.mark.parametrize(("ours", "theirs"), list(zip(OURS, THEIRS, strict=True)))

texts = st.text(max_size=2)
nodes = st.fixed_dictionaries(
    {"name": texts},
    optional={
        "rank": st.integers(0, 2),
        "tags": st.tuples(texts),
        "kind": texts,
        "place": st.integers(0, 2),
    },
)


@given(nodes, nodes)
def test_values_compare_hash_and_show_as_theirs(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Equality, hash and text are those of the standard library's classes, whatever is given or left out."""
    ours, theirs = (tuple(kind(**each) for each in (one, other)) for kind in (OURS[0], THEIRS[0]))
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert [hash(each) for each in ours] == [hash(each) for each in theirs]
    assert [repr(each) for each in ours] == [repr(each) for each in theirs]


@given(nodes, nodes)
def test_replace_keeps_what_is_not_named(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Both `replace` functions change the fields that they are given, and no other."""
    expected = dataclasses.asdict(dataclasses.replace(THEIRS[0](**one), **other))
    assert dataclasses.asdict(record.replace(OURS[0](**one), **other)) == expected
    assert dataclasses.asdict(dataclasses.replace(OURS[0](**one), **other)) == expected


@given(nodes)
def test_maker_makes_what_the_class_makes(one: dict[str, Any]) -> None:
    """The faster way to a value leads to the same value, as frozen."""
    value = record.maker(OURS[0])(**one)
    assert value == OURS[0](**one)
    assert dataclasses.asdict(value) == dataclasses.asdict(OURS[0](**one))
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.name = "b"


@PAIRS
def test_shape_of_the_class_is_theirs(ours: Any, theirs: Any) -> None:
    """Slots, patterns, names, parameters and fields are those of the standard library's class."""
    for name in ("__match_args__", "__qualname__", "__module__", "__slots__"):
        assert getattr(ours, name, None) == getattr(theirs, name, None)
    parameters = [
        [
            (each.name, each.kind, each.default is each.empty)
            for each in inspect.signature(kind).parameters.values()
        ]
        for kind in (ours, theirs)
    ]
    assert parameters[0] == parameters[1]
    fields = [
        [(each.name, each.type, each.compare, each.repr, each.kw_only) for each in dataclasses.fields(kind)]
        for kind in (ours, theirs)
    ]
    assert fields[0] == fields[1]


def test_what_a_factory_makes_is_nobody_elses() -> None:
    """Each value has a list of its own."""
    one, other = OURS[1]("a"), OURS[1]("b")
    one.rest.append("x")
    assert (one.rest, other.rest) == (["x"], [])


@pytest.mark.parametrize("kind", [OURS[0], OURS[2]])
def test_frozen_values_stay_as_they_are(kind: Any) -> None:
    """A field of a frozen value is neither set nor deleted."""
    value = kind("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.name
    assert value.name == "a"


def test_values_without_equality_are_themselves() -> None:
    """Where equality was not asked for, two values with the same content differ."""
    assert OURS[1]("a") != OURS[1]("a")


def test_contents_are_what_stands_in_the_fields() -> None:
    """A value of ours is known from others, and its contents are by name what the standard library finds."""
    assert record.contents(OURS[0]("a")) == dataclasses.asdict(OURS[0]("a"))
    assert [record.is_record(kind("a")) for kind in (*OURS, *THEIRS)] == [True] * 3 + [False] * 3


def test_other_classes_are_never_equal() -> None:
    """Values of two classes differ, whatever they hold."""
    assert OURS[0]("a") != THEIRS[0]("a")


def test_members_of_the_class_stay() -> None:
    """What else a class defines is there."""
    assert OURS[2]("a").loud == "A"


def test_copies_are_equal() -> None:
    """Copying works, though setting does not."""
    value = OURS[0]("a", tags=("x",), kind="k")
    assert copy.copy(value) == copy.deepcopy(value) == value


def test_values_go_through_pickle() -> None:
    """A value that was pickled comes back."""
    from specdsl.diagnostics import Fix

    value = Fix("do it", ())
    assert pickle.loads(pickle.dumps(value)) == value


def test_pydantic_reads_and_writes_them() -> None:
    """Pydantic takes the classes for dataclasses."""
    adapter = TypeAdapter(OURS[0])
    assert adapter.validate_python({"name": "a", "tags": ["x"]}) == OURS[0]("a", tags=("x",))
    assert adapter.dump_python(OURS[0]("a")) == dataclasses.asdict(THEIRS[0]("a"))


def test_missing_arguments_are_refused() -> None:
    """A value without what it needs is not made."""
    with pytest.raises(TypeError, match=r"Node.__init__\(\) missing 1 required positional argument: 'name'"):
        OURS[0]()


def test_nothing_is_derived() -> None:
    """A derived class would lose its values' class, so there is none."""
    with pytest.raises(TypeError, match="nothing is derived"):
        type("Derived", (OURS[0],), {})


def test_standard_library_is_not_loaded() -> None:
    """Making classes and values of them loads neither `dataclasses` nor `inspect`."""
    code = (
        "import sys\nfrom specdsl.record import dataclass\n"
        "@dataclass(frozen=True, slots=True)\nclass A:\n a: int\n"
        "A(1) == A(2), hash(A(1)), repr(A(1))\n"
        "assert not {'dataclasses', 'inspect'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
