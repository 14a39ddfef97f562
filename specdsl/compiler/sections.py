"""The parts of a spec text as strings, ready for a template: rules, styles, terms, categories.

Everything here is precomputed and traced, so that the templates only arrange it. A part that explains words
at their first use takes the `Wording` of the text in which it will stand: a fresh one makes it self-standing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from specdsl.compiler.english import capitalise, decapitalise, series, unstopped
from specdsl.compiler.output import Origin
from specdsl.compiler.prose import author, author_prose, name_of, rule_proses
from specdsl.compiler.trace import bare
from specdsl.compiler.words import Wording, closed, in_words
from specdsl.graph.model import And, InCategory
from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from specdsl.compiler.context import Context
    from specdsl.graph.model import Category, Condition, Directive, Prose, Rule, Style, Term

# ── What is in view ───────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class View:
    """What a text about one category shows in full, and in which order.

    `rules` are the category's own; `inherited` those of the categories that it is within, nearest first;
    `foreign` those of other categories that take precedence over any of these.
    """

    category: Category
    rules: tuple[Rule, ...]
    inherited: tuple[tuple[Category, tuple[Rule, ...]], ...]
    foreign: tuple[Rule, ...]
    styles: tuple[Style, ...]
    terms: tuple[Term, ...]

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        above = (rule for _, rules in self.inherited for rule in rules)
        return (*self.rules, *above, *self.foreign)


def view_of(context: Context, category: str) -> View:
    """What a text about the category must show for a reader to decide by it."""
    if category not in context.views:
        context.views[category] = _view_of(context, category)
    return context.views[category]


def _view_of(context: Context, category: str) -> View:
    index = context.index
    own, *above = (index.categories[each] for each in index.ancestors[category])
    inherited = tuple((each, active_rules(context, each)) for each in above)
    ours = (*active_rules(context, own), *(rule for _, rules in inherited for rule in rules))
    foreign = _foreign(context, ours)
    rules = (*ours, *foreign)
    return View(
        own,
        active_rules(context, own),
        inherited,
        foreign,
        _styles(context, own, rules),
        _terms(context, (own, *above), rules),
    )


def active_rules(context: Context, category: Category) -> tuple[Rule, ...]:
    """The category's rules that decide, most permissive verdict first, else in their own order."""
    active = [rule for rule in category.rules if rule.status == "active"]
    return tuple(sorted(active, key=lambda rule: context.index.rank(rule.verdict)))


def _foreign(context: Context, ours: Sequence[Rule]) -> tuple[Rule, ...]:
    known = {rule.id for rule in ours}
    above = {each for rule in ours for each in context.ranks.above[rule.id]} - known
    return tuple(context.index.rules[each] for each in sorted(above, key=context.ranks.place.__getitem__))


def _styles(context: Context, own: Category, rules: Sequence[Rule]) -> tuple[Style, ...]:
    """The styles of the category and those that a rule in view follows, without the policy-wide ones."""
    followed = {style.id for rule in rules for style in context.index.followed_styles(rule)}
    return tuple(style for style in context.local_styles if style.category == own.id or style.id in followed)


def _terms(context: Context, places: Sequence[Category], rules: Sequence[Rule]) -> tuple[Term, ...]:
    """The terms of the category and those above it, then whatever other terms the text uses."""
    chosen = {term.id: term for place in places for term in place.terms}
    texts = [prose for rule in rules for prose in rule_proses(rule)]
    texts += [place.summary for place in places if place.summary]
    texts += [term.definition for term in chosen.values()]
    while texts and context.index.terms:
        found = [term for term in _used(context, texts) if term.id not in chosen]
        chosen |= {term.id: term for term in found}
        texts = [term.definition for term in found]
    return tuple(chosen.values())


def _used(context: Context, texts: Iterable[Prose]) -> Iterator[Term]:
    """The terms that the texts link to, and the policy-wide ones that they mention."""
    together = list(texts)
    linked = {link.target for prose in together for link in prose.links if link.kind == "term"}
    mentioned = " ".join(prose.text for prose in together).casefold()
    for term in context.index.terms.values():
        shared = term.category is None and re.search(rf"\b{re.escape(in_words(term.name))}", mentioned)
        if term.id in linked or shared:
            yield term


# ── Rules ─────────────────────────────────────────────────────────────────────


class RuleText(NamedTuple):
    """A rule in words; every field is a traced string, empty where the rule says nothing of the kind.

    A tuple, so that a template can take it apart at once, which is far quicker than to ask for each field.
    """

    id: str
    title: str
    verdict: str
    decision: str
    exceptions: tuple[str, ...]
    ranks: tuple[str, ...]
    level: str
    text: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    styles: str
    because: str

    @property
    def listed(self) -> bool:
        """Whether one of the sentences is a list, so that each needs a paragraph of its own."""
        return any("\n" in sentence for sentence in (self.decision, *self.exceptions, *self.ranks))


def rule_text(
    context: Context, rule: Rule, wording: Wording, *, among: Collection[str] | None = None
) -> RuleText:
    """The rule in words.

    `among` is given for a rule that stands in the text of another category, and names the rules there: it
    then says of which category it is, names its ranks among those alone, and leaves out cases and reasons.
    """
    own = among is None
    return RuleText(
        id=rule.id,
        title=_own(context, rule, "title", rule.title),
        verdict=rule.verdict,
        decision=decision(context, rule, wording, foreign=not own),
        exceptions=tuple(exceptions(context, rule, wording)),
        ranks=tuple(ranks(context, rule, among)),
        level=level(context, rule, wording),
        text=_prose(context, rule, "text", rule.text),
        includes=tuple(_items(context, rule, "includes")) if own else (),
        excludes=tuple(_items(context, rule, "excludes")) if own else (),
        styles=followed(context, rule),
        because=_prose(context, rule, "because", rule.because) if own and wording.rationale else "",
    )


def _items(context: Context, rule: Rule, kind: Literal["includes", "excludes"]) -> Iterator[str]:
    items = rule.includes if kind == "includes" else rule.excludes
    return (_prose(context, rule, f"{kind}:{number}", item) for number, item in enumerate(items))


def _own(context: Context, rule: Rule, part: str, text: str) -> str:
    return author(context, text, rule.id, part, rule.name_span)


def _prose(context: Context, rule: Rule, part: str, prose: Prose | None) -> str:
    return author_prose(context, prose, rule.id, part) if prose else ""


def applicability(rule: Rule, *, foreign: bool = False) -> Condition:
    """When the rule applies, its exceptions apart; outside its category the category is a part of that."""
    here = InCategory(rule.category)
    if rule.when is None:
        return here
    return And((here, rule.when)) if foreign else rule.when


def decision(context: Context, rule: Rule, wording: Wording, *, foreign: bool = False) -> str:
    """The verdict and its condition as a sentence: "Refuse when the detail is actionable."."""
    when = applicability(rule, foreign=foreign)
    lead = f"{capitalise(rule.verdict)} {'when' if rule.when or foreign else 'whenever'}"
    origin = Origin(rule.id, "verdict", rule.decision_span)
    return context.tracer.wrap(wording.sentence(lead, when), origin)


def exceptions(context: Context, rule: Rule, wording: Wording) -> Iterator[str]:
    """Each exception as a sentence: "This does not apply when …"."""
    for number, condition in enumerate(rule.unless):
        lead = "Nor does it apply when" if number else "This does not apply when"
        origin = Origin(rule.id, f"unless:{number}", condition.span)
        yield context.tracer.wrap(wording.sentence(lead, condition), origin)


MOST_IN_A_SENTENCE = 4
"""More names than this become a list."""


def ranks(context: Context, rule: Rule, among: Collection[str] | None = None) -> Iterator[str]:
    """What the rule takes precedence over and what it yields to, of these rules or of all."""
    spans = dict(zip(rule.overrides, rule.override_spans, strict=False))
    below = [
        context.tracer.wrap(
            name_of(each), Origin(rule.id, f"overrides:{each.id}", spans.get(each.id, rule.span))
        )
        for each in _rules(context, context.ranks.below[rule.id], among)
    ]
    above = [
        context.tracer.wrap(name_of(each), Origin(rule.id, f"yields:{each.id}", each.span))
        for each in _rules(context, context.ranks.above[rule.id], among)
    ]
    if below:
        yield _listed("This takes precedence over", below)
    if above:
        yield _listed("This yields to", above)


def _listed(lead: str, names: Sequence[str]) -> str:
    if len(names) <= MOST_IN_A_SENTENCE:
        return f"{lead} {series(names)}."
    return f"{lead}:\n\n" + "\n".join(f"- {name}" for name in names)


def _rules(context: Context, names: Iterable[str], among: Collection[str] | None = None) -> list[Rule]:
    return [context.index.rules[name] for name in names if among is None or name in among]


def level(context: Context, rule: Rule, wording: Wording) -> str:
    """That the rule stands below the highest level; at its first use in a text, what follows from that."""
    place = context.index.level_of(rule)
    if place == 0:
        return ""
    own, *higher = reversed(context.policy.authority[: place + 1])
    where = rule if rule.authority else context.index.category_of(rule)
    sentence = f"Its authority is only *{own}*"
    if wording.first(f"authority {own}"):
        sentence += f": where a rule of higher authority ({series(higher[::-1], 'or')}) applies as well "
        sentence += "and decides otherwise, follow that one"
    return context.tracer.wrap(
        f"{sentence}{_save(context, rule)}.", Origin(where.id, "authority", where.span)
    )


def _save(context: Context, rule: Rule) -> str:
    """What the rule takes precedence over although its authority is lower."""
    own = context.index.level_of(rule)
    below = _rules(context, context.ranks.below.get(rule.id, ()))  # a draft has no rank yet
    higher = any(context.index.level_of(other) < own for other in below)
    return ", save those that it takes precedence over" if higher else ""


def followed(context: Context, rule: Rule) -> str:
    """The styles in which the rule's verdict is given."""
    styles = context.index.followed_styles(rule)
    if not styles:
        return ""
    if rule.follow:
        origin = Origin(rule.id, "follow", rule.span)
    elif (category := context.index.category_of(rule)).follow:
        origin = Origin(category.id, "follow", category.span)
    else:
        origin = Origin(context.policy.name, "follow", context.policy.span)
    word = "style" if len(styles) == 1 else "styles"
    return context.tracer.wrap(f"Follow the {word} {series([name_of(style) for style in styles])}.", origin)


# ── Styles ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class StyleText:
    """A style in words; every field is a traced string."""

    id: str
    title: str
    use: str
    directives: tuple[str, ...]
    text: str


def style_text(context: Context, style: Style) -> StyleText:
    """The style in words."""
    return StyleText(
        id=style.id,
        title=author(context, style.title, style.id, "title", style.span),
        use=_use(context, style),
        directives=tuple(directive_texts(context, style)),
        text=author_prose(context, style.text, style.id, "text") if style.text else "",
    )


def _use(context: Context, style: Style) -> str:
    verdicts = series([f"*{verdict}*" for verdict in style.verdicts], "or")
    usual = ", unless another style is named for it" if style.id in context.policy.follow else ""
    text = f"For an answer whose verdict is {verdicts}{usual}."
    return context.tracer.wrap(text, Origin(style.id, "verdicts", style.span))


def directive_texts(context: Context, style: Style) -> Iterator[str]:
    """What the style demands, a sentence for each strength: "It must not include blame, nor a lecture."."""
    groups: dict[str, list[str]] = {}
    for number, directive in enumerate(style.directives):
        origin = Origin(style.id, f"directive:{number}", directive.span)
        element = context.tracer.wrap(element_text(context, directive), origin)
        groups.setdefault(_demand(directive), []).append(element)
    for number, (demand, elements) in enumerate(groups.items()):
        yield f"{'It' if number else 'The answer'} {demand} {_elements(demand, elements)}."


def _demand(directive: Directive) -> str:
    match directive.modality, directive.negated:
        case "may", True:
            return "may leave out"
        case modality, negated:
            return f"{modality} not include" if negated else f"{modality} include"


def _elements(demand: str, elements: Sequence[str]) -> str:
    """The elements as a list; some of them may be lists themselves."""
    if " not " in demand:
        return ", nor ".join(elements)
    return ", as well as ".join(elements) if any("," in bare(each) for each in elements) else series(elements)


def element_text(context: Context, directive: Directive) -> str:
    """What the element is, as it stands inside a sentence."""
    element = context.index.elements[directive.element]
    text = decapitalise(unstopped(element.description), context.names)
    return author(context, text, element.id, "description", element.span)


# ── Terms ─────────────────────────────────────────────────────────────────────


def term_text(context: Context, term: Term, among: Iterable[Term] = ()) -> str:
    """**method**: what it means; with its category, where another term before it bears the same name."""
    name = author(context, in_words(term.name), term.id, "name", term.span)
    same = next((other for other in among if other.name == term.name), term)
    sense = "" if same.id == term.id else f" ({_of(context, term)})"
    return f"**{name}**{sense}: {author_prose(context, term.definition, term.id, 'definition')}"


def _of(context: Context, term: Term) -> str:
    return (
        f"in *{context.index.categories[term.category].title}*"
        if term.category
        else "elsewhere in this policy"
    )


# ── Categories and the policy ─────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class CategoryText:
    """A category's head in words."""

    id: str
    title: str
    summary: str
    relations: tuple[str, ...]
    otherwise: str


def category_text(context: Context, category: Category) -> CategoryText:
    """The category's head: title, summary, what it is a part of, and its default."""
    return CategoryText(
        id=category.id,
        title=author(context, category.title, category.id, "title", category.name_span),
        summary=author_prose(context, category.summary, category.id, "summary") if category.summary else "",
        relations=tuple(_relations(context, category)),
        otherwise=_otherwise(context, category),
    )


def _relations(context: Context, category: Category) -> Iterator[str]:
    places = context.index.categories
    if category.within:
        parents = series([name_of(places[each]) for each in category.within])
        text = f"This is a part of {parents}: what is said there holds here as well."
        yield context.tracer.wrap(text, Origin(category.id, "within", category.span))
    if category.disjoint_from:
        others = series([name_of(places[each]) for each in category.disjoint_from], "or")
        text = f"A request that falls under this category never falls under {others}."
        yield context.tracer.wrap(text, Origin(category.id, "disjoint", category.span))


def _otherwise(context: Context, category: Category) -> str:
    if not category.otherwise:
        return ""
    text = f"Where no rule of this category applies, the verdict is *{category.otherwise}*."
    return context.tracer.wrap(text, Origin(category.id, "otherwise", category.span))


@dataclass(frozen=True, slots=True)
class PolicyText:
    """What stands before any category, in words; every field but `ranked` is a traced string."""

    title: str
    summary: str
    question: str
    meanings: tuple[str, ...]
    ranked: bool
    levels: str
    otherwise: str
    outside: str
    helpfulness: str


def policy_text(context: Context) -> PolicyText:
    """The policy's head in words."""
    policy = context.policy
    return PolicyText(
        title=author(context, policy.title, policy.name, "title", policy.span),
        summary=author_prose(context, policy.summary, policy.name, "summary") if policy.summary else "",
        question=_question(context),
        meanings=tuple(meanings(context)),
        ranked=any(context.ranks.below.values()),
        levels=_levels(context),
        otherwise=_default(context),
        outside=_outside(context),
        helpfulness=author_prose(context, policy.helpfulness, policy.name, "helpfulness")
        if policy.helpfulness
        else "",
    )


def _question(context: Context) -> str:
    policy = context.policy
    question = policy.ladder_question
    return author(context, closed(question), policy.name, "verdicts", policy.span) if question else ""


def meanings(context: Context) -> Iterator[str]:
    """**refuse**: what it means; for each verdict of the ladder."""
    policy = context.policy
    for verdict in policy.ladder:
        meaning = author_prose(context, verdict.meaning, policy.name, f"verdict:{verdict.name}")
        yield f"**{verdict.name}**: {meaning}"


def _levels(context: Context) -> str:
    """How authority runs, where any rule stands below the highest level."""
    policy = context.policy
    if all(context.index.level_of(rule) == 0 for rule in context.index.active_rules):
        return ""
    first, *between, last = [f"*{name}*" for name in policy.authority]
    through = f" through {series(between)}" if between else ""
    text = f"{first}, the highest,{through} to {last}"
    return context.tracer.wrap(text, Origin(policy.name, "authority", policy.span))


def _default(context: Context) -> str:
    """What holds where no rule applies."""
    policy = context.policy
    local = any(category.otherwise for category in policy.categories)
    if not policy.otherwise:
        return ""
    text = f"Where no rule applies, the verdict is *{policy.otherwise}*"
    if local:
        text += (
            ", unless a category that the request falls under names another (the strictest, if several do)"
        )
    return context.tracer.wrap(f"{text}.", Origin(policy.name, "otherwise", policy.span))


def _outside(context: Context) -> str:
    """What holds for a request in no category; no rule can stand there."""
    policy = context.policy
    text = f"For a request that falls under no category, the verdict is *{policy.otherwise}*."
    return (
        context.tracer.wrap(text, Origin(policy.name, "otherwise", policy.span)) if policy.otherwise else ""
    )
