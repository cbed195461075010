"""No SPARQL of ours is put together from strings that could hold a user's text.

Terms reach a query only through ``ropa.store.binding``. Allowed beside constants are names in capitals: constants
of the module, such as a list of prefixes.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ropa"
SPARQL = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE|WHERE|INSERT|DELETE|FILTER|VALUES)\b[^{}]*\{")
BINDING = SOURCE / "store" / "binding.py"
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")


def text_of(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return text_of(node.left) + text_of(node.right)
    return ""


def is_fixed(node: ast.expr) -> bool:
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return bool(CONSTANT.fullmatch(name))
        case ast.JoinedStr(values=parts):
            return all(is_fixed(part) for part in parts)
        case ast.FormattedValue(value=value):
            return is_fixed(value)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return is_fixed(left) and is_fixed(right)
    return False


def put_together(source: str) -> list[int]:
    """Return the lines on which SPARQL is made by an f-string, ``+``, ``%`` or ``format``."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.JoinedStr() | ast.BinOp(op=ast.Add()):
                wrong = SPARQL.search(text_of(node)) and not is_fixed(node)
            case ast.BinOp(op=ast.Mod(), left=left):
                wrong = SPARQL.search(text_of(left))
            case ast.Call(func=ast.Attribute(value=value, attr="format" | "format_map")):
                wrong = SPARQL.search(text_of(value))
            case _:
                wrong = None
        if wrong:
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(
    "path", sorted({*SOURCE.rglob("*.py")} - {BINDING}), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_no_query_is_put_together(path: Path) -> None:
    assert not put_together(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "source",
    [
        'q = f"SELECT ?s WHERE {{ ?s a <{iri}> }}"',
        'q = "ASK { ?s ?p <" + iri + "> }"',
        'q = "SELECT * WHERE { ?s ?p %s }" % value',
        'q = "DESCRIBE ?s WHERE {{ ?s a {} }}".format(kind)',
        'q = PREFIXES + f"SELECT ?s WHERE {{ ?s a {self.kind} }}"',
    ],
)
def test_what_is_put_together_is_found(source: str) -> None:
    assert put_together(source) == [1] * len(put_together(source)) != []


@pytest.mark.parametrize(
    "source",
    [
        'q = f"{PREFIXES} SELECT ?s WHERE {{ ?s ?p ?o }}"',
        'q = "SELECT ?s " + "WHERE { ?s ?p ?o }"',
        'text = f"the SELECT query {name} is too long"',
    ],
)
def test_what_is_fixed_is_left_alone(source: str) -> None:
    assert put_together(source) == []
