"""LibreOffice as the referee of what Word and Excel files look like on paper."""

import shutil
import subprocess
from pathlib import Path

OFFICE = shutil.which("soffice") or ""
MISSING = "LibreOffice is not installed, so pages cannot be laid out"


def as_pdf(path: Path) -> Path:
    """Lay a file out on pages, beside it, and return the PDF."""
    folder = path.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=240)
    pdf = path.with_suffix(".pdf")
    assert pdf.is_file(), f"LibreOffice cannot open {path.name}; are Writer and Calc installed?"
    return pdf
