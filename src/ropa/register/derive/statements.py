"""Which statement covers which value, and statements for values that nobody made one for.

A record without statements is answered all the same: a value that none covers is ``Recorded``. So questions and
checks read coverage alone and never ask who wrote the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ropa.register import terms as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ropa.register.derive.context import Context
    from ropa.register.derive.records import Shape
    from ropa.register.triples import Object


def cover(context: Context) -> None:
    """Derive ``ropa:covers`` from every statement to the values that it is about (model, rule 2)."""
    for statement in context.all.subjects(t.TYPE, t.STATEMENT):
        for value in _covered(context, statement):
            context.add(statement, t.COVERS, value)


def _covered(context: Context, statement: NamedNode) -> list[Object]:
    if context.all.contains(statement, t.DISCLOSURE, t.STATED_NONE):
        return []
    named = context.all.objects(statement, t.STATED_VALUE)
    if named:
        return named
    found: dict[Object, None] = {}
    for element in context.all.nodes(statement, t.ELEMENT):
        for thing in context.all.nodes(statement, t.ON):
            others = {
                value
                for other in context.statements(thing, element)
                for value in context.all.objects(other, t.STATED_VALUE)
            }
            found.update((value, None) for value in context.all.objects(thing, element) if value not in others)
    return list(found)


def record(context: Context, owed: Mapping[NamedNode, list[NamedNode]]) -> None:
    """Derive one ``Recorded`` statement for each thing and element owed with values that no statement covers."""
    for thing, elements in owed.items():
        for element in elements:
            values = context.all.objects(thing, element)
            if values:
                covered = context.covered(thing, element)
                uncovered = [value for value in values if value not in covered]
                if uncovered:
                    _record(context, thing, element, uncovered)


def _record(context: Context, thing: NamedNode, element: NamedNode, values: list[Object]) -> None:
    statement = context.name("recorded", thing, element)
    context.add(statement, t.TYPE, t.STATEMENT)
    context.add(statement, t.ELEMENT, element)
    context.add(statement, t.ON, thing)
    context.add(statement, t.DISCLOSURE, t.RECORDED)
    for value in values:
        context.add(statement, t.STATED_VALUE, value)
        context.add(statement, t.COVERS, value)


def owing(context: Context, shape: Shape, but: NamedNode) -> dict[NamedNode, list[NamedNode]]:
    """Return each thing that owes statements, with the elements that it owes them for, one left aside."""
    asked = elements_by_kind(context)
    process = _with_below(context, [*asked.get(t.ACTIVITY, ()), *asked.get(t.FLOW, ()), t.CONTROLLER, t.PROCESSING])
    owed = dict.fromkeys(shape.processes, process)
    for register in shape.registers:
        # What a register rests on is said by its author about the register, and no document can be cited for it.
        owed[register] = [one for one in _with_below(context, asked.get(t.REGISTER, ())) if one != t.DERIVED_FROM]
    for notice in context.all.subjects(t.TYPE, t.NOTICE):
        owed[notice] = _with_below(context, asked.get(t.NOTICE, ()))
    for controller in {value: None for _, value in context.all.pairs(t.CONTROLLER)}:
        if isinstance(controller, NamedNode):
            owed[controller] = _with_below(context, asked.get(t.CONTROLLER_CLASS, ()))
    return {thing: [one for one in elements if one != but] for thing, elements in owed.items()}


def elements_by_kind(context: Context) -> dict[NamedNode, list[NamedNode]]:
    """Return what ``ontology/elements.ttl`` asks of each kind of thing."""
    asked: dict[NamedNode, list[NamedNode]] = {}
    for element in context.all.subjects(t.TYPE, t.ELEMENT_CLASS):
        for kind in context.all.nodes(element, t.ASKED_OF):
            asked.setdefault(kind, []).extend(context.all.nodes(element, t.PROPERTY))
    return asked


def _with_below(context: Context, elements: Iterable[NamedNode]) -> list[NamedNode]:
    return list(dict.fromkeys(one for top in elements for one in context.sub_properties(top)))


def mark_open_pairs(context: Context, shape: Shape) -> None:
    """Mark a process with several data and several recipients: the record does not say which goes to whom."""
    for process in shape.processes:
        if len(context.recipients(process)) > 1 and len(context.all.objects(process, t.PERSONAL_DATA)) > 1:
            for element in (t.PERSONAL_DATA, *context.recipient_properties):
                for statement in context.statements(process, element):
                    context.add(statement, t.PAIRING, t.OPEN)
