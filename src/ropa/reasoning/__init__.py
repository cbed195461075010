"""What follows in law from what is stated: the rules, and the graph that they give.

Rules are SPARQL files in ``rules/``. Names and lines of an explanation are left to :mod:`ropa.views.explanation`.
"""

from ropa.reasoning.catalogue import Rule, rules
from ropa.reasoning.inference import Fact, Inference, Inferred
from ropa.reasoning.run import infer

__all__ = ["Fact", "Inference", "Inferred", "Rule", "infer", "rules"]
