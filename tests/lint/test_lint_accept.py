from __future__ import annotations

from datetime import date

import pytest

from specdsl.diagnostics.model import Diagnostic, Label
from specdsl.graph.model import Acceptance, Prose, Rule
from specdsl.lint.accept import apply_acceptances
from specdsl.source import NOWHERE

TODAY = date(2026, 11, 23)


def about(*subjects: str, rule: str = "contradiction") -> Diagnostic:
    return Diagnostic(rule, "error", "m", (Label(NOWHERE),), subjects)


def accepts(other: str, finding: str = "contradiction", until: str | None = None) -> Rule:
    acceptance = Acceptance(finding, other, until, Prose("because"))
    return Rule("a.one", "one", "a", "One", "comply", acceptances=(acceptance,))


@pytest.mark.parametrize(
    ("other", "subjects", "silenced"),
    [
        ("b.two", ("a.one", "b.two"), True),
        ("b.two", ("b.two", "a.one"), True),
        ("b.two", ("b.two", "c.three"), False),
        ("b.two", ("a.one", "c.three"), False),
        ("b.two", ("b.two",), False),
        ("a.one", ("a.one",), True),
        ("a.one", ("a.one", "b.two"), False),
        ("a.one", ("a.one.example",), True),
        ("a.one.example", ("a.one.example",), True),
        ("b.two.example", ("a.one.example", "b.two.example"), True),
        ("a.one", ("a.one-more",), False),
        ("a.one", (), False),
    ],
)
def test_an_acceptance_is_about_one_pair(other, subjects, silenced):
    """The rule that accepts (or an example of it) and the other one; or that rule alone, with itself."""
    accepted = apply_acceptances([about(*subjects)], [accepts(other)], TODAY)
    assert bool(accepted.silenced) is silenced
    assert accepted.uses[0].state == ("used" if silenced else "unused")


def test_another_finding_about_the_pair_stays():
    """Only the finding that is named is silenced."""
    accepted = apply_acceptances([about("a.one", "b.two", rule="shadowed-rule")], [accepts("b.two")], TODAY)
    assert len(accepted.kept) == 1


@pytest.mark.parametrize(
    ("until", "state"),
    [(None, "used"), ("2026-11-23", "used"), ("2026-11-22", "expired"), ("2027-02-30", "expired")],
)
def test_an_acceptance_holds_to_the_end_of_its_last_day(until, state):
    """After that, and on a day that no calendar has, it silences nothing."""
    accepted = apply_acceptances([about("a.one", "b.two")], [accepts("b.two", until=until)], TODAY)
    assert accepted.uses[0].state == state
    assert bool(accepted.silenced) is (state == "used")


def test_what_was_not_read_cannot_be_accepted():
    """Findings of the syntax stay, whatever the policy says."""
    unread = about("a.one", rule="syntax-error")
    assert apply_acceptances([unread], [accepts("a.one", "syntax-error")], TODAY).kept == (unread,)
