"""Reads a page as a browser's parser would, but strictly: what is opened must be closed, in order."""

from html.parser import HTMLParser

VOID = {"meta", "line", "circle"}


class Node:
    """An element of a page."""

    def __init__(self, tag, attributes=(), parent=None):
        self.tag, self.attributes, self.parent, self.children = tag, dict(attributes), parent, []

    def __getitem__(self, name):
        return self.attributes.get(name)

    @property
    def text(self):
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, *tags):
        """Every element below this one with such a tag, in order."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags or not tags:
                    yield child
                yield from child.all(*tags)

    def one(self, tag):
        (found,) = self.all(tag)
        return found

    def by_id(self, name):
        (found,) = (node for node in self.all() if node["id"] == name)
        return found


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.open = Node("")

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute of <{tag}> is given twice"
        node = Node(tag, attrs, self.open)
        self.open.children.append(node)
        if tag not in VOID:
            self.open = node

    def handle_startendtag(self, tag, attrs):
        raise AssertionError(f"<{tag} {attrs}/>")

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}>"
            self.open = self.open.parent

    def handle_data(self, data):
        self.open.children.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def read(page):
    """The root of a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open is reader.root, f"<{reader.open.tag}> is not closed"
    return reader.root


def tables(root):
    """The tables by their caption: rows by their heading, cells by the heading of their column ("" where it has none)."""
    found = {}
    for table in root.all("table"):
        caption = table.one("caption").text
        assert caption not in found
        found[caption] = rows = {}
        columns = [cell.text for head in table.all("thead") for cell in head.all("th")]
        for row in (row for body in table.all("tbody", "tfoot") for row in body.all("tr")):
            cells = list(row.all("th", "td"))
            (heading,) = (cell.text for cell in cells if cell.tag == "th")
            named = dict(zip(columns or ["row", ""], (cell.text for cell in cells), strict=True))
            rows.setdefault(heading, []).append(named)
    return found
