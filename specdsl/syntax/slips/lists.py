"""Lists: names with commas between them, levels with `>`."""

from __future__ import annotations

from specdsl.syntax.english import a, shown
from specdsl.syntax.slips.slip import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from specdsl.diagnostics import Diagnostic
    from specdsl.syntax.slips.slip import Slip

_NAMES = frozenset({"NAME", "DOTTED"})


def commas(slip: Slip) -> Diagnostic | None:
    here, before = slip.here, slip.before
    if before is None:
        return None
    if before.text == "," and slip.expected <= _NAMES and (here is None or here.text == ","):
        fix = slip.fix("take the comma out", before.start, before.end, "")
        return error("a name is missing behind this comma", slip.at(before), fixes=(fix,))
    if here is None or "COMMA" not in slip.expected:
        return None
    if here.text in ("and", "or", "&", ";") and "AND" not in slip.expected:
        fix = slip.fix("write a comma", before.end, here.end, ",")
        return error("names in a list are separated by commas", slip.at(here), fixes=(fix,))
    if here.kind != "word" or "AND" in slip.expected:
        return None
    fix = slip.fix("put a comma in", before.end, before.end, ",")
    return error(
        f"a comma is missing between {shown(before.text)} and {shown(here.text)}", slip.at(here), fixes=(fix,)
    )


def ranks(slip: Slip) -> Diagnostic | None:
    """`authority root, developer`."""
    here, before = slip.here, slip.before
    if here is None or before is None:
        return None
    if slip.line.word == "authority" and slip.expected == {"_NL"}:
        return error(
            f"{a(slip.body)} has one level of authority", slip.at(here), "the policy ranks the levels"
        )
    if "MORETHAN" not in slip.expected:
        return None
    end = here.start if here.kind == "word" else here.end
    fix = slip.fix("write `>`", before.end, end, " > " if here.kind == "word" else " >")
    return error("levels are ranked with `>`, the highest first", slip.at(here), fixes=(fix,))
