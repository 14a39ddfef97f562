"""Lints texts as the command line does, with a policy around what a page or a case shows of one."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from specdsl.analysis import Rules, analyse, check
from specdsl.compiler import compile_policy
from specdsl.lint import Settings, Subject, lint
from specdsl.lint.config import read_config
from specdsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from specdsl.lint import Findings

TODAY = date(2026, 11, 23)
PREAMBLE = Source("preamble.spec", Path(__file__).with_name("preamble.spec").read_text("utf-8"))


def complete(sources: Sequence[Source]) -> list[Source]:
    """The sources, and a policy with an `intent` to ask for where they have none."""
    whole = any(re.search("^policy ", source.text, re.MULTILINE) for source in sources)
    return [*sources] if whole else [*sources, PREAMBLE]


def lint_sources(sources: Sequence[Source], settings: Settings | None = None, budgets=None) -> Findings:
    return check(analyse(complete(sources)), Rules(TODAY, settings or Settings(), budgets=budgets))


def lint_with(sources: Sequence[Source], toml: str, templates: Mapping[str, str]) -> Findings:
    """As a configuration file decides, and compiled with templates of the user's."""
    config, problems = read_config(tomllib.loads(toml))
    assert not problems
    settings = config.lint.settings()
    if not templates:
        return lint_sources(sources, settings, config.token_budget or None)
    analysis = analyse(complete(sources))
    assert analysis.policy is not None
    compiled = compile_policy(analysis.policy, templates=templates)[1]
    subject = Subject(analysis.index, analysis.diagnostics, compiled=lambda: compiled)
    return lint(subject, settings, today=TODAY)
