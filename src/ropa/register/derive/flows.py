"""What a flow does not say itself: its recipient from the role, and what it takes from its activity.

Data are never taken: which data a recipient gets is what a flow is for, and an activity holds data that the
recipient never sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ropa.register import terms as t

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from ropa.register.derive.context import Context
    from ropa.register.derive.records import Shape
    from ropa.register.triples import Object

#: What a flow that says nothing of its own takes from the process around it.
INHERITED: Final = (t.CONTROLLER, t.PURPOSE, t.LEGAL_BASIS, t.CONDITION, t.SUBJECT)

#: What a statement hands on to the one derived from it.
_KEPT: Final = (t.DISCLOSURE, t.PASSAGE, t.PAIRING, t.EXTENT, t.REASON, t.SOURCE, t.DATE)


def derive_recipients(context: Context, shape: Shape) -> None:
    """Derive ``dpv:hasRecipient`` and its statement from a role, where the file has none for that recipient."""
    for process in shape.processes:
        known = context.covered(process, t.RECIPIENT)
        for role in context.recipient_properties[1:]:
            for statement in context.statements(process, role):
                for recipient in context.all.objects(statement, t.COVERS):
                    if recipient not in known:
                        _derive_recipient(context, process, statement, recipient)
            for recipient in context.all.objects(process, role):
                context.add(process, t.RECIPIENT, recipient)


def _derive_recipient(context: Context, process: NamedNode, origin: NamedNode, recipient: Object) -> None:
    statement = context.name("recipient", process, origin)
    context.add(statement, t.TYPE, t.STATEMENT)
    context.add(statement, t.ELEMENT, t.RECIPIENT)
    context.add(statement, t.ON, process)
    context.add(statement, t.STATED_VALUE, recipient)
    context.add(statement, t.COVERS, recipient)
    context.add(statement, t.WAS_DERIVED_FROM, origin)
    for link in _KEPT:
        for value in context.all.objects(origin, link):
            context.add(statement, link, value)


def inherit(context: Context, shape: Shape) -> None:
    """Hand down what a process does not say itself, then the condition of Art. 9(2) as a legal basis."""
    for activity in shape.activities:
        for process in shape.inside[activity]:
            if process != activity:
                for outer in shape.outer.get(process, ()):
                    _take(context, process, outer)
    for process in shape.processes:
        for condition in context.all.nodes(process, t.CONDITION):
            context.add(process, t.LEGAL_BASIS, condition)


def _take(context: Context, process: NamedNode, outer: NamedNode) -> None:
    for element in INHERITED:
        if _speaks(context, process, element):
            continue
        for value in context.all.objects(outer, element):
            context.add(process, element, value)
        for statement in context.statements(outer, element):
            context.add(statement, t.ON, process)
        if context.all.contains(outer, t.NOT_MENTIONED, element):
            context.add(process, t.NOT_MENTIONED, element)


def _speaks(context: Context, process: NamedNode, element: NamedNode) -> bool:
    """Whether a process states, infers or lists an element itself."""
    return (
        context.all.has(process, element)
        or bool(context.statements(process, element))
        or context.all.contains(process, t.NOT_MENTIONED, element)
    )
