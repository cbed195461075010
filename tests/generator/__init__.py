"""Registers for tests and benchmarks: made up, seeded, of any size, with an account of what stands in them.

``Plan(seed=3, controllers=100)`` says what to make, :func:`registers` makes it one by one, :func:`register_turtle`
writes it, :func:`account` tells what stands in it, :func:`plant` puts a fault into it. Nothing here uses the loader,
the store or the checks, for these are what it is there to test.
"""

from .account import Account, Flow, Known, account
from .faults import FAULTS, Fault, NoPlaceError, plant, planted
from .organisations import organisations_turtle
from .things import Planted, Register, Style, Text, Thing, Value
from .world import Plan, files, register, register_turtle, registers

__all__ = [
    "FAULTS",
    "Account",
    "Fault",
    "Flow",
    "Known",
    "NoPlaceError",
    "Plan",
    "Planted",
    "Register",
    "Style",
    "Text",
    "Thing",
    "Value",
    "account",
    "files",
    "organisations_turtle",
    "plant",
    "planted",
    "register",
    "register_turtle",
    "registers",
]
