"""Build career/embedding/idf.json.gz, how rare words are in O*NET tasks: `python tools/build_words.py`.

Run by hand when the source changes; its output is committed. The same source gives the same bytes.
"""

import argparse
import gzip
import hashlib
import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from career.embedding.tfidf import words
from tools import skill_sources

OUTPUT = Path(__file__).parents[1] / "career" / "embedding" / "idf.json.gz"
RAREST = 2
"""A word of one task alone counts as never seen."""


def build(folder: Path) -> bytes:
    counts: Counter[str] = Counter()
    total = 0
    for _, task in skill_sources.onet_tasks(folder):
        counts.update(set(words(task)))
        total += 1
    by_count = defaultdict(list)
    for word, count in sorted(counts.items()):
        if count >= RAREST:
            by_count[count].append(word)
    table = {
        "documents": total,
        "words": {str(count): " ".join(by_count[count]) for count in sorted(by_count)},
    }
    print(f"{total} tasks, {sum(map(len, by_count.values()))} words")
    raw = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(raw, compresslevel=9, mtime=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="a folder to fetch the sources to, and to use again")
    folder = parser.parse_args().wheels or Path(tempfile.mkdtemp(prefix="word-sources-"))
    skill_sources.fetch(folder)
    data = build(folder)
    OUTPUT.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    OUTPUT.with_suffix(".gz.sha256").write_text(f"{digest}  {OUTPUT.name}\n")
    print(f"{OUTPUT.name}: {len(data):,} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
