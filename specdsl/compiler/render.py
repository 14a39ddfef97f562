"""Templates: ours from the package, the user's in their place where the name is the same.

Policy text enters as values, never as the source of a template; nothing is escaped, since every target is
text; a name that a template does not get is a mistake and not an empty string. Ours are kept as Python, and
only those of the user's need Jinja, which has them in its sandbox.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from specdsl.compiler import ready
from specdsl.compiler.output import Origin
from specdsl.compiler.trace import bare
from specdsl.error import SpecError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Environment

    from specdsl.compiler.context import Context
    from specdsl.compiler.output import Piece

WORDING = "wording"
"""The part of an origin whose subject is a template: the template's own words."""


class TemplateError(SpecError):
    """A template of the user's that cannot be rendered; the message is for them."""


def hang(text: str, width: int = 2) -> str:
    """The text with every line but the first moved in; line feeds alone count as the ends of lines."""
    return text.replace("\n", "\n" + " " * width)


def sentence_case(text: str) -> str:
    """The text with its first letter a capital, wherever its marks stand."""
    plain = bare(text)
    if not plain or not plain[0].islower():
        return text
    at = text.index(plain[0])
    return text[:at] + plain[0].upper() + text[at + 1 :]


def paragraph(sentences: Iterable[str], apart: bool = False) -> str:  # noqa: FBT001, FBT002 - called by templates
    """The sentences that are there as one paragraph; `apart`: as one each."""
    return ("\n\n" if apart else " ").join(sentence for sentence in sentences if sentence)


FILTERS: Mapping[str, Callable[..., str]] = {
    "hang": hang,
    "paragraph": paragraph,
    "sentence_case": sentence_case,
}
_READY = ready.Environment(FILTERS)


def environment(templates: Mapping[str, str]) -> Environment:
    """A sandbox that knows the user's templates and ours."""
    return _sandbox(templates) if templates else _ours()


@cache
def _ours() -> Environment:
    """Templates are compiled once: they are the same for every policy."""
    return _sandbox({})


def _sandbox(templates: Mapping[str, str]) -> Environment:
    from jinja2 import ChoiceLoader, DictLoader, PackageLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([DictLoader(templates), PackageLoader("specdsl.compiler", "templates")]),
        undefined=StrictUndefined,
        autoescape=False,  # the targets are Markdown and JSON, not HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,  # a look at the disk for each text costs more than most texts
    )
    made.filters.update(FILTERS)
    return made


def render(context: Context, name: str, **values: Any) -> str:  # noqa: ANN401 - a template takes anything
    """The template with these values, as a traced string: its own words come from the template."""
    text = _rendered(context, name, values)
    return context.tracer.wrap(text.strip("\n"), Origin(name, WORDING))


def _rendered(context: Context, name: str, values: Mapping[str, object]) -> str:
    written = None if name in context.templates else ready.template(name)
    if written is not None:
        return "".join(written(ready.Values(values), _READY))
    from jinja2 import TemplateError as JinjaError

    try:
        return context.environment.get_template(name).render(values)
    except JinjaError as error:
        raise TemplateError(f"template `{name}`: {error}") from error


def same_piece(context: Context, name: str, **values: str | bool) -> Piece:
    """`piece` for a text that many files have, made once for the same values."""
    key = (name, *values.items())
    if key not in context.pieces:
        context.pieces[key] = piece(context, name, **values)
    return context.pieces[key]


def piece(context: Context, name: str, **values: Any) -> Piece:  # noqa: ANN401 - a template takes anything
    """The template with these values, as text with its provenance."""
    return context.tracer.piece(render(context, name, **values))
