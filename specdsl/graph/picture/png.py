"""From SVG to PNG, by a renderer that needs no system library and brings its own letters."""

from __future__ import annotations

_SHARPNESS = 2  # pixels for each unit of the drawing: sharp on today's screens


def to_png(svg: str) -> bytes:
    """The picture in pixels; ImportError, in plain words, where the renderer is not installed."""
    try:
        import font_roboto
        import resvg_py
    except ImportError as error:
        raise ImportError("PNG pictures need a renderer: pip install 'specdsl[picture]'") from error
    fonts = [font_roboto.Roboto, font_roboto.RobotoBold]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=_SHARPNESS,
            font_files=fonts,
            sans_serif_family="Roboto",
            font_family="Roboto",
        )
    )
