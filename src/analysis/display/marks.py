"""A verdict's word and its shape. The shape says it without colour, the word says it without the shape."""

from collections.abc import Mapping

from markupsafe import Markup

from analysis.message import Message, say
from analysis.vocabulary import Verdict

# The wording room builds sentences out of blocks and stands above this one, so the words that a block itself shows are
# here.
WORDS: Mapping[Verdict, Message] = {
    Verdict.ACHIEVED: say("Achieved"),
    Verdict.PROGRESSING: say("Progressing"),
    Verdict.STABLE: say("Stable"),
    Verdict.NO_CLEAR_CHANGE: say("No clear change"),
    Verdict.MIXED: say("Mixed"),
    Verdict.RECEDING: say("Receding"),
    Verdict.NOT_ENOUGH_DATA: say("Not enough data"),
    Verdict.NOT_ASSESSED: say("Not assessed"),
}

# Drawn in a square of 16 units. Forward and backward are arrows along the line of reading, not up and down: a gap that
# falls is progress.
SHAPES: Mapping[Verdict, Markup] = {
    Verdict.ACHIEVED: Markup(
        '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'
        '<path d="M4.3 8.4 7 11l4.8-5.6" fill="none" stroke="var(--paper, #fff)" stroke-width="2"/>'
    ),
    Verdict.PROGRESSING: Markup('<path d="M1 5.6h6.6V1.8L15 8l-7.4 6.2v-3.8H1z" fill="currentColor"/>'),
    Verdict.STABLE: Markup('<path d="M1.5 4h13v2.8h-13zm0 5.2h13V12h-13z" fill="currentColor"/>'),
    Verdict.NO_CLEAR_CHANGE: Markup(
        '<path d="M1 9.6C2.6 4.6 5.6 4.6 8 8s5.4 3.4 7-1.6" fill="none" stroke="currentColor" stroke-width="2.4"/>'
    ),
    Verdict.MIXED: Markup(
        '<path d="M8 .8A7.2 7.2 0 0 0 8 15.2z" fill="currentColor"/>'
        '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    ),
    Verdict.RECEDING: Markup('<path d="M15 5.6H8.4V1.8L1 8l7.4 6.2v-3.8H15z" fill="currentColor"/>'),
    Verdict.NOT_ENOUGH_DATA: Markup(
        '<circle cx="2.6" cy="8" r="1.9" fill="currentColor"/><circle cx="8" cy="8" r="1.9" fill="currentColor"/>'
        '<circle cx="13.4" cy="8" r="1.9" fill="currentColor"/>'
    ),
    Verdict.NOT_ASSESSED: Markup(
        '<circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" stroke-width="1.6" '
        'stroke-dasharray="2.6 2.2"/>'
    ),
}


def shape(verdict: Verdict | str) -> Markup:
    """The shape of a verdict, hidden from screen readers, which read the word beside it."""
    return Markup('<svg class="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{}</svg>').format(
        SHAPES[Verdict(verdict)]
    )
