"""
Bytes in; the text they were meant to be, and the name of the encoding, out.

A general detector guesses from byte statistics of many languages and takes short GB18030 for Korean, or a Big5 page
for GB18030, because nearly every Big5 byte pair is also a GB18030 one. Here only what Chinese articles come in is
tried, and the reading with the most characters of daily Chinese wins: bytes read with the wrong table give rare ones.
"""

import codecs
import re
from typing import NamedTuple

from knowledge.errors import UnreadableArticleError
from knowledge.language import to_simplified

# The most frequent characters of modern Chinese writing; about two of three characters of any article are among them.
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先"
    "回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教"
    "速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫究观"
    "越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往历市克何除消构府称太准精值号率族"
    "维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该价严镇村乡街户亩额亿财投"
    "企城镇项完善推创乡居环境治理服务"
)
HAN = re.compile(r"[㐀-䶿一-鿿]")
# Characters a file of text does not hold; a sprinkle of them may be damage, more of them is no text.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
MOST_CONTROLS = 20  # one in so many characters
SAMPLE = 1 << 16  # bytes looked at to choose between encodings
# What a file begins with that is no text, whatever its name says.
SIGNATURES = (
    (b"%PDF-", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件（.doc、.xls），请另存为 .docx 或 .xlsx"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"RIFF", "音像文件"),
    (b"ID3", "音频"),
    (b"OggS", "音频"),
    (b"\x00\x00\x00\x18ftyp", "视频"),
    (b"\x00\x00\x00\x20ftyp", "视频"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"BZh", "压缩包"),
    (b"\xfd7zXZ", "压缩包"),
    (b"\x28\xb5\x2f\xfd", "压缩包"),
    (b"\x7fELF", "程序"),
    (b"MZ\x90", "程序"),
    (b"\xca\xfe\xba\xbe", "程序"),
    (b"SQLite format 3\x00", "数据库"),
    (b"{\\rtf", "RTF 文件，请另存为 .docx 或 .txt"),
)


class Decoded(NamedTuple):
    text: str
    encoding: str  # as people name it: UTF-8, GB18030, Big5, UTF-16
    damaged: int = 0  # places that could not be read and hold U+FFFD now


def match_signature(data: bytes) -> str:
    """Say what a file is that begins like this, "" if it may be text."""
    for mark, name in SIGNATURES:
        if data.startswith(mark) and (len(mark) > 3 or b"\x00" in data[:64] or mark[0] > 0x7E):
            return name
    return ""


def decode(data: bytes, source: str) -> Decoded:
    """
    Decode a file of Chinese text.

    >>> decode("花园口镇拆除私搭乱建118处。".encode("gb18030"), "甲.txt").encoding
    'GB18030'

    Args:
        data: The whole file.
        source: Its name, for the message.

    Returns:
        The text, its line ends as they are, NUL characters left out; what single bytes could not be read is U+FFFD.

    Raises:
        UnreadableArticleError: It is no text, or in no encoding that is known here.
    """
    if kind := match_signature(data):
        raise UnreadableArticleError(source, f"这不是文字文件，而是{kind}")
    for mark, encoding, name in MARKS:
        if data.startswith(mark):
            return check(data.decode(encoding, errors="replace"), name, source)
    try:
        return check(data.decode("utf-8"), "UTF-8", source)
    except UnicodeDecodeError as trouble:
        wrong = trouble
    return check(*choose(data, wrong, source), source)


def choose(data: bytes, wrong: UnicodeDecodeError, source: str) -> tuple[str, str]:
    """Choose between the encodings that a file which is no faultless UTF-8 may be in."""
    sample = data[:SAMPLE]
    readings = [("utf-8", "UTF-8"), ("gb18030", "GB18030"), ("cp950", "Big5"), ("big5hkscs", "Big5")]
    if b"\x00" in sample:
        readings += [("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")]
    best = max(readings, key=lambda reading: familiarity(sample.decode(reading[0], errors="replace")))
    score = familiarity(sample.decode(best[0], errors="replace"))
    if score < 0.25:
        raise UnreadableArticleError(
            source, f"不是文字文件，或编码不认识（第 {wrong.start + 1} 个字节读不出）；请存为 UTF-8 或 GB18030"
        )
    return data.decode(best[0], errors="replace"), best[1]


def familiarity(text: str) -> float:
    """
    How much a reading looks like Chinese, 0 to 1: the share of daily characters, less what could not be read.

    Latin text counts too, so that an English article in a one-byte encoding is not taken for Chinese.
    """
    if not text:
        return 0.0
    # The end of a sample may cut a character in two.
    text = text[:-2] if len(text) > 16 else text
    han = HAN.findall(to_simplified(text))
    common = sum(character in COMMON for character in han)
    odd = sum(
        character == "\ufffd"
        or "\ue000" <= character <= "\uf8ff"
        or character > "\uffff"
        or "\x80" <= character <= "\x9f"
        for character in text
    )
    controls = len(CONTROLS.findall(text))
    plain = sum(character.isascii() and character.isprintable() for character in text)
    seen = len(han) + 6 * odd + 6 * controls
    if not seen:
        return 0.2 * plain / len(text)
    return common / seen


def check(text: str, encoding: str, source: str) -> Decoded:
    """Refuse what decodes and is no text all the same: too many control characters or unreadable places."""
    damaged = text.count("\ufffd")
    controls = len(CONTROLS.findall(text))
    if controls > 8 and controls * MOST_CONTROLS > len(text):
        raise UnreadableArticleError(source, f"这不是文字文件：里面有 {controls} 个控制字符")
    if damaged > 8 and damaged * 20 > len(text):
        raise UnreadableArticleError(source, "这不是文字文件，或已损坏：大半读不出来")
    return Decoded(text.replace("\x00", ""), encoding, damaged)
