"""How much of a damaged page comes back: articles of our own, damaged by program, cleaned, compared.

    python benchmarks/cleaning.py

Compared are letters, digits and Han characters (edit distance over the length of the truth).
`invented` counts characters that the cleaned text has and the truth has not.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path

from kg.clean import clean
from kg.clean.injection import inject
from kg.clean.lines import key_of

HERE = Path(__file__).parent
ARTICLES = HERE / "data" / "cleaning.jsonl"
FURNITURE = (
    "首页 资讯 健康 视频\n您现在的位置:首页 > 健康 > 正文\n"
    "{title}\n2024-05-06 09:30 来源:某地新闻中心\n浏览次数:1024\n{body}\n"
    "责任编辑:周某\n分享到: 微信 微博\n相关阅读\n邻县人民医院新院区月底启用\n市卫健委部署夏季防病工作\n"
    "版权声明:凡本网注明来源的稿件均为转载稿，如涉及版权问题请与本站联系。\n某ICP备00000000号"
)
KEPT_FURNITURE = "{title}\n2024-05-06 09:30 来源:某地新闻中心\n{body}\n责任编辑:周某"


@dataclass(frozen=True, slots=True)
class Score:
    characters: int
    wrong: int
    invented: int

    def __add__(self, other: Score) -> Score:
        return Score(self.characters + other.characters, self.wrong + other.wrong, self.invented + other.invented)

    @property
    def rate(self) -> float:
        return self.wrong / self.characters if self.characters else 0.0


def compare(truth: str, text: str, show: bool = False) -> Score:
    """Edit distance between the two, counted over letters, digits and Han characters."""
    wanted, found = key_of(truth), key_of(text)
    wrong = invented = 0
    for tag, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if tag != "equal":
            wrong += max(b - a, d - c)
            invented += d - c
            if show:
                sys.stdout.write(f"    {wanted[max(0, a - 6) : a]}[{wanted[a:b]} -> {found[c:d]}]{wanted[b : b + 6]}\n")
    return Score(len(wanted), wrong, invented)


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" or "a" <= c.lower() <= "z" or c in "%+" else c for c in text)


def wrapped(text: str, width: int = 32) -> str:
    return "\n".join(
        "\n".join(paragraph[at : at + width] for at in range(0, len(paragraph), width)) + "\n"
        for paragraph in text.split("\n")
    )


def sprinkled(text: str) -> str:
    """Zero-width and private-use characters, indents, entities."""
    marks = ("\u200b", "\u2060", "\ufeff", "\u00ad")
    noisy = "".join(c + (marks[at % 4] if at % 17 == 16 else "") for at, c in enumerate(text))
    noisy = noisy.replace("\n", "\n\ue5e5　　&nbsp;")
    return noisy.replace("“", "&ldquo;").replace("”", "&#8221;")


def doubly_encoded(text: str) -> str:
    return "\n".join(p.encode().decode("latin-1") if at % 2 else p for at, p in enumerate(text.split("\n")))


NOISE: Mapping[str, Callable[[str], str]] = {
    "injected": lambda text: inject(text).source,
    "injected, some characters": lambda text: (
        inject(text, frozenset("醫衛務區發業會時個進質優領產構陽護學設計")).source
    ),
    "full width": full_width,
    "wrapped": wrapped,
    "sprinkled": sprinkled,
    "doubly encoded": doubly_encoded,
    "injected and wrapped": lambda text: inject(wrapped(text)).source,
    "injected and sprinkled": lambda text: sprinkled(inject(text).source),
    "injected, full width": lambda text: inject(full_width(text)).source,
    "none": lambda text: text,
}


def articles() -> Iterable[tuple[str, str, str]]:
    for line in ARTICLES.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["id"], record["title"], "\n".join(record["paragraphs"])


def measure(noise: Callable[[str], str], show: bool) -> tuple[Score, float]:
    total = Score(0, 0, 0)
    seconds, length = 0.0, 0
    for _, title, body in articles():
        source = noise(FURNITURE.format(title=title, body=body))
        start = time.perf_counter()
        text = clean(source).text
        seconds += time.perf_counter() - start
        length += len(source)
        total += compare(KEPT_FURNITURE.format(title=title, body=body), text, show)
    return total, length / seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print every difference")
    parser.add_argument("--out", type=Path, help="write a JSON record into this folder")
    options = parser.parse_args()
    rows = {}
    sys.stdout.write(f"{'noise':28}{'characters':>11}{'wrong':>7}{'invented':>10}{'rate':>9}{'chars/s':>10}\n")
    for name, noise in NOISE.items():
        score, speed = measure(noise, options.show)
        rows[name] = {"characters": score.characters, "wrong": score.wrong, "invented": score.invented}
        sys.stdout.write(
            f"{name:28}{score.characters:>11}{score.wrong:>7}{score.invented:>10}{score.rate:>9.3%}{speed:>10.0f}\n"
        )
    if options.out:
        record = {
            "date": date.today().isoformat(),
            "python": platform.python_version(),
            "machine": platform.machine(),
            "input": sha256(ARTICLES.read_bytes()).hexdigest(),
            "rows": rows,
        }
        path = options.out / f"cleaning-{record['date']}.json"
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
