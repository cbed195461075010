"""What every shipped register keeps, as functions that return what breaks it.

A rule takes the shelf of files and the path of one register on it. Each is tried on a broken copy of a small
register in ``test_rules.py``, so that none is a rule that cannot fail.
"""

from __future__ import annotations

from .accounting import elements_are_accounted_for, silence_is_listed_by_elements_only
from .evidence import (
    contradictions_cite_both_sides,
    enriched_facts_stand_apart,
    every_value_is_covered,
    inferred_values_are_never_plain,
    statements_are_whole,
    statements_say_something,
)
from .lines import (
    every_line_is_used,
    left_out_lines_say_why,
    nothing_is_copied,
    passages_are_short_and_inside,
    the_notice_is_the_file,
)
from .shelf import Shelf
from .structure import (
    claims_and_the_like_are_cited,
    organisations_facts_are_covered,
    parts_hang_together,
    recipients_stand_on_flows,
    roles_are_those_of_the_text,
    types_are_written_out,
)
from .words import everything_has_a_name, labels_are_in_three_languages, no_triple_stands_twice, terms_are_defined

RULES = {
    rule.__name__: rule
    for rule in (
        claims_and_the_like_are_cited,
        contradictions_cite_both_sides,
        elements_are_accounted_for,
        enriched_facts_stand_apart,
        every_line_is_used,
        every_value_is_covered,
        everything_has_a_name,
        inferred_values_are_never_plain,
        labels_are_in_three_languages,
        left_out_lines_say_why,
        no_triple_stands_twice,
        nothing_is_copied,
        organisations_facts_are_covered,
        parts_hang_together,
        passages_are_short_and_inside,
        recipients_stand_on_flows,
        roles_are_those_of_the_text,
        silence_is_listed_by_elements_only,
        statements_are_whole,
        statements_say_something,
        terms_are_defined,
        the_notice_is_the_file,
        types_are_written_out,
    )
}

__all__ = ["RULES", "Shelf"]
