"""Full-text search by FTS5. The index is written by this module alone (no triggers), in slices.

Scripts without spaces are indexed character by character and searched as phrases, so that words of two ideographs are
found; a Korean word is found with any particle at its end, an Arabic one with those before it. A query's words are
quoted, so that no character of theirs is an operator.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

from annotator.storage.sealing import TEXT
from annotator.storage.store import Store

_SPACELESS = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
)
_QUERY_PART = re.compile(r'"([^"]+)"|(\S+)')
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ARABIC = re.compile("[\u0621-\u064a\u064b-\u0652\u0670-\u06d3]+")
_BEFORE_ARABIC = ("ال", "و", "وال", "ف", "فال", "ب", "بال", "ل", "لل", "ول", "ولل", "ك", "كال", "وب", "وبال")
"""The article, and what is written before an Arabic word: and, so, with, for, as."""
# What SQLite cannot take in a query: NUL ends it, lone surrogates are no UTF-8. No text holds either.
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def searchable(text: str) -> str:
    """The text as it is indexed: ideographs stand apart."""
    return _SPACELESS.sub(r" \1 ", text)


def index_slice(store: Store, most: int = 500) -> int:
    """Indexes up to `most` articles that are not yet indexed, in one transaction; gives how many it did."""
    rows = store.rows(
        f"SELECT id, {TEXT} FROM article WHERE text IS NOT NULL "  # noqa: S608 ours
        "AND id > (SELECT ifnull(max(article), 0) FROM indexed) ORDER BY id LIMIT ?",
        (most,),
    )
    if rows:
        with store.transaction() as connection:
            connection.executemany(
                "INSERT INTO words (rowid, text) VALUES (?, ?)",
                [(key, searchable(text)) for key, text in rows],
            )
            connection.executemany("INSERT INTO indexed VALUES (?)", [(key,) for key, _ in rows])
    return len(rows)


def forget(store: Store, key: int, text: str) -> None:
    """Takes an article out of the index, inside the caller's transaction."""
    connection = store.connection
    if connection.execute("DELETE FROM indexed WHERE article = ?", (key,)).rowcount:
        connection.execute(
            "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (key, searchable(text))
        )
        # A deletion is a note in the index at first; the words go when its parts are merged.
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")


def query_of(words: str) -> str:
    """The FTS5 query of what an analyst typed: all words, phrases in quotation marks, `sanction*` by its beginning."""
    parts = []
    for phrase, word in _parts(words):
        content = (phrase or word).rstrip("*")
        prefix = bool(word) and (word.endswith("*") or _takes_endings(content))
        variants = [searchable(one).replace('"', " ").split() for one in _variants(content, bool(phrase))]
        if any(_has_letters(token) for token in variants[0]):
            shown = ['"' + " ".join(tokens) + '"' + ("*" if prefix else "") for tokens in variants]
            parts.append(shown[0] if len(shown) == 1 else f"({' OR '.join(shown)})")
    return " AND ".join(parts)


def _takes_endings(word: str) -> bool:
    """Whether particles are written onto the word's end, as in Korean: it is found with any of them."""
    return bool(_HANGUL.search(word[-1:]))


def _variants(content: str, is_phrase: bool) -> list[str]:
    """The word itself, and of an Arabic one those with the article and the particles that are written before it."""
    if is_phrase or not _ARABIC.fullmatch(content):
        return [content]
    return [content, *(f"{before}{content}" for before in _BEFORE_ARABIC)]


def _parts(words: str) -> list[tuple[str, str]]:
    """(phrase, "") or ("", word) of each thing that was typed."""
    return _QUERY_PART.findall(_UNFIT.sub(" ", words))


def _has_letters(token: str) -> bool:
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Co" for c in token)


def matching(store: Store, words: str, within: Collection[int] | None = None) -> list[int]:
    """Row ids of the articles, not withdrawn, that hold all the words; those not yet indexed are read through.

    `within`: the only articles that count; None for all that are not withdrawn.
    """
    query = query_of(words)
    if not query:
        return []
    # Two queries: joined, SQLite may look every article up in the index by itself.
    listed = set(
        store.numbers("article", "FROM article_row WHERE withdrawn = 0") if within is None else within
    )
    rows = store.numbers("rowid", "FROM words WHERE words MATCH ? ORDER BY rowid", (query,))
    found = [key for key in rows if key in listed]
    return found + [key for key in _unindexed(store, words) if key in listed]


def _unindexed(store: Store, words: str) -> list[int]:
    patterns = hit_patterns(words)
    rows = store.rows(
        f"SELECT article.id, {TEXT} FROM article "  # noqa: S608 ours
        "JOIN article_row ON article_row.article = article.id "
        "WHERE NOT withdrawn AND text IS NOT NULL "
        "AND id > (SELECT ifnull(max(article), 0) FROM indexed)"
    )
    return [key for key, text in rows if all(pattern.search(text) for pattern in patterns)]


def hit_patterns(words: str) -> list[re.Pattern[str]]:
    """Patterns that find in a text what `query_of` finds in the index."""
    patterns = []
    for phrase, word in _parts(words):
        content = (phrase or word).rstrip("*")
        tokens = re.findall(r"\w+", content)
        if not tokens:
            continue
        spaceless = bool(_SPACELESS.search(content))
        before, after = ("", "") if spaceless else (r"(?<!\w)", r"(?!\w)")
        after = r"\w*" if word.endswith("*") or (word and _takes_endings(content)) else after
        if not phrase and _ARABIC.fullmatch(content):
            before = rf"(?<!\w)(?:{'|'.join(_BEFORE_ARABIC)})?"
        patterns.append(re.compile(before + r"\W+".join(map(re.escape, tokens)) + after, re.IGNORECASE))
    return patterns


def hits(text: str, patterns: Sequence[re.Pattern[str]], most: int = 20) -> list[tuple[int, int]]:
    """Spans (half-open, code points) of the words in a text, in text order."""
    found = sorted({m.span() for pattern in patterns for m in pattern.finditer(text)})
    return found[:most]
