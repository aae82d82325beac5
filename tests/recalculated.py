"""Has LibreOffice work workbooks out again, from their formulas alone."""

import os
import shutil
import subprocess

from openpyxl import load_workbook

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# 0: work every formula out again on loading, whatever values are stored.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculate(folder, files):
    """Recalculates xlsx files in one go; gives the folder of the results."""
    results, profile = folder / "recalculated", folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS)
    command = [OFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx", "--outdir", results, *files]
    environment = os.environ | {"HOME": str(folder)}
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=environment)
    return results


def values(path):
    """The value of every cell that has one, by sheet and address."""
    book = load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in {None, ""}
    }
