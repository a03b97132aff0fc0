"""What the Word templates that are delivered are built of: paper, type and margins in the manner of GB/T 9704.

方正小标宋简体 for titles, 仿宋_GB2312 for text, 黑体 for headings and 楷体_GB2312 for who and when. The reader's machine
supplies the fonts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TITLE: Final = "方正小标宋简体"
TEXT: Final = "仿宋_GB2312"
KAI: Final = "楷体_GB2312"
HEAD: Final = "黑体"
LATIN: Final = "Times New Roman"
CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
DAY: Final = "　　　　年　　月　　日"
# The sign of a draft behind the text, in the form that Word itself gives a watermark.
_WATERMARK = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word"><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
    '</v:shapetype><v:shape id="draft" o:spid="_x0000_s2049" type="#_x0000_t136" style="position:absolute;margin-left:0;'
    "margin-top:0;width:300pt;height:150pt;rotation:330;z-index:-251658752;mso-position-horizontal:center;"
    'mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" '
    'fillcolor="#e1e1e1" stroked="f"><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="草稿"/>'
    "</v:shape></w:pict></w:r>"
)


def blank(*, across: bool = False, draft: bool = True) -> Any:
    """An empty A4 document: fonts, margins, the number at the foot; with `draft`, 草稿 in the head and behind the text while it is one."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if across else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = (Mm(20), Mm(20)) if across else (Mm(28), Mm(26))
    section.top_margin, section.bottom_margin = (Mm(26), Mm(20)) if across else (Mm(30), Mm(25))
    section.header_distance, section.footer_distance = Mm(12), Mm(11)
    normal = document.styles["Normal"]
    typeface(normal, TEXT, 12)
    normal.paragraph_format.space_after = Pt(0)
    if draft:
        _draft_sign(section.header.paragraphs[0])
    foot = section.footer.paragraphs[0]
    foot.alignment = CENTER
    for words, code in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES"), (" 页", "")):
        run(foot, words, TEXT, 10.5)
        if code:
            _counted(foot, code)
    return document


def _draft_sign(head: Any) -> None:
    head.alignment = RIGHT
    run(head, "{{ 草稿字样 }}", HEAD, 10.5).font.color.rgb = RGBColor(0x80, 0x80, 0x80)
    run(head, "{% if 草稿字样 %}", HEAD, 10.5)
    head._p.append(parse_xml(_WATERMARK))
    run(head, "{% endif %}", HEAD, 10.5)


def title(document: Any, words: str, *, under: str = "") -> None:
    """The title of a form, 二号小标宋; `under` is what stands beneath it, a number."""
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTER
    paragraph.paragraph_format.space_after = Pt(10)
    run(paragraph, words, TITLE, 22)
    if under:
        line(document, under, font=KAI, align=CENTER).paragraph_format.space_after = Pt(10)


def line(
    document: Any, words: str, *, font: str = TEXT, size: float = 12, before: float = 0, keep: bool = False,
    align: Any = None, indent: bool = False,
) -> Any:  # fmt: skip
    """A paragraph; `keep` holds it with the next, `indent` gives it two signs at the beginning."""
    paragraph = document.add_paragraph()
    run(paragraph, words, font, size)
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(3), keep
    if align is not None:
        paragraph.alignment = align
    if indent:
        form.first_line_indent, form.line_spacing = Pt(size * 2), Pt(size * 1.75)
    return paragraph


def sheet(
    document: Any,
    *,
    listed: str,
    columns: Sequence[str],
    widths: Sequence[float],
    aligns: str,
    none_yet: str,
    heads: Sequence[str] = (),
) -> None:
    """A table with a line for each of the list `listed`: heading on every page, no line broken, widths in mm.

    `none_yet` stands in it when the list is empty, `heads` over the columns when they are not called as in the list.
    """
    table, last = _table(document, 7, widths), len(columns) - 1
    for number, word in enumerate(columns):
        _write(table.cell(0, number), heads[number] if heads else word, HEAD, 10.5, "c")
        _write(table.cell(2, number), f"{{{{ 行.{word} }}}}", TEXT, 10.5, aligns[number])
    across = {
        1: f"{{%tr for 行 in {listed} %}}", 3: "{%tr endfor %}",
        4: f"{{%tr if not {listed} %}}", 5: none_yet, 6: "{%tr endif %}",
    }  # fmt: skip
    for row, words in across.items():
        _write(table.cell(row, 0).merge(table.cell(row, last)), words, TEXT, 10.5, "c")
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)


def paragraphs(document: Any, listed: str, *, size: float = 14) -> None:
    """Running text, a paragraph for each of the list `listed`."""
    line(document, f"{{%p for 行 in {listed} %}}")
    line(document, "{{ 行.段落 }}", size=size, indent=True)
    line(document, "{%p endfor %}")


def headed(document: Any, listed: str, *, size: float = 14) -> None:
    """Headings and paragraphs, as each of the list `listed` has the one or the other."""
    line(document, f"{{%p for 行 in {listed} %}}")
    line(document, "{%p if 行.小标题 %}")
    line(document, "{{ 行.小标题 }}", font=HEAD, size=size, before=8, keep=True)
    line(document, "{%p else %}")
    line(document, "{{ 行.段落 }}", size=size, indent=True)
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")


def issued(document: Any, by: str, day: str, *, size: float = 14) -> None:
    """Who issues a paper, with room for the seal, and its day."""
    line(document, f"{by}（盖章）", size=size, before=36, keep=True, align=RIGHT)
    line(document, day, size=size, align=RIGHT)


def cut(document: Any, heading: str, sentence: str, *signed: str) -> None:
    """A part to cut off: a dotted line, what it is, what it says, lines to write or sign on."""
    dots = "…" * 12
    line(document, f"{dots}（沿此线裁下）{dots}", size=10.5, before=18, align=CENTER, keep=True)
    line(document, heading, font=HEAD, size=14, before=6, align=CENTER, keep=True)
    line(document, sentence, size=14, indent=True, keep=True)
    for number, one in enumerate(signed, 1):
        line(document, one, before=14, keep=number < len(signed))


def figures(document: Any, words: Sequence[str], width: float) -> None:
    """Figures beneath one another: a row of labels, a row of values."""
    table = _table(document, 2, [width / len(words)] * len(words))
    for number, word in enumerate(words):
        _write(table.cell(0, number), word, HEAD, 10.5, "c")
        _write(table.cell(1, number), f"{{{{ {word} }}}}", TEXT, 12, "c")
    _together(table)


def opinion(document: Any, label: str, signer: str, width: float, *, height: float = 22) -> None:
    """An opinion written by hand: what it is, who signs."""
    line(document, "", keep=True).paragraph_format.line_spacing = Pt(6)
    table = _table(document, 1, (24, width - 24))
    table.rows[0].height = Mm(height)
    _write(table.cell(0, 0), label, HEAD, 10.5, "c")
    _write(table.cell(0, 1), f"{signer}（签名）：　　　　　　　　{DAY}", TEXT, 10.5, "r")
    table.cell(0, 1).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    _together(table)


def run(paragraph: Any, words: str, font: str, size: float) -> Any:
    """Words in one type."""
    made = paragraph.add_run(words)
    typeface(made, font, size)
    return made


def typeface(styled: Any, font: str, size: float) -> None:
    """The Chinese font where Word looks for it, and a Latin one beside it; `styled` is a run or a style."""
    styled.font.name, styled.font.size = LATIN, Pt(size)
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [one for one in fonts.attrib if one.endswith("Theme")]:
        del fonts.attrib[key]
    fonts.set(qn("w:eastAsia"), font)


def _table(document: Any, rows: int, widths: Sequence[float]) -> Any:
    table = document.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for number, width in enumerate(widths):
        table.columns[number].width = Mm(width)
        for cell in table.columns[number].cells:
            cell.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _together(table: Any) -> None:
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _write(cell: Any, words: str, font: str, size: float, align: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = {"l": None, "c": CENTER, "r": RIGHT}[align]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run(paragraph, words, font, size)


def _counted(paragraph: Any, code: str) -> None:
    """A field that Word counts: PAGE or NUMPAGES."""
    for kind in ("begin", "instr", "separate", "text", "end"):
        one = run(paragraph, "1" if kind == "text" else "", TEXT, 10.5)
        if kind == "instr":
            said = OxmlElement("w:instrText")
            said.text = code
            one._r.append(said)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            one._r.append(mark)
