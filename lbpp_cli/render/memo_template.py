"""A department's own Word template, filled with the fields of a memo.

A template is somebody else's program: it runs in Jinja's sandbox, and whatever goes wrong in it is its own error.
"""

from __future__ import annotations

import copy
import io
import re
from html import unescape
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli.render.layout import safe
from lbpp_cli.render.memo_docx import undated
from lbpp_cli.render.memo_fields import ALL_LISTS, FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FILL_IN = re.compile(r"(\[fill in: [a-z_]+\])")
_TAG = re.compile(r"<[^>]+>")
_RICH = re.compile(r"\{\{(?:r|p|tr|tc)\s[^}]*\}\}")
_IN_TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_OPENED = re.compile(r"\{[{%]")
_LINE = re.compile(r" line \d+")


class TemplateUseError(ValueError):
    """A template that cannot be used, and why."""


class UnknownFieldsError(ValueError):
    """A template that uses fields which do not exist; ``names`` has them all, columns of a list as ``bids.bidder``."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(names)
        super().__init__(", ".join(self.names))


class Filled(NamedTuple):
    """A template that was filled in, and the fields that a person has yet to fill in, in their order.

    ``evaluated``: whether it has anything of the evaluation.
    """

    content: bytes
    left: list[str]
    evaluated: bool


def fill(template: bytes, context: Mapping[str, Any]) -> Filled:
    """Fill a template; text comes out as it went in, and places to fill in are highlighted.

    Raises:
        UnknownFieldsError: the template uses fields that do not exist.
        TemplateUseError: it is no Word document, or cannot be filled.

    """
    from jinja2 import TemplateError

    document = _opened(template)
    environment = _environment()
    try:
        used = _names_used(list(_sources(document)), environment, context)
        document.render(_shown(context), environment)
        written = io.BytesIO()
        left = _highlight(document.docx)
        document.save(written)
    except UnknownFieldsError:
        raise
    except TemplateError as error:
        why = _unclosed(_parts(document)) or _LINE.sub("", str(error.message or error))
        raise TemplateUseError(why) from None
    except Exception as error:  # noqa: BLE001  whatever goes wrong in a template is the template's
        raise TemplateUseError(str(error) or type(error).__name__) from None
    return Filled(undated(written.getvalue()), left, not used.isdisjoint({*FACTS, *ALL_LISTS}))


def _opened(template: bytes) -> Any:
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    class Template(DocxTemplate):  # type: ignore[misc]
        """Takes ``&`` in a tag as it was typed, and leaves the document's own properties, which are no XML, alone."""

        def patch_xml(self, src_xml: str) -> str:
            """The XML as Jinja can read it."""
            return _IN_TAG.sub(lambda tag: tag[0].replace("&amp;", "&"), str(super().patch_xml(src_xml)))

        def render_properties(self, context: object, jinja_env: object = None) -> None:
            """Leave them."""

    try:
        document = Template(io.BytesIO(template))
        document.init_docx()
    except Exception:  # noqa: BLE001  the parser's errors are of many kinds
        raise TemplateUseError("It is no Word document (docx).") from None
    return document


def _environment() -> Any:
    from html import escape

    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    def finalized(value: object) -> Markup:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = "\n".join(value)  # a field of several sentences, used as one
        # Braces and percent signs are written as numbers: docxtpl would take some of them for its own.
        text = str(value) if isinstance(value, Markup) else escape(str(value))
        for sign in "{}%":
            text = text.replace(sign, f"&#{ord(sign)};")
        return Markup(text)  # noqa: S704  it was escaped above, or by Jinja

    class Sandbox(SandboxedEnvironment):
        """Also refuses the products and powers that would fill the memory."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "**" or not all(isinstance(one, int) for one in (left, right)):
                raise SecurityError(f"the operator {operator} is not for templates")
            return super().call_binop(context, operator, left, right)

    environment = Sandbox(autoescape=True, undefined=StrictUndefined, finalize=finalized)
    for name in ("safe", "urlize", "xmlattr"):  # what they give is not escaped, or is HTML
        del environment.filters[name]
    return environment


def _shown(value: Any) -> Any:
    """The values as a document can hold them: control characters are shown, lines stay lines."""
    if isinstance(value, str):
        return "\n".join(map(safe, value.splitlines()))
    if isinstance(value, dict):
        return {name: _shown(one) for name, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list) else value


def _parts(document: Any) -> list[str]:
    """The parts of a template that may hold fields."""
    parts = [document.get_xml()]
    for kind in (document.HEADER_URI, document.FOOTER_URI):
        parts += [document.get_part_xml(part) for _, part in document.get_headers_footers(kind)]
    for part in document.docx.part.package.iter_parts():
        if str(part.content_type).endswith("footnotes+xml"):
            parts.append(part.blob.decode())
    return parts


def _sources(document: Any) -> Iterator[str]:
    """The parts of a template as Jinja will see them."""
    for part in _parts(document):
        rich = _RICH.search(_TAG.sub("", part))
        if rich:
            raise TemplateUseError(f"{rich[0]} is for formatted text; fields are plain text: {{{{ name }}}}.")
        yield document.patch_xml(part)


def _unclosed(parts: Iterable[str]) -> str:
    """A tag that is opened and not closed, of which Jinja only says what it stumbled over; blank if there is none."""
    for paragraph in (found for part in parts for found in _PARAGRAPH.findall(part)):
        words = unescape(_TAG.sub("", paragraph))
        for opened in _OPENED.finditer(words):
            close = "}}" if opened[0] == "{{" else "%}"
            after = words[opened.end() :]
            following = _OPENED.search(after)
            if close not in after[: following.start() if following else None]:
                shown = shorten(words[opened.start() :], 40, placeholder=" …")
                return f"“{shown}” has no {close} after it."
    return ""


def _names_used(sources: list[str], environment: Any, context: Mapping[str, Any]) -> set[str]:
    """The fields that a template uses.

    Raises:
        UnknownFieldsError: some of them do not exist.

    """
    from jinja2 import meta, nodes

    used: set[str] = set()
    unknown: set[str] = set()
    for source in sources:
        tree = environment.parse(source)
        names = meta.find_undeclared_variables(tree)
        used |= names & set(context)
        unknown |= names - set(context) - set(environment.globals)
        for loop in tree.find_all(nodes.For):
            if (
                isinstance(loop.iter, nodes.Name)
                and isinstance(loop.target, nodes.Name)
                and loop.iter.name in ALL_LISTS
            ):
                columns = {one.attr for one in loop.find_all(nodes.Getattr) if _is(one.node, loop.target.name)}
                unknown |= {f"{loop.iter.name}.{name}" for name in columns - set(ALL_LISTS[loop.iter.name][1])}
    if unknown:
        raise UnknownFieldsError(unknown)
    return used


def _is(node: Any, name: str) -> bool:
    return getattr(node, "name", None) == name


def _highlight(document: Any) -> list[str]:
    """Highlight the places to fill in; gives their fields."""
    from docx.oxml.ns import qn

    left: dict[str, None] = {}
    margins = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(("/header", "/footer"))]
    for root in [document.element.body, *(part.element for part in margins)]:
        for run in list(root.iter(qn("w:r"))):
            texts = run.findall(qn("w:t"))
            pieces = _FILL_IN.split("".join(one.text or "" for one in texts))
            left |= dict.fromkeys(piece.removeprefix("[fill in: ").removesuffix("]") for piece in pieces[1::2])
            if len(pieces) > 1 and len(run) - len(run.findall(qn("w:rPr"))) == 1:
                for number, piece in enumerate(pieces):
                    part = copy.deepcopy(run)
                    part.text = piece
                    if number % 2:
                        part.get_or_add_rPr().highlight_val = 7  # yellow
                    run.addprevious(part)
                run.getparent().remove(run)
    return list(left)
