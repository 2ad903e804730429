"""Small files of each format, made from bytes: the tests need no binary fixtures."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Sequence
from io import BytesIO

LINES = (
    "临湖县中医院新院区正式启用，设置床位三百张，群众看病更加方便。",
    "去年以来，该县在十二个乡镇推广家庭医生签约服务，随访慢病患者两万余人次。",
    "下一步，当地将继续加强村卫生室建设，让更多群众在家门口看好病、少跑路。",
)


def html(
    lines: Sequence[str] = LINES, *, charset: str = "utf-8", title: str = "临湖县中医院启用新院区", extra: str = ""
) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f'<title>{title}</title><meta name="publishdate" content="2022-03-05"></head><body>'
        f'<div class="nav"><a href="/">首页</a><a href="/news">新闻中心</a><a href="/notice">通知公告</a></div>'
        f'<h1>{title}</h1><div class="article">{paragraphs}{extra}</div>'
        f'<div class="footer">版权所有</div></body></html>'
    )


def docx(lines: Sequence[str] = LINES, row: Sequence[str] = ("签约率", "85%")) -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relations_namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    body += "<w:p><w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>"
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row)
    body += f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="word/document.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{namespace}" xmlns:r="{relations_namespace}"><w:body>{body}</w:body></w:document>',
        )
    return stream.getvalue()


def pdf(lines: Sequence[str] = LINES) -> bytes:
    """One page in a font that is not embedded, its characters told by the standard map UniGB-UCS2-H."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td\n" for line in lines)
    content = f"BT /F1 10 Tf 40 760 Td\n{shown}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    output = b"%PDF-1.4\n"
    offsets = []
    for number, entry in enumerate(objects, start=1):
        offsets.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, entry)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(output)
    size = len(objects) + 1
    output += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return output + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def warc(pages: Sequence[bytes], *, kind: str = "text/html", status: str = "200 OK", compressed: bool = True) -> bytes:
    output = b""
    for number, page in enumerate(pages, start=1):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
            f"WARC-Date: 2022-03-06T00:00:00Z\r\nWARC-Target-URI: https://example.org/{number}.html\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        output += gzip.compress(record, mtime=0) if compressed else record
    return output
