"""The 追溯单: the way back from one amount, step by step and indented, on one page wherever it fits."""

from dataclasses import dataclass

from settlement_app.documents import blocks
from settlement_app.documents.faces import BOLD, REGULAR, unprintable_findings
from settlement_app.documents.frame import finish
from settlement_app.documents.pages import MILLIMETRE, RULE, Flow
from settlement_app.documents.pdf import Properties, pdf_bytes
from settlement_app.documents.stamp import Stamp
from settlement_app.documents.wrapping import fitting_size, wrap
from settlement_app.domain.findings import refuse_if
from settlement_app.domain.money import format_amount
from settlement_app.domain.tracing.step import TraceStep, all_steps
from settlement_app.domain.tracing.trace import Trace
from settlement_app.domain.words import in_words

NAME = "追溯单"


@dataclass(frozen=True, slots=True)
class _Type:
    """The sizes of steps and of what they are known from, with the room below a rule and above the next (points)."""

    step: float
    fact: float
    room: float

    @property
    def leading(self) -> float:
        """What a line of a step takes."""
        return self.step * _LEADING

    @property
    def fact_leading(self) -> float:
        """What a line of what it is known from takes."""
        return self.fact * _LEADING


_USUAL, _SMALL = _Type(8.5, 7.5, 2.0), _Type(7.5, 7.0, 1.2)
_LEADING = 1.4
_BETWEEN = "\u3000"
"""Between the sentences of a step, which run on to save lines."""
_INDENT = 4 * MILLIMETRE
_DEEPEST = 12
"""So many levels are indented; deeper ones stand below each other."""
_AMOUNTS = 34 * MILLIMETRE
"""The width that is kept for the amounts, flush right."""


def render_trace(trace: Trace, stamp: Stamp) -> bytes:
    """The 追溯单 as a PDF; raises RuleRefusal, naming the field, where no face holds a character of it."""
    refuse_if(unprintable_findings(trace))
    flow, about = trace_pages(trace, stamp), trace.heading
    subject = f"{about.project} {about.period}"
    return pdf_bytes(
        flow.pages, flow.size, Properties(f"{NAME} {trace.name}", about.client, subject), stamp.across
    )


def trace_pages(trace: Trace, stamp: Stamp) -> Flow:
    """Lay the way back out: in smaller type where that brings it on one page."""
    flow = _laid_out(trace, _USUAL)
    if len(flow.pages) > 1:
        smaller = _laid_out(trace, _SMALL)
        flow = smaller if len(smaller.pages) == 1 else flow
    finish(flow, stamp, "", "")
    return flow


def _laid_out(trace: Trace, size: _Type) -> Flow:
    flow = Flow()
    flow.page.bookmarks.append(NAME)
    about, step = trace.heading, trace.step
    blocks.title(flow, about.client, NAME)
    blocks.line_of(flow, trace.name, f"截至：{trace.made_on}", "金额单位：元")
    blocks.fields(
        flow,
        [
            ("项目", about.project_label),
            ("期间", about.period_label),
            ("供应商", about.vendor),
            ("合同编号", about.contract_number),
        ],
    )
    blocks.fields(flow, [("所在单据", trace.source)], columns=1)
    flow.skip(6)
    if step.amount is not None:
        blocks.amount_line(flow, "", in_words(step.amount), step.amount)
    flow.skip(6)
    _head(flow, size)
    for level, each in all_steps(step):
        _step(flow, each, min(level, _DEEPEST), size)
    _rule(flow)
    return flow


def _head(flow: Flow, size: _Type) -> None:
    """The heads of the two columns; each page repeats them."""
    flow.y += size.leading
    flow.text(flow.left, flow.y, "事项与依据", size.step, bold=True)
    flow.text_right(flow.left + flow.room, flow.y, "金额", size.step, bold=True)
    flow.y += 2 * size.room
    _rule(flow)


def _step(flow: Flow, step: TraceStep, level: int, size: _Type) -> None:
    """One step under its hairline: what it is and its amount on one line, what it is known from below."""
    indent = level * _INDENT
    face = REGULAR if level else BOLD
    names = wrap(step.name, size.step, flow.room - indent - _AMOUNTS, face)
    facts = wrap(_BETWEEN.join(step.facts), size.fact, flow.room - indent - _INDENT) if step.facts else []
    height = len(names) * size.leading + len(facts) * size.fact_leading + 2 * size.room
    _make_room(flow, min(height, flow.full_height / 2), size)
    left, right = flow.left + indent, flow.left + flow.room
    flow.line(left, flow.y, right, flow.y)
    flow.y += size.room
    if step.amount is not None:
        amount = format_amount(step.amount)
        fitting = fitting_size(amount, size.step, _AMOUNTS, face)
        flow.text_right(right, flow.y + size.leading - size.step * 0.3, amount, fitting, bold=not level)
    for name in names:
        flow.y += size.leading
        flow.text(left, flow.y - size.step * 0.3, name, size.step, bold=not level)
    for fact in facts:
        _make_room(flow, size.fact_leading, size)
        flow.y += size.fact_leading
        flow.text(left + _INDENT / 2, flow.y - size.fact * 0.3, fact, size.fact)
    flow.y += size.room


def _make_room(flow: Flow, height: float, size: _Type) -> None:
    """Go on under the heads on another page where so much does not go on this one."""
    if not flow.fits(height):
        _rule(flow)
        flow.new_page()
        _head(flow, size)


def _rule(flow: Flow) -> None:
    flow.line(flow.left, flow.y, flow.left + flow.room, flow.y, RULE)
