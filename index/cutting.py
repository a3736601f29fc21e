"""Passages cut, counted and spelt, on all cores.

jieba is Python and keeps one core busy; a build of many passages gives them out, a batch at a time,
to as many processes as there are cores. The same passages give the same counts either way.
"""

from __future__ import annotations

import gc
import math
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TypeVar

from index.lexical import CountedPassages, count_passages
from index.model import Passage
from index.tokens import Tokenizer, joined_units, spell

BATCH = 256
# Starting a process takes about a second, with jieba's dictionary read: less than it saves from here.
SHARED_OUT_FROM = 3000
_MOST_KEPT = 500_000  # runs of characters whose words a process remembers

Value = TypeVar("Value")

_JIEBA_RUN = re.compile(r"[\u4e00-\u9fd5]+")  # what jieba takes for Chinese characters

# Not a module that is run: what it sends would be of the module __main__, which is another here.
_PROGRAM = "import sys; from index.cutting import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
_CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Cut:
    """A batch of passages: counted, and each as the encoder reads it (empty where it reads raw text)."""

    counted: CountedPassages
    spelt: tuple[str, ...]


def embedded_text(passage: Passage) -> str:
    """Return what of a passage its vector is made of."""
    return f"{passage.path}\n{passage.body}"


class _Logs(dict[int, float]):
    """The logarithm of a word's share of all words, by its count."""

    def __init__(self, of_all: float) -> None:
        super().__init__()
        self._of_all = of_all

    def __missing__(self, count: int) -> float:
        share = self[count] = math.log(count) - self._of_all
        return share


class _Remembered(dict[str, Value]):
    """What `find` gives for a string, found once."""

    def __init__(self, find: Callable[[str], Value]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> Value:
        if len(self) >= _MOST_KEPT:
            self.clear()
        value = self[key] = self._find(key)
        return value


class RememberingTokenizer(Tokenizer):
    """Looks for the words of a run of characters once, and for the words in a word once.

    Body and path are read twice, for words and for vectors, and policy texts repeat themselves.
    """

    def __init__(self, words: Sequence[str] = (), *, tmp_dir: Path | None = None) -> None:
        super().__init__(words, tmp_dir=tmp_dir)
        self._units = _Remembered(super().unit_words)
        self._parts = _Remembered(self._find_parts)

    def unit_words(self, unit: str) -> Sequence[str]:
        """Return the search words of a run of Chinese characters, a name or a number."""
        return self._units[unit]

    def inner_words(self, word: str) -> tuple[str, ...]:
        """Return the words in a word."""
        return self._parts[word]

    def _find_parts(self, word: str) -> tuple[str, ...]:
        return tuple(super().inner_words(word))

    def cut_run(self, run: str) -> list[str]:
        """Cut a run as `jieba.cut(run, HMM=False)` does, in one pass over its dictionary instead of three.

        The same path of most probable words, found from the end; what is not all of the characters
        that jieba takes for Chinese it cuts itself.
        """
        if not _JIEBA_RUN.fullmatch(run):
            return super().cut_run(run)
        counts, logs, size = self._jieba.FREQ, self._logs, len(run)
        best = [0.0] * (size + 1)
        ends = [0] * size
        for start in range(size - 1, -1, -1):
            most, chosen, end = -math.inf, start + 1, start + 1
            while end <= size and (count := counts.get(run[start:end])) is not None:
                if count and (value := logs[count] + best[end]) >= most:
                    most, chosen = value, end
                end += 1
            best[start] = logs[1] + best[start + 1] if most == -math.inf else most
            ends[start] = chosen
        words, start = [], 0
        while start < size:
            words.append(run[start : ends[start]])
            start = ends[start]
        return words

    @cached_property
    def _logs(self) -> _Logs:
        return _Logs(math.log(self._jieba.total))


def batch_cutter(
    tokenizer: Tokenizer, vocabulary: Collection[str]
) -> Callable[[Sequence[Passage]], Cut]:
    """Return what cuts passages, and spells them where the encoder has a `vocabulary` of words."""
    spelt = _Remembered(lambda unit: spell(tokenizer.unit_words(unit), vocabulary))

    def cut(passages: Sequence[Passage]) -> Cut:
        counted = count_passages(passages, tokenizer)
        read = (joined_units(one.path, one.body) for one in passages) if vocabulary else ()
        return Cut(counted, tuple(" ".join(map(spelt.__getitem__, units)) for units in read))

    return cut


def cut_passages(
    passages: Sequence[Passage],
    tokenizer: Tokenizer,
    vocabulary: Collection[str],
    *,
    shared_out_from: int = SHARED_OUT_FROM,
) -> Iterator[Cut]:
    """Yield passages cut, in their order, a batch at a time.

    Args:
        passages: What is cut.
        tokenizer: What cuts it, here, or others like it in the processes.
        vocabulary: The words of the encoder; none where it reads raw text.
        shared_out_from: From so many passages on other processes cut them.
    """
    batches = [passages[at : at + BATCH] for at in range(0, len(passages), BATCH)]
    if len(passages) < shared_out_from:
        yield from map(batch_cutter(tokenizer, vocabulary), batches)
        return
    tokenizer.cut("条")  # the dictionary is made once, for all of them
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    count = min(cores or 1, len(batches))
    with ExitStack() as stack:
        idle: SimpleQueue[_Cutter] = SimpleQueue()
        for _ in range(count):
            idle.put(stack.enter_context(_Cutter(tokenizer, vocabulary)))

        def work(batch: Sequence[Passage]) -> Cut:
            cutter = idle.get()
            try:
                return cutter.cut(batch)
            finally:
                idle.put(cutter)

        pool = stack.enter_context(ThreadPoolExecutor(count))
        yield from pool.map(work, batches)


class _Cutter:
    """A process that cuts, to be used in `with`."""

    def __init__(self, tokenizer: Tokenizer, vocabulary: Collection[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            cwd=_CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._send((tokenizer.user_words, tokenizer.tmp_dir, frozenset(vocabulary)))

    def __enter__(self) -> _Cutter:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.terminate()
        self._process.wait()

    def cut(self, passages: Sequence[Passage]) -> Cut:
        """Cut a batch."""
        self._send(tuple(passages))
        if self._process.stdout is None:
            raise RuntimeError("the process was started without output")
        cut: Cut = pickle.load(self._process.stdout)
        return cut

    def _send(self, value: object) -> None:
        if self._process.stdin is None:
            raise RuntimeError("the process was started without input")
        pickle.dump(value, self._process.stdin)
        self._process.stdin.flush()


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Cut batches until there are no more; the first request says with what."""
    gc.disable()  # of what is remembered nothing is garbage, and looking through it takes long
    words, cache, vocabulary = pickle.load(requests)
    cut = batch_cutter(RememberingTokenizer(words, tmp_dir=cache), vocabulary)
    while True:
        try:
            passages = pickle.load(requests)
        except EOFError:
            return
        pickle.dump(cut(passages), answers)
        answers.flush()
