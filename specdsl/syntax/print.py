"""The canonical form of a file, from its lines and tokens: only the space between things changes.

Comments and prose keep every byte, statements their order. Blocks that could not be read stay as they are.
"""

from __future__ import annotations

from specdsl.record import dataclass
from specdsl.syntax.limits import MAX_FILE
from specdsl.syntax.parse import Reader
from specdsl.syntax.quick import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.source import Source
    from specdsl.syntax.layout import Line
    from specdsl.syntax.lexer import Piece


def format_source(source: Source) -> str:
    """The file in canonical form, its lines ended by line feeds; `Source.restore` gives it its own again."""
    return source.text if len(source.text) > MAX_FILE else _Printer(source).text()


@dataclass(slots=True, eq=False)
class _Unit:
    """Lines that stay together: a statement, a comment, a block left as it is.

    `first` and `last` are where they stood; `opens` says that deeper units follow, `whole` that a block with
    a body stands in this one unit.
    """

    first: int
    last: int
    depth: int
    lines: Sequence[str]
    opens: bool = False
    whole: bool = False
    comment: bool = False


class _Printer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.reader = Reader(source)
        if read(source) is None:
            self.reader.document()  # to see which blocks cannot be read
        self.layout = self.reader.layout
        self.depths: dict[Line, int] = {}
        self.above: dict[Line, Line] = {}
        self.kept: dict[Line, Line] = {}

    def text(self) -> str:
        odd = [self._keep(line, 0) and line.indent != 0 for line in self.layout.top]
        if any(odd):  # nothing around a block that hangs in the air may move
            return self.source.text
        return "".join(f"{line}\n" for line in _spaced(list(self._units())))

    # ── What stays as it is ───────────────────────────────────────────────────

    def _keep(self, line: Line, depth: int) -> bool:
        """Whether a line and all under it must stay as they are; only then it is kept."""
        self.depths[line] = depth
        kept = [nested for nested in line.nested if self._keep(nested, depth + 1)]
        self.above |= dict.fromkeys(line.nested, line)
        if line in self.reader.broken or any(nested.indent != 2 * depth + 2 for nested in kept):
            self.kept[line] = _last(line)
        return line in self.kept

    # ── Units ─────────────────────────────────────────────────────────────────

    def _units(self) -> Iterator[_Unit]:
        done = -1  # the last row that was given out
        before: Line | None = None
        lines = self.layout.lines
        following = _following(lines)
        for place, line in enumerate(lines):
            if line.first <= done:
                continue
            if line.kind == "comment":
                unit = self._comment(line, before, following[place])
            else:
                unit = self._as_it_is(line, place) if line in self.kept else self._line(line)
                before = line
            done = unit.last
            yield unit

    def _as_it_is(self, line: Line, place: int) -> _Unit:
        """A block with the comments that stand deeper behind it."""
        last = self.kept[line].last
        lines = self.layout.lines
        for behind in range(place + 1, len(lines)):
            follower = lines[behind]
            if follower.first > last and not (follower.kind == "comment" and follower.indent > line.indent):
                break
            last = max(last, follower.last)
        rows = self.layout.raw[line.first : last + 1]
        return _Unit(line.first, last, self.depths[line], rows, whole=bool(line.nested))

    def _comment(self, line: Line, before: Line | None, after: Line | None) -> _Unit:
        depth = self._depth_of_comment(line, before, after)
        return _Unit(line.first, line.last, depth, ["  " * depth + self._raw(line)], comment=True)

    def _depth_of_comment(self, line: Line, before: Line | None, after: Line | None) -> int:
        """A comment belongs to what follows, or, where it stands deeper, to what came before."""
        depth = self.depths[after] if after else 0
        if after is not None and line.indent <= after.indent:
            return depth
        while before is not None and before.indent > line.indent:
            before = self.above.get(before)
        return depth if before is None else max(depth, self.depths[before])

    def _line(self, line: Line) -> _Unit:
        depth = self.depths[line]
        margin = "  " * depth
        lines = self._prose(line, margin) if line.kind == "prose" else [margin + self._formal(line)]
        return _Unit(line.first, line.last, depth, lines, opens=bool(line.nested))

    def _formal(self, line: Line) -> str:
        comment = self.reader.lexer.comment(line)
        return _joined(self.reader.lexer.pieces(line)) + (f"  {comment}" if comment else "")

    def _prose(self, line: Line, margin: str) -> list[str]:
        head = f"{margin}{_joined(self.reader.lexer.pieces(line))}:"
        prose = self.reader.lexer.prose(line)
        rows = prose.text.split("\n")
        if prose.span.start <= self._end_of_row(line.first) and rows[0]:
            head += f" {rows.pop(0)}"
        elif not prose.text:
            rows = []
        return [head, *(f"{margin}  {row}" if row else "" for row in rows)]

    def _end_of_row(self, row: int) -> int:
        return self.source.line_starts[row] + len(self.layout.raw[row])

    def _raw(self, line: Line) -> str:
        return self.layout.raw[line.first][line.base - self.source.line_starts[line.first] :]


def _last(line: Line) -> Line:
    while line.nested:
        line = line.nested[-1]
    return line


def _following(lines: Sequence[Line]) -> list[Line | None]:
    """For each line, the next that is no comment, or itself."""
    found: list[Line | None] = []
    after: Line | None = None
    for line in reversed(lines):
        after = after if line.kind == "comment" else line
        found.append(after)
    return found[::-1]


def _joined(pieces: Sequence[Piece]) -> str:
    """Words with one space between them, and none inside parentheses or before a comma."""
    text = ""
    for piece in pieces:
        tight = not text or text[-1] == "(" or piece.text in (",", ")")
        text += piece.text if tight else f" {piece.text}"
    return text


# ── Blank lines ───────────────────────────────────────────────────────────────


def _spaced(units: Sequence[_Unit]) -> Iterator[str]:
    """The lines of units, with blank lines where they belong."""
    begins = _beginnings(units)
    for place, unit in enumerate(units):
        if place and _is_apart(units[place - 1], unit, begins_block=begins[place]):
            yield ""
        yield from unit.lines


def _is_apart(before: _Unit, unit: _Unit, *, begins_block: bool) -> bool:
    """Whether a blank line stands between two units."""
    if before.opens or _belongs_to(before, unit):
        return False
    ended = before.whole or before.depth > unit.depth
    return ended or begins_block or unit.first - before.last > 1


def _belongs_to(comment: _Unit, unit: _Unit) -> bool:
    """Whether a comment stands directly above what it speaks of."""
    return comment.comment and comment.depth == unit.depth and unit.first - comment.last == 1


def _beginnings(units: Sequence[_Unit]) -> list[bool]:
    """For each unit, whether a block with a body begins there, with the comments that belong to it."""
    found = [unit.opens or unit.whole for unit in units]
    for place in range(len(units) - 2, -1, -1):
        found[place] |= found[place + 1] and _belongs_to(units[place], units[place + 1])
    return found
