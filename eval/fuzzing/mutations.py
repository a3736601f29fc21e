"""What is done to a document to harm whoever reads it: to its bytes, or to its text; pure."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

LARGEST = 1_500_000  # bytes of an input; what is slow because it is large is tested elsewhere

Mutation = Callable[[bytes, Random], bytes]


def _flip_bits(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 20, max(len(data) // 200, 1)))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _truncate(data: bytes, random: Random) -> bytes:
    cut = random.randrange(len(data))
    return data[:cut] if random.random() < 0.8 else data[cut:]


def _block(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(start + 1 + int(len(data) * random.random() ** 3), len(data))


def _drop_block(data: bytes, random: Random) -> bytes:
    start, end = _block(data, random)
    return data[:start] + data[end:]


def _repeat_block(data: bytes, random: Random) -> bytes:
    start, end = _block(data, random)
    times = min(random.choice((2, 3, 10, 1000)), max(LARGEST // (end - start), 2))
    return data[:start] + data[start:end] * times + data[end:]


def _swap_blocks(data: bytes, random: Random) -> bytes:
    first, second, third = sorted(random.randrange(len(data) + 1) for _ in range(3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


def _overwrite(data: bytes, random: Random) -> bytes:
    start, end = _block(data, random)
    filling = random.choice((b"\0", b"\xff", b"\n", b" ", b"(", b"9"))
    fill = random.randbytes(end - start) if random.random() < 0.3 else filling * (end - start)
    return data[:start] + fill + data[end:]


def _insert_noise(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.randbytes(random.choice((1, 4, 300, 5000))) + data[at:]


def _replace_all(_data: bytes, random: Random) -> bytes:
    return random.randbytes(random.choice((1, 7, 600, 20_000)))


BYTE_MUTATIONS: dict[str, Mutation] = {
    "翻转比特": _flip_bits,
    "截断": _truncate,
    "删去一段": _drop_block,
    "重复一段": _repeat_block,
    "调换次序": _swap_blocks,
    "改写一段": _overwrite,
    "插入噪声": _insert_noise,
    "全是噪声": _replace_all,
}

# Marks of direction, of no width, joiners, a mark at the end of the planes, private use, controls,
# separators of lines, and letters of other planes.
_STRANGE = (
    "\u202e\u202d\u2066\u2069\u200b\u200d\ufeff\u00ad\ufffe\uffff\ue000\x00\x01\x07\x0b\x0c\x1b\x1f\x7f"
    "\x85\u2028\u2029\u0300\u0338\u20dd\ufe0f\U000e0001\U0001f600\U00020000\U0010ffff\ud800\udfff"
)
_SIGNS = (
    "（", "）", "(", ")", "《", "》", "〔", "“", "、", "，", "。", "；", "：", "—", "…", ".", "1", "０", "一", "百", "亿",
    "%", "％", "年", "市", "局", "第", "条", "等", " ", "\u3000", "\t", "\n", "#", "*", "|", "-", "[", "&#", "\\",
)  # fmt: skip
_PIECES = (
    "（责任单位：", "（市水利局、", "由市水利局负责，", "第一条 ", "第九十九条", "一、", "（一）", "1.", "1.1.1 ", "①",
    "专栏1 某事\n", "附件1\n", "附件：1.某\n", "目录\n", "某办法……1\n", "到2025年，", "2024年1月6日\n", "《某办法》",
    "（某发〔2020〕1号）", "从10%提高到20%", "分别为1、2和3，", "必须", "不得", "同时废止", "[bookmark: _Toc1]", "[表格] ",
    "某某办法\n", "。\n", "甲\t1\t2\n", "以下简称《意见》", "各县（市）区",
)  # fmt: skip
_NUMERALS = (
    "第{}章 某事", "第{}条 某事。", "{}、某事", "（{}）某事", "{}.某事", "（{}）", "{}）某事", "{}.{}某事", "附件{}",
    "到{}年达到{}%以上", "{}.{}.{}.{} 某事",
)  # fmt: skip
_VALUES = (
    "0", "-1", "00001", "99999999999999999999", "1" * 4400, "二〇二五", "十十十", "百百", "一" * 300, "零", "九千九百亿万",
    "壹", "１２", "1e99", "½", "٣", "①", "Ⅳ", "3", "三",
)  # fmt: skip
_MOST_PIECES = (3, 50, 50, 1000, 10_000)


def _insert_strange(text: str, random: Random) -> str:
    for _ in range(random.choice((1, 10, 200))):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(_STRANGE) * random.choice((1, 1, 1, 50)) + text[at:]
    return text


def _insert_any_letters(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    letters = (chr(random.randrange(1, 0x30000)) for _ in range(random.choice((5, 300))))
    return text[:at] + "".join(letters) + text[at:]


def _run_on(text: str, random: Random) -> str:
    """Insert one sign or phrase over and over."""
    at = random.randrange(len(text) + 1)
    piece = random.choice((*_SIGNS, *_PIECES))
    return text[:at] + piece * random.choice(_MOST_PIECES) + text[at:]


def _nest(text: str, random: Random) -> str:
    opening, closing = random.choice(("（）", "()", "《》", "〔〕", "“”", "[]", "（)"))
    depth = random.choice((3, 30, 100, 1000, 10_000))
    at = random.randrange(len(text) + 1)
    inner = random.choice(("", "市水利局", "责任单位：市水利局", "\n"))
    closed = closing * random.choice((depth, depth // 2, 0))
    return text[:at] + opening * depth + inner + closed + text[at:]


def _number_insanely(text: str, random: Random) -> str:
    made = (random.choice(_NUMERALS) for _ in range(random.choice((5, 300))))
    lines = [one.replace("{}", random.choice(_VALUES)) for one in made]
    random.shuffle(lines)
    at = random.randrange(len(text) + 1)
    return text[:at] + "\n" + random.choice(("\n", "", " ")).join(lines) + "\n" + text[at:]


def _count_on(text: str, random: Random) -> str:
    """Number thousands of lines, one below the other or each a level deeper."""
    schemes = random.choice(
        (("{}.",), ("（{}）",), ("第{}条 ",), ("{}、", "（{}）", "{}.", "（{}）"))
    )
    count = random.choice((100, 300, 3000))
    lines = (schemes[at % len(schemes)].format(at + 1) + "某事。" for at in range(count))
    return text + "\n" + "\n".join(lines)


def _mix_pieces(text: str, random: Random) -> str:
    pieces = [random.choice((*_PIECES, *_SIGNS)) for _ in range(random.choice((30, 600)))]
    at = random.randrange(len(text) + 1)
    return text[:at] + "".join(pieces) + text[at:]


def _shuffle_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    random.shuffle(lines)
    return random.choice(("\n", "", "\n\n\n")).join(lines)


def _cut_lines(text: str, random: Random) -> str:
    width = random.choice((1, 2, 7, 28))
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def _garble(text: str, random: Random) -> str:
    """Decode as something that it is not (乱码)."""
    wrong = (
        ("utf-8", "gb18030"),
        ("gb18030", "latin-1"),
        ("utf-8", "latin-1"),
        ("gb18030", "utf-8"),
    )
    written, read = random.choice(wrong)
    return text.encode(written, "replace").decode(read, "replace")


TEXT_MUTATIONS: dict[str, Callable[[str, Random], str]] = {
    "怪异字符": _insert_strange,
    "任意字符": _insert_any_letters,
    "同一片段连写": _run_on,
    "括号层层嵌套": _nest,
    "离谱编号": _number_insanely,
    "成千上万条编号": _count_on,
    "片段乱拼": _mix_pieces,
    "打乱各行": _shuffle_lines,
    "切碎各行": _cut_lines,
    "乱码": _garble,
}


def mix_encodings(data: bytes, random: Random) -> bytes:
    """Put a piece of GB18030, UTF-16 or Latin-1 into a text of another encoding."""
    piece = "第三条 某市節水办法，２０２５年㐀𠀀".encode(
        random.choice(("gb18030", "utf-16", "utf-8"))
    )
    at = random.randrange(len(data) + 1)
    return data[:at] + piece[random.randrange(3) :] + b"\xa3\xe9"[: random.randrange(3)] + data[at:]
