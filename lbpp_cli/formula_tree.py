"""What the formula of a spreadsheet does: what it adds and multiplies, and which functions it calls.

What is not understood here is no expression at all, and nothing is said about it.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula_text import Reference

if TYPE_CHECKING:
    from lbpp_cli.formula_text import Token

_MAX_DEPTH = 60


class Call(NamedTuple):
    """A function, or a sign between two terms, and what it is given."""

    name: str
    terms: tuple[Expression, ...]


class Named(NamedTuple):
    """A name that the workbook gives to something."""

    name: str


NO_TEXT = Call("no text", ())
Expression = Decimal | Reference | Call | Named


@cache
def parsed(found: tuple[Token, ...]) -> Expression | None:
    """The expression that a formula is; None where it has anything that is not understood."""
    try:
        reader = _Parser(found)
        expression = reader.comparison(0)
    except (ValueError, ArithmeticError):
        return None
    return expression if reader.at == len(found) else None


class _Parser:
    """Reads an expression from its tokens, the weakest signs first."""

    def __init__(self, found: tuple[Token, ...]) -> None:
        self._tokens = found
        self.at = 0

    def _peek(self) -> Token:
        return self._tokens[self.at] if self.at < len(self._tokens) else ("end", "")

    def _takes(self, *signs: str) -> str:
        kind, value = self._peek()
        if kind == "sign" and value in signs:
            self.at += 1
            return str(value)
        return ""

    def comparison(self, depth: int) -> Expression:
        if depth > _MAX_DEPTH:
            raise ValueError
        left = self._sum(depth)
        while sign := self._takes("=", "<", ">", "<=", ">=", "<>", "&"):
            left = Call(sign, (left, self._sum(depth)))
        return left

    def _sum(self, depth: int) -> Expression:
        left = self._product(depth)
        while sign := self._takes("+", "-"):
            left = Call(sign, (left, self._product(depth)))
        return left

    def _product(self, depth: int) -> Expression:
        left = self._signed(depth)
        while sign := self._takes("*", "/", "^"):
            left = Call(sign, (left, self._signed(depth)))
        return left

    def _signed(self, depth: int) -> Expression:
        if self._takes("-"):
            return Call("negative", (self._signed(depth + 1) if depth < _MAX_DEPTH else self._fail(),))
        if self._takes("+"):
            return self._signed(depth + 1) if depth < _MAX_DEPTH else self._fail()
        value = self._single(depth)
        while self._takes("%"):
            value = Call("/", (value, Decimal(100)))
        return value

    def _fail(self) -> Expression:
        raise ValueError

    def _single(self, depth: int) -> Expression:
        kind, value = self._peek()
        self.at += 1
        if kind == "number":
            return Decimal(str(value))
        if isinstance(value, Reference):
            return value
        if kind == "text":
            return NO_TEXT if value == '""' else Call("text", ())
        if kind == "name":
            return self._function(str(value), depth) if self._takes("(") else Named(str(value))
        if (kind, value) == ("sign", "("):
            inner = self.comparison(depth + 1)
            if self._takes(")"):
                return inner
        return self._fail()

    def _function(self, name: str, depth: int) -> Expression:
        terms: list[Expression] = []
        if self._takes(")"):
            return Call(name, ())
        while True:
            terms.append(self.comparison(depth + 1))
            if self._takes(")"):
                return Call(name, tuple(terms))
            if not self._takes(","):
                raise ValueError


def summed(expression: Expression | None) -> tuple[Reference, ...]:
    """The cells that a formula adds up, if that is all it does: SUM, SUBTOTAL, or terms with a plus sign."""
    found = _added(expression)
    return () if found is None else found


def _added(expression: Expression | None) -> tuple[Reference, ...] | None:
    if isinstance(expression, Reference):
        return (expression,)
    if not isinstance(expression, Call):
        return None
    terms = expression.terms
    if expression.name == "SUBTOTAL" and terms and terms[0] in (Decimal(9), Decimal(109)):
        terms = terms[1:]
    elif expression.name == "ROUND" and terms:
        terms = terms[:1]
    elif expression.name not in ("SUM", "+"):
        return None
    parts = [_added(term) for term in terms]
    return None if None in parts else tuple(one for part in parts for one in part or ())


def references(expression: Expression | None) -> tuple[Reference, ...]:
    """All cells that a formula names."""
    if isinstance(expression, Reference):
        return (expression,)
    if isinstance(expression, Call):
        return tuple(one for term in expression.terms for one in references(term))
    return ()
