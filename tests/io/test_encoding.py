import codecs

import pytest

from kg.errors import ReadError
from kg.io.encoding import declared_charset, decode

SIMPLIFIED = "全县二级以上医院推行分时段预约诊疗，平均候诊时间缩短到二十分钟以内。"
TRADITIONAL = "全縣二級以上醫院推行分時段預約診療，平均候診時間縮短到二十分鐘以內。"
RARE = "㙍𠮷镇卫生院与𬭊业公司共建检验室，服务周边群众。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "gbk"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "cp950"),
        (RARE, "gb18030"),
        ("線路一 HPV 疫苗 2,000 劑 (免費)", "big5"),
        ("第一季度门诊 3,280 人次\r\n同比增长 9.6%\r\n", "gb18030"),
        ("九龍城啫喱嘅診所喺邊度，邊個醫生好啲呢", "big5hkscs"),
        ("Xià gōngyī, café, naïve", "utf-8"),
        ("plain ASCII 2023", "utf-8"),
        ("縣醫院", "big5"),
        ("联通", "gbk"),
        ("区妇保院", "gbk"),
    ],
)
def test_every_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + SIMPLIFIED.encode(encoding))
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    assert decode((SIMPLIFIED + "\n2023\n").encode(encoding)).encoding == encoding


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
@pytest.mark.parametrize("label", ["utf-8", "gb2312", "big5", "iso-8859-1", "nonsense"])
def test_a_wrong_label_does_not_mislead(encoding: str, label: str) -> None:
    text = TRADITIONAL if encoding == "big5" else SIMPLIFIED
    assert decode(text.encode(encoding), label).text == text


def test_a_label_tips_the_balance_for_a_short_text() -> None:
    data = "轉".encode("big5")
    assert decode(data, "big5").text == "轉"


def test_line_ends_and_private_characters_are_left_as_they_are() -> None:
    text = "年\ue011\u3000一\r\n二\r三\n"
    assert decode(text.encode()).text == text


def test_utf8_that_is_cut_in_a_character_is_still_utf8() -> None:
    decoded = decode(SIMPLIFIED.encode()[:-1])
    assert decoded.text == SIMPLIFIED[:-1] + "\ufffd"
    assert decoded.bad == 1


def test_gb18030_with_one_bad_byte_is_still_gb18030() -> None:
    data = (SIMPLIFIED * 4).encode("gb18030")
    decoded = decode(data + b"\xff\n")
    assert decoded.encoding == "gb18030"
    assert decoded.text.startswith(SIMPLIFIED)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x00\x01\x02" * 50, "a NUL byte at offset 0: this is a binary file"),
        (b"text\x00\xff\xfe\xfd\x00", "a NUL byte at offset 4"),
        (bytes(range(0x80, 0x100)) * 20, "found bytes that fit none of them"),
        (b"\x01\x02\x03\x04\x05" * 20, "control characters"),
        (b"PK\x03\x04rest", "suffix .docx"),
        (b"%PDF-1.7", "suffix .pdf"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x89PNG\r\n", "PNG"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8" * 40, "utf-16-le after its byte order mark"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        decode(data)


@pytest.mark.parametrize(
    ("head", "label"),
    [
        (b'<meta charset="GBK">', "gbk"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />', "gb2312"),
        (b"<?xml version='1.0' encoding='UTF-8'?>", "utf-8"),
        (b"<meta name=charset>", None),
        (b"<html>", None),
    ],
)
def test_the_label_in_the_head_of_a_page(head: bytes, label: str | None) -> None:
    assert declared_charset(b"<html><head>" + head) == label
