"""Charts drawn by ECharts in a small JavaScript engine, without a browser or a system font."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from simulator.beside import beside, companion, has_room
from simulator.reports.charts.lettering import FAMILY, advances
from simulator.reports.figure import Figure

if TYPE_CHECKING:
    from quickjs import Context

ZOOM = 2
"""Dots of a picture for each pixel of the chart: 192 an inch."""

WORTHWHILE = 8
"""Pictures for which it pays to start another process."""

KEPT = 64
"""Pictures that are kept for the next file of the same report."""


# The engine has no clock; nothing is animated, so that nothing waits for one.
_BEFORE = "globalThis.setTimeout = () => 0; globalThis.clearTimeout = () => undefined;"
_AFTER = """
const advance = (letter) => FONT.other[letter] ?? 1000;
echarts.setPlatformAPI({
  measureText(text, font) {
    const size = parseFloat(/([\\d.]+)px/.exec(font ?? "")?.[1] ?? "12");
    let width = 0;
    for (const letter of text) width += advance(letter);
    return { width: (width * size) / 1000 };
  },
});
function drawn(option, width, height) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption(JSON.parse(option));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return [svg, ""].join("");
}
"""


# What only a picture that is pointed at needs: it takes half the room.
_TAG = re.compile(r"<[a-z][^>]*>")
_HOVERED = re.compile(
    r' (?:ecmeta_\w+|class|pointer-events)="[^"]*"'
    r'| stroke="#FFFFFF" stroke-width="0" paint-order="stroke" stroke-miterlimit="2"'
)
_RULES = re.compile(r"<style.*?</style>\n?", re.DOTALL)
_UNSEEN = re.compile(r'<path d="[^"]*"(?: transform="[^"]*")? fill="none"></path>\n')


@lru_cache(maxsize=KEPT)
def drawn_svg(figure: Figure) -> str:
    """Return a chart as SVG; names in it begin with the figure's key, for a page with several.

    ECharts counts its names on from chart to chart; here they begin anew.
    """
    size = f"{figure.width}, {figure.height}"
    svg: str = _engine().eval(f"drawn({json.dumps(figure.option)}, {size})")
    svg = _TAG.sub(lambda tag: _HOVERED.sub("", tag[0]), _RULES.sub("", svg))
    svg = _UNSEEN.sub("", svg)
    names: dict[str, str] = {}
    return re.sub(
        r'(?<=["#.])zr\d+(?:-\w+)+',
        lambda found: names.setdefault(found[0], f"{figure.key}-{len(names)}"),
        svg,
    )


@lru_cache(maxsize=KEPT)
def drawn_png(figure: Figure, zoom: int = ZOOM) -> bytes:
    """Return a chart as a picture on white, in the font that comes with the package.

    Parameters
    ----------
    zoom
        Dots for each pixel of the chart.
    """
    other = companion()
    drawn = None if other is None else other.granted((figure, zoom))
    if drawn is None:
        return _rasterised(figure, zoom)
    picture: bytes = drawn.result()
    return picture


def draw_ahead(figures: Sequence[Figure]) -> None:
    """Have pictures drawn by the process beside this one, the last of them first.

    It does so while nothing else is asked of it; without such a process, nothing is done.
    """
    other = companion()
    if other is not None:
        for figure in reversed(figures):
            other.wish((figure, ZOOM), drawn_png, figure)


@contextmanager
def drawn_ahead(figures: Sequence[Figure]) -> Iterator[None]:
    """Have pictures drawn by another process while this one begins with the first of them.

    The other one begins with the last; where they meet, all are drawn. Nothing is done where it is
    no gain to start a process: for few pictures, or on a single core.
    """
    is_gain = len(figures) >= WORTHWHILE and has_room()
    with beside(__name__) if is_gain else nullcontext():
        draw_ahead(figures)
        yield


def _rasterised(figure: Figure, zoom: int) -> bytes:
    from resvg import render, usvg

    options = usvg.Options.default()  # not kept: it must not be used by another thread
    options.font_family = FAMILY
    options.load_font_file(str(files(__package__).joinpath("vendor/NotoSansSC.ttf")))
    return render(
        usvg.Tree.from_str(drawn_svg(figure), options),
        (zoom, 0, 0, 0, zoom, 0),
        bg_size=(zoom * figure.width, zoom * figure.height),
        bg_color=(255, 255, 255, 255),
    )


@cache
def _engine() -> "Context":
    from quickjs import Context

    context = Context()
    context.eval(_BEFORE)
    context.eval(files(__package__).joinpath("vendor/echarts.min.js").read_text("utf-8"))
    context.set("FONT_JSON", json.dumps({"other": advances().other}))
    context.eval("const FONT = JSON.parse(FONT_JSON);")
    context.eval(_AFTER)
    return context
