"""What whoever builds a site may choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from specdsl.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specdsl.diagnostics import Diagnostic
    from specdsl.source import Span

Profile = Literal["public", "internal"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
BadReplies = Literal["show", "fold", "leave-out"]
BAD_REPLIES: tuple[BadReplies, ...] = get_args(BadReplies)

_USUAL: Mapping[Profile, BadReplies] = {"public": "fold", "internal": "show"}


@dataclass(frozen=True, slots=True)
class Options:
    """`public` leaves out drafts, notes and acceptances; `internal` shows them, with findings and coverage.

    `bad` says what becomes of bad replies; None for what is usual in the profile. `edit_url` is where a line
    is edited, with `{path}` (in the policy's folder) and `{line}` in it; `feedback_url` where to write about
    a rule, with `{rule}` and `{version}`; empty where there is no such place. `findings` are the linter's.
    """

    profile: Profile = "public"
    bad: BadReplies | None = None
    edit_url: str = ""
    feedback_url: str = ""
    findings: tuple[Diagnostic, ...] = ()

    @property
    def bad_replies(self) -> BadReplies:
        return self.bad or _USUAL[self.profile]

    @property
    def internal(self) -> bool:
        return self.profile == "internal"

    def edit(self, span: Span) -> str | None:
        """Where the place is edited; None where nobody said."""
        if not self.edit_url or not span.file:
            return None
        from urllib.parse import quote

        path = quote(span.file)
        return self.edit_url.replace("{path}", path).replace("{line}", str(span.line))

    def feedback(self, rule: str, version: str) -> str | None:
        """Where to write about a rule of this version; None where nobody said."""
        if not self.feedback_url:
            return None
        from urllib.parse import quote

        return self.feedback_url.replace("{rule}", quote(rule)).replace("{version}", quote(version))
