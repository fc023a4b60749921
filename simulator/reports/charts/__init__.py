"""Charts: one definition each, drawn as SVG for pages and as PNG for documents."""

from simulator.reports.charts.drawing import draw_ahead, drawn_ahead, drawn_png, drawn_svg

__all__ = ["draw_ahead", "drawn_ahead", "drawn_png", "drawn_svg"]
