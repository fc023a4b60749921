"""Make the files of this folder anew from two packages of the npm registry.

    npm pack echarts@6.1.0 @fontsource/noto-sans-sc@5.3.0
    pip install fonttools brotli
    python simulator/reports/charts/vendor/rebuild.py echarts-*.tgz fontsource-*.tgz

The font has the characters of GB 2312, Latin letters, and the signs that charts use. Beside it,
``font.json`` has the advance of every character in thousandths of the size, those of full width as
ranges, so that texts can be measured without reading the font.
"""

import io
import json
import sys
import tarfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent
WEIGHT = 400
SIGNS = "–—‘’“”…·•×÷±≤≥≠≈→←↑↓↔▲▼■□●○◆★〓"  # 〓 stands for a character that the font lacks
FAMILY = "Noto Sans SC"
NAMES = {1: FAMILY, 2: "Regular", 3: f"{FAMILY} subset", 4: FAMILY, 6: "NotoSansSC-Regular"}


def main(echarts: str, fonts: str) -> None:
    """Write the program, the font, its advances and the licences."""
    with tarfile.open(echarts) as archive:
        for name, target in (
            ("dist/echarts.min.js", "echarts.min.js"),
            ("LICENSE", "echarts.LICENSE.txt"),
            ("NOTICE", "echarts.NOTICE.txt"),
        ):
            (FOLDER / target).write_bytes(_read(archive, f"package/{name}"))
    with tarfile.open(fonts) as archive:
        (FOLDER / "NotoSansSC.OFL.txt").write_bytes(_read(archive, "package/LICENSE"))
        font = _merged(list(_parts(archive)))
    for record in font["name"].names:
        record.string = NAMES.get(record.nameID, str(record))
    font.save(FOLDER / "NotoSansSC.ttf")
    scale = 1000 / font["head"].unitsPerEm
    advances = {
        character: round(font["hmtx"][glyph][0] * scale)
        for character, glyph in sorted(font.getBestCmap().items())
    }
    full = [character for character, advance in advances.items() if advance == 1000]
    document = {
        "full": [[run[0], run[-1]] for run in _runs(full)],
        "other": {chr(c): advance for c, advance in advances.items() if advance != 1000},
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (FOLDER / "font.json").write_text(text + "\n", "utf-8")


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    assert file is not None, name
    return file.read()


def _wanted() -> set[int]:
    wanted = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, SIGNS)}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            wanted.update(map(ord, bytes([high, low]).decode("gb2312", "ignore")))
    return wanted


def _parts(archive: tarfile.TarFile) -> Iterator[io.BytesIO]:
    """Yield pieces of the font that together have what is wanted and the package holds."""
    left = _wanted()
    end = f"-{WEIGHT}-normal.woff2"
    names = sorted(name for name in archive.getnames() if name.endswith(end))
    for name in sorted(names, key=lambda name: "chinese-simplified" not in name):
        content = _read(archive, name)
        own = left & set(TTFont(io.BytesIO(content)).getBestCmap())
        if not own:
            continue
        left -= own
        font = TTFont(io.BytesIO(content))
        options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
        options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp"]
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=own)
        subsetter.subset(font)
        font.flavor = None
        piece = io.BytesIO()
        font.save(piece)
        piece.seek(0)
        yield piece
    sys.stderr.write(f"not in the package: {''.join(map(chr, sorted(left)))}\n")


def _merged(parts: list[io.BytesIO]) -> TTFont:
    return merge.Merger().merge(parts)


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    """Yield runs of numbers that follow each other."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]


if __name__ == "__main__":
    main(*sys.argv[1:])
