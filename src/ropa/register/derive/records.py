"""Recognises activities and flows, in our registers and in plain DPV made by others.

A process that is part of no other is a processing activity, whatever type its author gave it; every process with a
recipient, at any depth, is a flow. Nothing that looks like a process is left aside: a circle of processes, each part
of the next, is entered at its first member.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ropa.register import terms as t

if TYPE_CHECKING:
    from ropa.register.derive.context import Context


@dataclass
class Shape:
    """The processes of a dataset: activities, what lies inside each, and which of these are flows."""

    activities: list[NamedNode] = field(default_factory=list)
    #: Activity to every process inside it, itself first, outer ones before inner ones.
    inside: dict[NamedNode, list[NamedNode]] = field(default_factory=dict)
    #: Process to the processes that it is directly part of, within the same activity.
    outer: dict[NamedNode, list[NamedNode]] = field(default_factory=dict)
    #: Activity to its flows.
    flows: dict[NamedNode, list[NamedNode]] = field(default_factory=dict)
    registers: list[NamedNode] = field(default_factory=list)

    @property
    def processes(self) -> list[NamedNode]:
        """Every process once."""
        return list(dict.fromkeys(one for inner in self.inside.values() for one in inner))


def recognise(context: Context) -> Shape:
    """Find activities and flows, and derive their types and ``ropa:hasFlow``."""
    shape = Shape(registers=_registers(context))
    for activity in _activities(context):
        shape.activities.append(activity)
        shape.inside[activity] = _walk(context, activity, shape)
        shape.flows[activity] = [one for one in shape.inside[activity] if _is_flow(context, one)]
        context.add(activity, t.TYPE, t.ACTIVITY)
        for flow in shape.flows[activity]:
            context.add(flow, t.TYPE, t.FLOW)
            context.add(activity, t.HAS_FLOW, flow)
    return shape


def _registers(context: Context) -> list[NamedNode]:
    kinds = (t.REGISTER, t.PROCESSOR_REGISTER, t.ROPA)
    return list(dict.fromkeys(one for kind in kinds for one in context.all.subjects(t.TYPE, kind)))


def _activities(context: Context) -> list[NamedNode]:
    processes = _processes(context)
    parts = {one for process in processes for one in context.parts(process)}
    roots = [one for one in processes if one not in parts or _declared(context, one)]
    reached: set[NamedNode] = set()
    for one in roots:
        reached.update(_reachable(context, one))
    for one in sorted(set(processes) - reached, key=lambda node: node.value):
        if one not in reached:
            roots.append(one)
            reached.update(_reachable(context, one))
    return roots


def _declared(context: Context, process: NamedNode) -> bool:
    return process in context.declared


def _processes(context: Context) -> list[NamedNode]:
    """Every process of the facts: by its type, by being part of one, or untyped with a purpose or personal data."""
    kinds = _process_kinds(context)
    found: dict[NamedNode, None] = {}
    for thing in context.own:
        types = context.all.nodes(thing, t.TYPE)
        typed = any(kind in kinds for kind in types)
        speaks = context.all.has(thing, t.PURPOSE) or context.all.has(thing, t.PERSONAL_DATA)
        impersonal = t.NON_PERSONAL_PROCESS in types and not context.all.has(thing, t.PERSONAL_DATA)
        if not impersonal and (typed or (speaks and not types)):
            found[thing] = None
    todo = list(found)
    while todo:
        parts = [part for part in context.parts(todo.pop()) if part not in found]
        found.update(dict.fromkeys(parts))
        todo += parts
    return list(found)


def _process_kinds(context: Context) -> set[NamedNode]:
    kinds, todo = set[NamedNode](), list(t.PROCESS_KINDS)
    while todo:
        kind = todo.pop()
        if kind not in kinds:
            kinds.add(kind)
            todo += context.all.subjects(t.SUBCLASS, kind) + context.all.subjects(t.BROADER, kind)
    return kinds


def _reachable(context: Context, process: NamedNode) -> list[NamedNode]:
    """Return a process and all inside it, up to what is called an activity of its own."""
    seen, todo = {process: None}, [process]
    while todo:
        for part in context.parts(todo.pop(0)):
            if part not in seen and not _declared(context, part):
                seen[part] = None
                todo.append(part)
    return list(seen)


def _walk(context: Context, activity: NamedNode, shape: Shape) -> list[NamedNode]:
    inside = _reachable(context, activity)
    for process in inside:
        for part in context.parts(process):
            if part != activity and process not in shape.outer.setdefault(part, []):
                shape.outer[part].append(process)
    return inside


def _is_flow(context: Context, process: NamedNode) -> bool:
    if context.all.contains(process, t.TYPE, t.FLOW) or context.recipients(process):
        return True
    # A recipient that is only inferred stands in its statement alone.
    return any(
        context.all.has(statement, t.STATED_VALUE)
        for link in context.recipient_properties
        for statement in context.statements(process, link)
    )
