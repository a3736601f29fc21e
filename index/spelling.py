"""The characters a question has mistyped, put right by the words of the documents.

Chinese is typed by its sound, so most typing errors put a character or a word of the same pinyin
(同音字) in the place of the right one. Tones are ignored, and so are the pairs that speakers of
southern dialects type alike (zh/z, ch/c, sh/s at the start, ng/n at the end). Fewer put one that
looks the same (形近字), or type a character twice or behind the next one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, product

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LOOK_ALIKE = """
己已巳 末未 土士 日曰 大太犬 人入 千干于 天夫 刀力 今令 候侯 师帅 折拆析 拔拨 辩辨辫 徽微 贷货 贪贫 券卷 栽裁载 戊戌戍 竞竟 即既
仓仑 免兔 乌鸟 晴睛 清请情 形刑 蓝篮 幕墓慕暮 堤提 培陪赔 低底抵 坡波破 埋理 科料 炼练 烧绕浇晓 煤媒 炉护 柜拒 根跟 杨场扬 汽气
消销削 侧测则 材村 板版 植值 枪抢 招沼 沙抄 圾极级 徒徙 住往佳 休体 比此 治冶 冷泠 减咸 准淮 使便 处外 农衣 矿旷扩 池地 油抽 牧收
电申甲由 问间 闭闲 名各 合台 北比 贝见 风凤 广厂 工王 环坏 杯坏 偿尝 籍藉 帐账 暂哲 惩微 徵惩 锅祸 碳炭 储诸 侯喉 驻住 复夏 境镜
"""
_PLACE_BEHIND = re.compile("[\u4e00-\u9fff]?[省市县州镇乡旗]")
_ENDS_NAMES = re.compile("([省市县区镇乡村局部院校委会厂站所厅])\\1")  # 青禾市市场, 建设局局长
_SHORTEST_PHRASE = 4  # characters of the documents that prove what stands in no single word
_MERGED = ((re.compile("^([zcs])h"), r"\1"), (re.compile("ng$"), "n"))


@dataclass(frozen=True, kw_only=True)
class Speller:
    """Puts questions right by what the documents are written in.

    Attributes:
        characters: Gives every character of the documents; asked for only where one is suspected.
        stands: Whether a run of characters stands in the documents.
        is_term: Whether a run is a word of the documents.
        is_word: Whether a run is a word of Chinese.
        keep: Characters and words left alone: numerals, names of places.
        light: Function words such as 里 and 是, left alone but where a phrase tells otherwise.
        alone: Verbs of one syllable (罚, 死), which stand beside anything in speech: replaced only
            where three characters of the documents fit.
        cut: Cuts a run into words; what lies in a word of Chinese is no typing error, for one
            breaks a word up.
    """

    characters: Callable[[], Collection[str]]
    stands: Callable[[str], bool]
    is_term: Callable[[str], bool]
    is_word: Callable[[str], bool]
    keep: Collection[str] = ()
    light: Collection[str] = ()
    alone: Collection[str] = ()
    cut: Callable[[str], Sequence[str]] = list

    def correct(self, text: str) -> str:
        """Return `text` with mistyped characters replaced.

        A character is suspected when it is in no word of Chinese and stands beside neither
        neighbour in the documents. It is replaced by one of the same sound that makes a word of the
        documents there: best one that also fits into three of their characters, or, where it makes
        no word as it is, one that takes in another character without a word.

        >>> corpus = "新增高效节能电机占比"
        >>> speller = Speller(characters=lambda: corpus, stands=corpus.__contains__,
        ...                   is_term="电机".__eq__, is_word="占比".__eq__)
        >>> speller.correct("节能店机占比要多少")
        '节能电机占比要多少'
        """
        return _HAN.sub(lambda match: self._correct_run(match.group()), text)

    def _correct_run(self, run: str) -> str:
        return self._by_phrases(self._by_words(self._in_order(run)))

    def _in_order(self, run: str) -> str:
        """Return `run` without a character typed twice, and with two typed the wrong way round.

        Nothing of what was typed there stands in the documents or is a word of Chinese; as it is
        changed, three characters stand in the documents (装备备制造, 碳峰达).
        """
        at = 0
        while at + 1 < len(run):
            if self._is_broken(run, at):
                first, second = run[at], run[at + 1]
                meant = second if first == second else second + first
                changed = run[:at] + meant + run[at + 2 :]
                if self._is_proven(changed, at, at + len(meant), min(3, len(changed))):
                    run = changed
            at += 1
        return run

    def _is_broken(self, run: str, at: int) -> bool:
        """Tell whether two characters belong together nowhere, and one of them to no word here.

        One that ends a word and begins the next (化工工业, 建设局局长) was meant twice.
        """
        pair = run[at : at + 2]
        is_kept = any(self._is_light(one) or one in self.alone for one in pair)
        if is_kept or self.is_word(pair) or _ENDS_NAMES.match(pair):
            return False
        if any(self.stands(piece) for piece in _around(run, at)):
            return False
        if pair[0] == pair[1]:
            return not all(map(self.is_word, (run[max(at - 1, 0) : at + 1], run[at + 1 : at + 3])))
        return any(len(self._word_at(run, one)) == 1 for one in (at, at + 1))

    def _by_words(self, run: str) -> str:
        loose = self._loose(run)
        for at, character in enumerate(run):
            pairs = _windows(run, at, 2)
            is_kept = self._is_light(character) or not loose[at]
            if is_kept or any(self.stands(pair) for pair in pairs):
                continue
            changes = [run[:at] + heard + run[at + 1 :] for heard in self._heard_as(character)]
            changes = [one for one in changes if self._makes_term(one, at)]
            fitting = [one for one in changes if self._fits(one, at)]
            is_word = character in self.alone or any(self.is_word(pair) for pair in pairs)
            if not fitting and not is_word:
                fitting = [one for one in changes if self._mends(one, at, loose)]
            run = fitting[0] if fitting else run
        return run

    def _by_phrases(self, run: str) -> str:
        """Return `run` with those errors put right that only a longer phrase of the documents tells.

        What was typed may be a word of Chinese (节能审察, 刻意申请). It is changed where the documents
        have neither the word nor the pair of characters that it ends or begins, and have four
        characters in a row with the change (节能审查).
        """
        for at in range(len(run)):
            if self._is_strange(run, at):
                proven = (
                    meant
                    for meant, end in self._heard_or_seen(run, at)
                    if self._is_proven(meant, at, end, _SHORTEST_PHRASE)
                )
                run = next(proven, run)
        return run

    def _is_strange(self, run: str, at: int) -> bool:
        """Tell whether the documents lack a pair with this character, and the word it is in.

        A function word is suspected where a character beside it has no word (审里期限, 碳会提升).
        """
        if run[at] in self.keep or all(self.stands(pair) for pair in _windows(run, at, 2)):
            return False
        word = self._word_at(run, at)
        if word in self.light and len(word) == 1:
            beside = [one for one in (at - 1, at + 1) if 0 <= one < len(run)]
            return any(
                not self._is_light(run[one]) and len(self._word_at(run, one)) == 1 for one in beside
            )
        return not self._is_light(word) and (len(word) == 1 or not self.is_term(word))

    def _is_light(self, word: str) -> bool:
        return word in self.keep or word in self.light

    def _word_at(self, run: str, at: int) -> str:
        ends = accumulate(map(len, words := self.cut(run)))
        return next((word for word, end in zip(words, ends, strict=True) if at < end), run[at])

    def _heard_or_seen(self, run: str, at: int) -> Iterator[tuple[str, int]]:
        """Yield `run` with what else sounds or looks as its character or word at `at`, and its end."""
        typed, word = run[at], self._word_at(run, at)
        for one in (*self._heard_as(typed), *_seen_as(typed)):
            yield run[:at] + one + run[at + 1 :], at + 1
        if len(word) == 2 and run.startswith(word, at):
            for both in self._heard_as_word(word, run[max(at - 1, 0) : at], run[at + 2 : at + 3]):
                yield run[:at] + both + run[at + 2 :], at + 2

    def _heard_as_word(self, word: str, left: str, right: str) -> Iterator[str]:
        """Yield the pairs of the documents that sound as `word` and stand beside either neighbour."""
        firsts, seconds = map(self._heard_as, word)
        behind_left = {one for one in firsts if left and self.stands(left + one)}
        before_right = {one for one in seconds if right and self.stands(one + right)}
        for first, second in product(firsts, seconds):
            if (first in behind_left or second in before_right) and self.stands(first + second):
                yield first + second

    def _is_proven(self, run: str, start: int, end: int, length: int) -> bool:
        """Tell whether the documents have the change in a phrase of that length and in a word of it.

        A place that they lack is none of theirs mistyped.
        """
        starts = range(max(end - length, 0), min(start, len(run) - length) + 1)
        if _PLACE_BEHIND.match(run, end) or not any(
            self.stands(run[one : one + length]) for one in starts
        ):
            return False
        return any(self._makes_term(run, at) for at in range(start, end))

    def _loose(self, run: str) -> list[bool]:
        """Tell of each character whether it lies in no word of Chinese of two characters or more."""
        return [len(word) == 1 or not self.is_word(word) for word in self.cut(run) for _ in word]

    def _mends(self, run: str, at: int, loose: Sequence[bool]) -> bool:
        """Tell whether a change makes a term with another character that had no word: 店机 → 电机."""
        for size in (2, 3):
            for start in range(max(at - size + 1, 0), min(at, len(run) - size) + 1):
                others = [one for one in range(start, start + size) if one != at]
                if self.is_term(run[start : start + size]) and any(
                    loose[one] and not self._is_light(run[one]) for one in others
                ):
                    return True
        return False

    def _makes_term(self, run: str, at: int) -> bool:
        return any(self.is_term(piece) for size in (2, 3, 4) for piece in _windows(run, at, size))

    def _fits(self, run: str, at: int) -> bool:
        return any(self.stands(piece) for piece in _windows(run, at, 3))

    def _heard_as(self, character: str) -> list[str]:
        alike = self._by_sound.get(_sound(character), [])
        return sorted(one for one in alike if one != character)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for character in self.characters():
            found.setdefault(_sound(character), []).append(character)
        return found


@cache
def _seen_as(character: str) -> tuple[str, ...]:
    groups = [group for group in _LOOK_ALIKE.split() if character in group]
    return tuple(one for group in groups for one in group if one != character)


def _windows(run: str, at: int, length: int) -> list[str]:
    """Return the pieces of `run` of that length that hold the character at `at`."""
    starts = range(max(at - length + 1, 0), min(at, len(run) - length) + 1)
    return [run[start : start + length] for start in starts]


def _around(run: str, at: int) -> list[str]:
    """Return the pieces of three characters that hold both at `at` and behind it, or all of `run`."""
    starts = range(max(at - 1, 0), min(at, len(run) - 3) + 1)
    return [run[start : start + 3] for start in starts] or [run]


@cache
def _sound(character: str) -> str:
    # Only a question with an unknown pair of characters needs the table; its import takes 0.15 s.
    from pypinyin.pinyin_dict import pinyin_dict

    first = pinyin_dict.get(ord(character), "").split(",")[0]  # the usual reading comes first
    return _merged(first)


def _merged(reading: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
    for pattern, replacement in _MERGED:
        bare = pattern.sub(replacement, bare)
    return bare
