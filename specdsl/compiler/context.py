"""What every target is given: the policy, the choices of the caller, and what is worked out once for all."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cached_property, partial
from typing import TYPE_CHECKING

from specdsl.compiler.again import frame
from specdsl.compiler.english import Words, names_in
from specdsl.compiler.leak import spec_text_of
from specdsl.compiler.prose import proses_of
from specdsl.compiler.render import environment
from specdsl.compiler.tokens import DEFAULT_ENCODING
from specdsl.compiler.trace import Tracer
from specdsl.error import SpecError
from specdsl.graph.query import Index
from specdsl.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Environment

    from specdsl.compiler.leak import SpecText
    from specdsl.compiler.output import Piece
    from specdsl.compiler.sections import RuleText, View
    from specdsl.diagnostics.model import Diagnostic
    from specdsl.graph.model import Category, Policy, Prose, Style


_TRACED = ("tracer", "told", "explained", "worded", "self_standing")
"""What of a context traced strings are made of: it goes together."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose.

    `runs` is how often a judge is asked (the least of its scores counts), `threshold` the score from which an
    answer is kept; `rationale` puts `because:` into the texts that are there to be reasoned over;
    `chunk_tokens` is what one chunk of a training text may take, as `encoding` counts.
    """

    runs: int = 3
    threshold: int = 4
    rationale: bool = True
    chunk_tokens: int = 2_048
    encoding: str = DEFAULT_ENCODING


class UnknownCategoryError(SpecError):
    """The caller asked for a category that the policy does not have."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """For each active rule what it takes precedence over (`below`) and what it yields to (`above`).

    `place` is where each stands in the policy, from 0.
    """

    below: Mapping[str, tuple[str, ...]]
    above: Mapping[str, tuple[str, ...]]
    place: Mapping[str, int]

    @classmethod
    def of(cls, index: Index) -> Ranks:
        """The ranks of a policy, however many steps apart, in the policy's order."""
        active = [rule.id for rule in index.active_rules]
        place = {name: number for number, name in enumerate(active)}
        above: dict[str, list[str]] = {name: [] for name in active}
        below: dict[str, tuple[str, ...]] = {}
        for name in active:
            beaten = (other for other in index.overrides[name] if other in place and other != name)
            below[name] = tuple(sorted(beaten, key=place.__getitem__))
            for other in below[name]:
                above[other].append(name)
        return cls(below, {name: tuple(rules) for name, rules in above.items()}, place)


def policy_digest(policy: Policy) -> str:
    """A name for exactly this policy; where its statements stand in which file does not count."""
    return hashlib.sha256(repr(policy).encode()).hexdigest()


@dataclass(frozen=True)
class Context:
    """One compilation; see `context_for`.

    `categories` are the identifiers of those to compile, in the policy's order; `templates` the user's own,
    by name, which stand in for ours; `known` an index of the policy that somebody made already.
    """

    policy: Policy
    categories: tuple[str, ...]
    options: Options = Options()
    templates: Mapping[str, str] = field(default_factory=dict)
    known: Index | None = field(default=None, compare=False, repr=False)

    @cached_property
    def digest(self) -> str:
        return policy_digest(self.policy)

    @cached_property
    def tracer(self) -> Tracer:
        return Tracer()

    @cached_property
    def findings(self) -> list[Diagnostic]:
        """What the targets noticed, for the author."""
        return []

    @cached_property
    def environment(self) -> Environment:
        return environment(self.templates)

    @cached_property
    def index(self) -> Index:
        return self.known or Index(self.policy)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of the policy that look like names, and keep their capital inside a sentence."""
        recall = self.index.memory.of
        of_categories = (recall(each, "words", partial(_words, each)) for each in self.policy.categories)
        return names_in([_words(self.policy), *of_categories])

    @cached_property
    def frame(self) -> object:
        return frame(self)

    @cached_property
    def local_styles(self) -> tuple[Style, ...]:
        """The styles of categories, in the policy's order."""
        return tuple(style for style in self.index.styles.values() if style.category is not None)

    @cached_property
    def shared_terms(self) -> frozenset[str]:
        """The terms whose names other terms bear too."""
        names = Counter(term.name for term in self.index.terms.values())
        return frozenset(term.id for term in self.index.terms.values() if names[term.name] > 1)

    @cached_property
    def told(self) -> dict[tuple[int, str, str], tuple[Prose, str]]:
        """Authors' prose as traced strings, by the prose and what it is of; most of it is told many times."""
        return {}

    @cached_property
    def explained(self) -> dict[str, tuple[str, str]]:
        """What a facet asks and what its values mean, as texts explain it: an aside, or else a sentence."""
        return {}

    @cached_property
    def asides(self) -> dict[tuple[str, str], str | None]:
        """What explains a name inside a sentence, by the explanation and the name; many texts need it."""
        return {}

    @cached_property
    def worded(self) -> dict[str, Mapping[str, RuleText]]:
        """The rules as texts about a category word them, by category and by name."""
        return {}

    @cached_property
    def self_standing(self) -> dict[str, RuleText]:
        """The rules as they are worded where nothing stands before them, by name."""
        return {}

    @cached_property
    def pieces(self) -> dict[tuple[object, ...], Piece]:
        """Texts that more than one file holds, kept by what they are of."""
        return {}

    def forget(self, category: str | None) -> None:
        """Let go of what is only kept for further texts about the category; they would be made anew."""
        for key in [key for key in self.pieces if category in key]:
            del self.pieces[key]
        for name in _TRACED:
            vars(self).pop(name, None)

    @cached_property
    def views(self) -> dict[str, View]:
        """What the texts about a category show, by category."""
        return {}

    @cached_property
    def spec_text(self) -> SpecText:
        return spec_text_of(self)

    @cached_property
    def ranks(self) -> Ranks:
        return Ranks.of(self.index)

    @property
    def stamp(self) -> dict[str, str | None]:
        """What every record says of its policy."""
        return {"policy": self.policy.name, "version": self.policy.version, "digest": self.digest}


def _words(place: Policy | Category) -> Words:
    return Words.of(prose.text for prose in proses_of(place))


def context_for(
    policy: Policy,
    categories: Iterable[str] = (),
    options: Options = Options(),  # noqa: B008 - frozen
    templates: Mapping[str, str] | None = None,
    known: Index | None = None,
) -> Context:
    """A context for these categories of the policy; for all of them where none is named."""
    there = [category.id for category in policy.categories]
    wanted = set(categories) or set(there)
    if unknown := sorted(wanted.difference(there)):
        raise UnknownCategoryError(
            f"the policy has no category `{unknown[0]}`; it has: {', '.join(there) or 'none'}"
        )
    chosen = tuple(name for name in there if name in wanted)
    return Context(policy, chosen, options, templates or {}, known)
