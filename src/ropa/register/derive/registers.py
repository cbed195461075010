"""What a register says once for all of its activities and flows: the controller, and what the record rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ropa.register import terms as t

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from ropa.register.derive.context import Context
    from ropa.register.derive.records import Shape


def share_register(context: Context, shape: Shape) -> None:
    """Copy each register's controller, its statement and ``ropa:derivedFrom`` onto its activities and flows."""
    placed: set[NamedNode] = set()
    for register in shape.registers:
        if not context.all.has(register, t.DERIVED_FROM):
            context.add(register, t.DERIVED_FROM, t.OWN_RECORD)
        for activity in context.all.nodes(register, t.HAS_PART):
            if activity in shape.inside:
                placed.add(activity)
                for process in shape.inside[activity]:
                    _share(context, register, process)
    for activity in shape.activities:
        if activity not in placed:
            # A record that nobody says comes from a published notice is the controller's own (model, rule 6).
            for process in shape.inside[activity]:
                context.add(process, t.DERIVED_FROM, t.OWN_RECORD)


def _share(context: Context, register: NamedNode, process: NamedNode) -> None:
    for origin in context.all.nodes(register, t.DERIVED_FROM):
        context.add(process, t.DERIVED_FROM, origin)
    stated = context.all.nodes(register, t.CONTROLLER)
    own = context.all.nodes(process, t.CONTROLLER)
    if own and not set(own) <= set(stated):
        return
    for controller in stated if not own else ():
        context.add(process, t.CONTROLLER, controller)
    for statement in context.statements(register, t.CONTROLLER):
        context.add(statement, t.ON, process)
