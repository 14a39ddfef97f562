"""Generated specs for properties: any document the grammar allows, and ways to spoil a text."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = st.sampled_from(
    ["intent", "at-risk", "text", "note", "rule", "a", "b2", "método", "лекарство", "薬", "draft", "comply"]
)
REFERENCES = NAMES | st.builds("{}.{}".format, NAMES, NAMES)
TITLES = st.sampled_from(
    ['"A title"', '"a and b, or when (c"', '"It\u2019s 5 # 3: (a, b) > c"', '"Häuser 🏠"', '""']
)
_WORDS = st.sampled_from(
    [
        "Say so.",
        "# no comment",
        "- an item",
        "  indented",
        "",
        "text: not a word",
        'a "quote',
        "…",
        "rule x",
        "“hi”",
    ]
)


def _listed(names, mark=", "):
    return st.lists(names, min_size=1, max_size=3).map(mark.join)


_atoms = st.one_of(
    REFERENCES,
    TITLES,
    st.builds("{} is {}".format, REFERENCES, NAMES),
    st.builds("{} is not {}".format, REFERENCES, NAMES),
    st.builds("{} is one of {}".format, REFERENCES, _listed(NAMES)),
    st.builds("{} is not one of {}".format, REFERENCES, _listed(NAMES)),
    st.builds(
        "{} {} {}".format, REFERENCES, st.sampled_from(["at least", "at most", "above", "below"]), NAMES
    ),
    st.builds("in {}".format, REFERENCES),
)
_operands = st.recursive(
    _atoms,
    lambda inner: (
        st.builds("not {}".format, inner)
        | st.builds("({})".format, _listed(inner, " and "))
        | st.builds("({})".format, _listed(inner, " or "))
    ),
    max_leaves=4,
)
CONDITIONS = _listed(_operands, " and ") | _listed(_operands, " or ")


def _line(pattern, *parts):
    comment = st.sampled_from(["", "", "", "  # why"])
    return st.builds(lambda end, *values: [pattern.format(*values) + end], comment, *parts)


def _prose(head, *parts):
    first = _WORDS.map(str.strip)
    return st.builds(_prose_lines, st.builds(head.format, *parts), first, st.lists(_WORDS, max_size=3))


def _prose_lines(head, first, more):
    return [f"{head}: {first}".rstrip(" "), *(f"  {line}" if line else "" for line in more)]


def _block(header, items, *parts):
    body = st.lists(items, max_size=4).map(_under)
    return st.builds(lambda lines, inner: [*lines, *inner], _line(header, *parts), body)


def _under(items):
    return [f"  {line}" if line else "" for item in items for line in item]


def _words(*words):
    return st.one_of(*(_prose(word) for word in words))


_follow = _line("follow {}", _listed(REFERENCES))
_owner = _line("owner {}", TITLES)
_otherwise = _line("otherwise {}", NAMES)
_level = _line("authority {}", NAMES)
_term = _prose("term {}", NAMES)
_value = _prose("{}", NAMES)
_between = st.sampled_from([[""], ["# a comment"], ["", "# another"]])

FACETS = _block("facet {} {}", _value, NAMES, TITLES)
SCALES = _block("scale {} {}", _value, NAMES, TITLES)
FLAGS = _line("flag {} {}", NAMES, TITLES)
ELEMENTS = _line("element {} {}", NAMES, TITLES)
STYLES = _block(
    "style {} {} for {}",
    _line("{} include {}", st.sampled_from(["must", "must not", "should", "should not", "may"]), REFERENCES)
    | _line("may not include {}", REFERENCES)
    | _words("text"),
    NAMES, TITLES, _listed(NAMES),
)  # fmt: skip
EXAMPLES = _block(
    "example {} {}",
    _line("given {}", CONDITIONS)
    | _line("expect {}", NAMES)
    | _line("expect {} by {}", NAMES, REFERENCES)
    | _words("system", "user", "assistant", "tool", "good", "bad", "okay", "because"),
    NAMES, TITLES,
)  # fmt: skip
RULES = _block(
    "rule {} {}",
    st.one_of(
        _line("{} when {}", st.sampled_from(["refuse", "allow", "safe-complete"]), CONDITIONS),
        _line("{}", st.sampled_from(["refuse", "allow"])),
        _line("unless {}", CONDITIONS),
        _line("overrides {}", _listed(REFERENCES)),
        _level,
        _follow,
        _line("status {}", st.sampled_from(["draft", "active", "retired"])),
        _line("source {}", TITLES),
        _line("was {}", _listed(REFERENCES)),
        _prose("accept {} with {}", NAMES, REFERENCES),
        _prose("accept {} with {} until 2027-01-31", NAMES, REFERENCES),
        _words("text", "includes", "excludes", "because", "note"),
        EXAMPLES,
        _between,
    ),
    NAMES, TITLES,
)  # fmt: skip
CATEGORIES = _block(
    "category {} {}",
    st.one_of(
        _line("within {}", _listed(REFERENCES)),
        _line("disjoint from {}", _listed(REFERENCES)),
        _otherwise, _follow, _level, _owner, _term, _words("summary", "note"),
        RULES, RULES, EXAMPLES, STYLES, FACETS, SCALES, FLAGS, ELEMENTS, _between,
    ),
    NAMES, TITLES,
)  # fmt: skip
POLICIES = _block(
    "policy {} {}",
    st.one_of(
        _line("version {}", st.sampled_from(["2026.11", "V2_rc-1"])),
        _line("language {}", st.sampled_from(["en", "pt-BR"])),
        _line("authority {}", _listed(NAMES, " > ")),
        _owner, _otherwise, _follow, _term, _words("summary", "helpfulness"), _between,
    ),
    NAMES, TITLES,
)  # fmt: skip
VERDICTS = _block("verdicts {}", _value, TITLES)
_BLOCKS = st.one_of(
    POLICIES, FACETS, SCALES, FLAGS, VERDICTS, _line("assume {}", CONDITIONS), ELEMENTS, STYLES, CATEGORIES,
    CATEGORIES, _between,
)  # fmt: skip

DOCUMENTS = st.lists(_BLOCKS, max_size=4).map(
    lambda blocks: "".join(f"{line}\n" for b in blocks for line in b)
)
"""Texts that parse, in every shape that the grammar knows."""

SCRAPS = st.sampled_from(
    [
        *(" ", "  ", "\n", "\n  ", "\n    ", "\t", ":", ": ", '"', "#", "  # c", ",", "(", ")", ">", "="),
        *(
            "and ",
            " or ",
            "not ",
            "is ",
            "when ",
            "unless ",
            "rule ",
            "text: ",
            "refuse ",
            "term ",
            "accept ",
        ),
        *('category c "C"\n', 'facet f "F"\n  ', "A", "_", "x.y", "\u00e9", "e\u0301", "\u201c", "\u201d"),
        *("\u00a0", "\u200b", "\x00", "\u202e", "\ufeff", "\r", "\u2028", "\U0001f3e0\u200d\U0001f525"),
    ]
)
"""Pieces of text that mean something somewhere."""

SOUP = st.lists(
    SCRAPS | st.sampled_from(["a", "b-c", 'style s "S" for refuse\n  ', 'example e "E"\n    '])
).map("".join)
"""Meaningful pieces in meaningless order."""


@st.composite
def spoilt(draw, texts):
    """A text with a few changes: pieces cut out, put in, or the end missing."""
    text = draw(texts)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 6)))
        text = text[:start] + draw(SCRAPS | st.just("")) + text[end:]
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text
