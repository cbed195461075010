"""From a plan to registers, one controller at a time: the same plan gives the same registers, whatever its size.

Each controller has chances of its own, so that the seventh of ten is the seventh of a thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from . import names
from .organisations import organisations_turtle, pool
from .plain import PlainMaker
from .registers import RegisterMaker
from .things import Register, Style
from .turtle import turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .organisations import Organisation


@dataclass(frozen=True)
class Plan:
    """What to make: a seed, sizes, and how it is written."""

    seed: int = 0
    controllers: int = 1
    #: Of each controller.
    activities: int = 12
    #: At most, of each activity.
    flows: int = 4
    #: None: own records and registers from notices in turns.
    style: Style | None = None
    #: With examples, vague passages, contradictions, readings and silence, as real registers have them.
    ragged: bool = False
    #: With labels that hold markup, quotes, marks of direction, or 10,000 characters.
    hostile: bool = False

    @property
    def organisations(self) -> dict[str, list[Organisation]]:
        """Return the recipients that all registers of the seed share, by kind."""
        return pool(self.seed, names.Labels(Random(f"labels/{self.seed}"), hostile=self.hostile))


def registers(plan: Plan) -> Iterator[Register]:
    """Yield the registers of a plan, each made when it is asked for."""
    shared = plan.organisations
    for index in range(plan.controllers):
        yield _register(plan, index, shared)


def register(plan: Plan, index: int = 0) -> Register:
    """Return the register of one controller of a plan."""
    return _register(plan, index, plan.organisations)


def _register(plan: Plan, index: int, shared: dict[str, list[Organisation]]) -> Register:
    chance = Random(f"register/{plan.seed}/{index}")
    slug, title = names.controller(chance, index)
    style = plan.style or (Style.RECORD, Style.NOTICE)[index % 2]
    if style is Style.PLAIN:
        return PlainMaker(chance, slug, title, hostile=plan.hostile).make(plan.activities, plan.flows)
    maker = RegisterMaker(chance, slug, title, style, ragged=plan.ragged, hostile=plan.hostile)
    return maker.make(plan.activities, plan.flows, shared)


def register_turtle(made: Register) -> str:
    """Return the file of a register."""
    what = {
        Style.RECORD: "A made-up controller's own record of processing activities.",
        Style.NOTICE: "What a made-up controller's privacy notice says, each fact with its lines.",
        Style.PLAIN: "A made-up record in plain DPV, as others write it.",
    }
    return turtle(made.things, (what[made.style], "Neither the controller nor any recipient exists."))


def files(plan: Plan) -> dict[str, str]:
    """Return all files of a plan by name: a Turtle file for each controller, and one of the shared recipients."""
    found = {f"{made.slug}.ttl": register_turtle(made) for made in registers(plan)}
    if plan.style is not Style.PLAIN:
        found["organisations.ttl"] = organisations_turtle(plan.organisations)
    return found
