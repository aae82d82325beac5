"""The values of a program's own fields, as the model holds them by their name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lbpp_cli.model import Bid, Solicitation, Subcontractor


def amount(holder: Bid | Solicitation | Subcontractor, field: str) -> Decimal | None:
    """Dollars or percent; None where the field is blank."""
    value = holder.stated.get(field)
    return value if isinstance(value, Decimal) else None


def day(holder: Bid | Solicitation | Subcontractor, field: str) -> date | None:
    """A day; None where the field is blank."""
    value = holder.stated.get(field)
    return value if isinstance(value, date) else None


def answer(holder: Bid | Solicitation | Subcontractor, field: str) -> bool | None:
    """Yes or no; None where the field is blank."""
    value = holder.stated.get(field)
    return value if isinstance(value, bool) else None
