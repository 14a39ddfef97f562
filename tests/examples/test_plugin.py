"""The plugin of pytest, in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

pytest_plugins = "pytester"

POLICY = """policy p "P"
  otherwise comply

flag x "X"

category c "C"
  summary: C.

  rule r "R"
    refuse when x
    text: R.

    example good "Good"
      given x
      user: Hello.

    example bad "Bad"
      given not x
      user: Goodbye.

  rule d "D"
    refuse
    status draft
    text: D.

    example waiting "Waiting"
      user: Wait.
"""


@pytest.fixture
def outer(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with a policy, a test of its own, and a file that only looks like a spec."""
    pytester.makepyfile(test_own="def test_own():\n    pass\n")
    for name, text in {"mine/p.spec": POLICY, "rpm/package.spec": "Name: package\n"}.items():
        file = pytester.path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return pytester


def run(outer: pytest.Pytester, *words: str) -> pytest.RunResult:
    installed = {point.name for point in entry_points(group="pytest11")}
    plugin = [] if "specdsl" in installed else ["-p", "specdsl.pytest_plugin"]
    return outer.runpytest(*plugin, "-p", "no:cacheprovider", *words)


def test_without_the_option_nothing_is_collected(outer):
    """Only the project's own tests run, although there are specs."""
    run(outer).assert_outcomes(passed=1)


def test_examples_are_items(outer):
    """Beside the project's own tests, with identifiers to choose them by; drafts are skipped."""
    result = run(outer, "--specdsl", "mine", "-v")
    result.assert_outcomes(passed=2, failed=1, skipped=1)
    result.stdout.fnmatch_lines_random([
        "mine/p.spec::c.r.good PASSED*",
        "mine/p.spec::c.r.bad FAILED*",
        "mine/p.spec::c.d.waiting SKIPPED*",
        "test_own.py::test_own PASSED*",
    ])  # fmt: skip


def test_a_failure_is_for_people(outer):
    """It says what was expected, what is decided instead and why, and shows no Python."""
    result = run(outer, "--specdsl", "mine/p.spec", "-k", "bad")
    result.assert_outcomes(failed=1, deselected=3)
    result.stdout.fnmatch_lines([
        "* example c.r.bad *",
        "the example `c.r.bad` expects `refuse`, but the policy decides `comply`",
        "   --> mine/p.spec:17:5",
        "   |   expected: refuse by c.r",
        "   decided:  comply",
        "   standing: no rule",
        "   why:      no rule stands, and `otherwise comply` decides",
        "             `c.r` does not apply: it needs `x`, which does not hold here",
        "   more:     specdsl explain example-contradicts-rule",
    ])  # fmt: skip
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_one_example_can_be_chosen(outer):
    """By its identifier, as any test."""
    run(outer, "--specdsl", "mine", "mine/p.spec::c.r.good").assert_outcomes(passed=1)


def test_a_policy_of_the_configuration(outer):
    """It is collected where pytest collects everything, and not where somebody names other tests."""
    outer.makeini("[pytest]\nspecdsl_policies = mine\n")
    run(outer).assert_outcomes(passed=2, failed=1, skipped=1)
    run(outer, "test_own.py").assert_outcomes(passed=1)
    run(outer, "mine").assert_outcomes(passed=1, failed=1, skipped=1)


def test_a_policy_with_errors(outer):
    """It is not tested; every file of it says where the errors are."""
    (outer.path / "mine" / "q.spec").write_text('category q "Q"\n  rule r "R"\n    refus\n', "utf-8")
    result = run(outer, "--specdsl", "mine")
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines([
        "*ERROR collecting mine/p.spec*",
        "the policy has errors:",
        "q.spec:3:5: error?unknown-verdict?: *",
        "*ERROR collecting mine/q.spec*",
        "q.spec:3:5: error?unknown-verdict?: *",
    ])  # fmt: skip


def test_a_policy_that_is_not_there(outer):
    """That is wrong usage."""
    result = run(outer, "--specdsl", "elsewhere")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: there is no policy `*elsewhere`"])


def test_the_plugin_costs_nothing_at_the_start():
    """Loading it imports no stage of specdsl."""
    code = "import sys, specdsl.pytest_plugin; print(*[m for m in sys.modules if m.startswith('specdsl')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {*done.stdout.split()} == {"specdsl", "specdsl.version", "specdsl.pytest_plugin"}
