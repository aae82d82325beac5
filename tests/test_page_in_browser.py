"""The page in a real browser: it fits a telephone, obeys its own policy, opens by a click, and prints open.

One start of the browser measures every page, another prints one; where there is no browser, these tests are skipped.
"""

import json
import re
import shutil
import subprocess
from html import unescape

import pytest
from test_outreach import outreach_page_of
from test_page import CASES, HOSTILE, page_of
from test_summary import summary_page_of

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium or Chrome on PATH")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars", "--enable-logging=stderr"),
)
WIDTHS = (360, 1280)
SUMMARY, OUTREACH = "compliance summary", "outreach"

# Each page stands in a frame of its own, which is as wide as a window would be.
MEASURE = """
async function measured(name, page, width) {
  const frame = document.createElement("iframe");
  frame.width = width;
  frame.height = 800;
  frame.srcdoc = page;
  await new Promise(loaded => { frame.onload = loaded; document.body.append(frame); });
  const inside = frame.contentDocument, at = node => node.getBoundingClientRect();
  const beyond = [...inside.querySelectorAll("body *")].filter(node =>
    !node.closest(".scrolls, .skip, .unseen") && at(node).width && Math.floor(at(node).right) > width);
  const shown = [...inside.querySelectorAll("svg")].filter(svg => at(svg).width > 0);
  const texts = shown.flatMap(svg => [...svg.querySelectorAll("text")]);
  const overlaps = (one, other) => one.right > other.left + 1 && other.right > one.left + 1
    && one.bottom > other.top + 2 && other.bottom > one.top + 2;
  const boxes = texts.map(at);
  const folded = inside.querySelector("details");
  const wasOpen = folded?.open;
  folded?.querySelector("summary").click();
  const result = {
    name, width, beyond: beyond.map(node => node.outerHTML.slice(0, 80)), charts: shown.length, wasOpen,
    scrollWidth: inside.documentElement.scrollWidth, opens: folded?.open,
    small: texts.length ? Math.min(...texts.map(node =>
      parseFloat(getComputedStyle(node).fontSize) * at(node.ownerSVGElement).width / node.ownerSVGElement.viewBox.baseVal.width)) : null,
    overlapping: texts.filter((_, i) => boxes.some((box, j) => i < j && overlaps(boxes[i], box))).map(node => node.textContent),
  };
  frame.remove();
  return result;
}
(async () => {
  const results = [];
  for (const [name, page] of Object.entries(PAGES))
    for (const width of WIDTHS) results.push(await measured(name, page, width));
  document.body.textContent = "RESULT" + JSON.stringify(results) + "END";
})();
"""


def browse(folder, *arguments):
    """A finished run of the browser with a profile that is thrown away."""
    command = [BROWSER, *QUIET, f"--user-data-dir={folder / 'profile'}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What the browser measured of each page at each width, and what it complained of."""
    folder = tmp_path_factory.mktemp("browser")
    others = {SUMMARY: summary_page_of(), OUTREACH: outreach_page_of()}
    pages = json.dumps({case: page_of(case) for case in CASES} | others).replace("<", "\\u003c")
    script = f"const PAGES = {pages}, WIDTHS = {list(WIDTHS)};{MEASURE}"
    (folder / "measure.html").write_text(f"<!DOCTYPE html><meta charset=utf-8><body><script>{script}</script>", "utf-8")
    run = browse(folder, "--virtual-time-budget=20000", "--dump-dom", (folder / "measure.html").as_uri())
    found = re.search("RESULT(.*)END", run.stdout, re.DOTALL)
    assert found, run.stderr
    results = json.loads(unescape(found[1]))
    return {(one["name"], one["width"]): one for one in results}, run.stderr


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", [*CASES, SUMMARY, OUTREACH])
def test_nothing_is_wider_than_the_window(case, width, seen):
    """Only a table in its own area may be moved sideways."""
    measured = seen[0][case, width]
    assert measured["scrollWidth"] <= width
    assert measured["beyond"] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", CASES)
def test_one_chart_is_shown_whose_labels_can_be_read(case, width, seen):
    """None lies upon another, and none is too small."""
    measured = seen[0][case, width]
    assert measured["charts"] == (case != "none ranked")
    assert measured["overlapping"] == []
    assert measured["small"] is None or measured["small"] >= 9


def test_a_derivation_is_folded_until_it_is_clicked(seen):
    measured = seen[0]["two bids", 1280]
    assert measured["wasOpen"] is False
    assert measured["opens"] is True


def test_the_browser_has_nothing_to_complain_of(seen):
    """No breach of the page's own policy, no alert from a name, no error."""
    said = [line for line in seen[1].splitlines() if "CONSOLE" in line]
    assert said == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="there is no pdftotext on PATH")
def test_folded_derivations_are_printed_open_on_letter_paper(tmp_path):
    (tmp_path / "page.html").write_text(page_of("hostile names"), encoding="utf-8")
    output = tmp_path / "page.pdf"
    run = browse(tmp_path, f"--print-to-pdf={output}", "--no-pdf-header-footer", (tmp_path / "page.html").as_uri())
    assert output.exists(), run.stderr
    text = subprocess.run(["pdftotext", "-layout", output, "-"], capture_output=True, text=True, check=True).stdout
    assert text.count("Value of the preference: 6% of") == len(HOSTILE)
    assert text.count("Standing: Local Business.") == len(HOSTILE)
    assert "<script>alert(1)</script>" in text
    assert b"/MediaBox [0 0 612 792]" in output.read_bytes()
