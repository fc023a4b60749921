"""The look of an official paper by GB/T 9704-2012: page, fonts, headings, page numbers.

Type area, sizes and faces are the standard's; where it says how many lines a page has (22), a fixed
distance of lines gives that. Tables, which it leaves open, are set in 五号.
"""

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from simulator.language import Language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

WIDTH, HEIGHT = 210, 297  # mm, A4
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26  # mm, margins
LINES = 28.95  # points from line to line: 22 lines in 225 mm
BODY = 16  # points, 三号
ANNEX_LIST = 5  # characters before the second annex, below the number of the first
LATIN = "Times New Roman"
SONG, FANG, HEI, KAI = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312"
TITLE = "方正小标宋简体"

# What a computer without these faces may take in their place.
ALTERNATIVES = {FANG: "仿宋", KAI: "楷体", TITLE: "宋体"}


def set_styles(document: "Document") -> None:
    """Give the styles of a document their faces, sizes and distances."""
    styles = document.styles
    body = styles["Normal"]
    _set_face(body, FANG, BODY)
    body.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    body.paragraph_format.line_spacing = Pt(LINES)
    body.paragraph_format.space_after = Pt(0)
    title = styles["Title"]
    _set_face(title, TITLE, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(34)
    title.paragraph_format.space_after = Pt(LINES)
    _without_border(title)
    for name, face in (("Heading 1", HEI), ("Heading 2", KAI)):
        heading = styles[name]
        _set_face(heading, face, BODY)
        heading.font.bold = False
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
        heading.paragraph_format.keep_with_next = True
        indent_first_line(heading)
    sentence = _added(document, "Sentence", FANG, BODY)
    sentence.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent_first_line(sentence)
    _set_annex_styles(document)
    detail = _added(document, "Detail", FANG, BODY)
    detail.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    indent_first_line(detail)
    for name, size in (("Cell", 10.5), ("SmallCell", 9), ("Note", 10.5)):
        small = _added(document, name, FANG, size)
        small.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        small.paragraph_format.line_spacing = 1.0
    styles["Note"].paragraph_format.space_before = Pt(3)
    _added(document, "PageNumber", SONG, 14)
    picture = _added(document, "Picture", FANG, 10.5)
    picture.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    picture.paragraph_format.line_spacing = 1.0
    picture.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture.paragraph_format.keep_with_next = True
    caption = styles["Caption"]
    _set_face(caption, FANG, 10.5)
    caption.font.bold = False
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.space_after = Pt(6)


def set_language(document: "Document", language: Language) -> None:
    """Say that Chinese is that of the mainland, for its letter forms, line breaks and spelling.

    In a Chinese document quotation marks and dashes are Chinese too; Word would take those of the
    Latin face.
    """
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for element in (
        *defaults.iter(qn("w:lang")),
        document.settings.element.find(qn("w:themeFontLang")),
    ):
        element.set(qn("w:eastAsia"), "zh-CN")
    if language == "zh":
        for fonts in document.styles.element.iter(qn("w:rFonts")):
            fonts.set(qn("w:hint"), "eastAsia")


def _set_annex_styles(document: "Document") -> None:
    """Add the list of annexes; the number of one, top left on a new page, and its title below."""
    indent_first_line(_added(document, "AnnexList", FANG, BODY))
    indent_first_line(_added(document, "AnnexListMore", FANG, BODY), ANNEX_LIST)
    number = _added(document, "AnnexNumber", HEI, BODY)
    number.paragraph_format.page_break_before = True
    number.paragraph_format.keep_with_next = True
    title = _added(document, "AnnexTitle", TITLE, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(34)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(LINES)
    title.paragraph_format.keep_with_next = True


def name_alternatives(document: "Document") -> None:
    """Say in the font table which faces may take the place of those that a computer lacks."""
    package = document.part.package
    assert package is not None, "a document is part of a package"
    table = next(part for part in package.iter_parts() if part.partname == "/word/fontTable.xml")
    fonts = parse_xml(table.blob)
    for face, other in ALTERNATIVES.items():
        font, alternative = OxmlElement("w:font"), OxmlElement("w:altName")
        font.set(qn("w:name"), face)
        alternative.set(qn("w:val"), other)
        font.append(alternative)
        fonts.append(font)
    table._blob = serialize_part_xml(fonts)


def drop_leftovers(document: "Document") -> None:
    """Take out what the empty document brings along: styles of another program, and a picture."""
    package = document.part.package
    assert package is not None, "a document is part of a package"
    for relations, kind in (
        (document.part.rels, "stylesWithEffects"),
        (package.rels, "thumbnail"),
    ):
        for key in [key for key, found in relations.items() if found.reltype.endswith(kind)]:
            del relations[key]


def indent_first_line(style: "ParagraphStyle", characters: int = 2) -> None:
    """Move the first line in by two characters, or more, whatever their size."""
    style.paragraph_format.first_line_indent = Pt(characters * BODY)
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(100 * characters))


def set_page(section: "Section", *, is_wide: bool) -> None:
    """Set a section's paper and margins; a wide one lies across, with the top where it was."""
    section.orientation = WD_ORIENTATION.LANDSCAPE if is_wide else WD_ORIENTATION.PORTRAIT
    width, height = (HEIGHT, WIDTH) if is_wide else (WIDTH, HEIGHT)
    section.page_width, section.page_height = Mm(width), Mm(height)
    edges = (LEFT, RIGHT, BOTTOM, TOP) if is_wide else (TOP, BOTTOM, LEFT, RIGHT)
    top, bottom, left, right = map(Mm, edges)
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = left, right
    section.footer_distance = Mm(20 if is_wide else 25)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)


def room(*, is_wide: bool) -> int:
    """Return the width between the margins, in mm."""
    return HEIGHT - TOP - BOTTOM if is_wide else WIDTH - LEFT - RIGHT


def room_down(*, is_wide: bool) -> int:
    """Return the height between the margins, in mm."""
    return WIDTH - LEFT - RIGHT if is_wide else HEIGHT - TOP - BOTTOM


def number_pages(document: "Document") -> None:
    """Put — 1 — below every page: on the right of odd ones, on the left of even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["PageNumber"]
        paragraph.alignment = side
        edge = "w:rightChars" if side is WD_ALIGN_PARAGRAPH.RIGHT else "w:leftChars"
        paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn(edge), "100")
        paragraph.add_run("— ")
        _add_field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _add_field(paragraph: "Paragraph", code: str) -> None:
    for kind, content in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run(content if kind == "text" else "")
        if kind == "text":
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = f" {content} "
        run._r.append(element)


def _added(document: "Document", name: str, face: str, size: float) -> "ParagraphStyle":
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _set_face(style, face, size)
    return style


def _set_face(style: "ParagraphStyle", face: str, size: float) -> None:
    """Set a style's faces, for Chinese and for Latin, and drop those of the theme."""
    style.font.size = Pt(size)
    style.font.name = LATIN
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    fonts.set(qn("w:eastAsia"), face)


def _without_border(style: "ParagraphStyle") -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
