"""Small files of every format that is read, and what chance makes of them."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.project import annotating
from annotator.project.exporting.run import export
from annotator.project.project import Project
from annotator.reading.folders import Unread, find_files
from annotator.reading.readers import reader_for
from annotator.writing.writers import WRITERS
from tests.documents import HEADLINE, PARAGRAPHS, archive, docx, page, paragraph, pdf
from tests.making import project_with, tag

Files = dict[str, bytes]
"""The files that are one input, by their names; the first one is the file that is read."""

STORY = "\n\n".join((HEADLINE, *PARAGRAPHS))
RUSSIAN = "Министр рыболовства сообщил журналистам, что переговоры о квотах пройдут 1 ноября 2006 г. в Осло."
DIGEST = "\n\n".join(
    f"{place} closes its port\n\n{place.upper()}, 03/05/2007 10:00 (AP) - The council of {place} closed the port on "
    "Monday to all trawlers that ignore the limits on herring.\n\nFishermen said they would go elsewhere."
    for place in ("Bergen", "Tromso", "Bodo")
)
MAIL = (
    "From: =?utf-8?q?K=C3=A1ri?= <kari@quay.example>\r\nTo: desk@quay.example\r\nSubject: Re: {headline}\r\n"
    "Date: Wed, 1 Nov 2006 14:25:00 +0300\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "{headline}=0A=0AOSLO, May 4 (AP) - Envoys met.\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: http://quay.example/a.html\r\n"
    'Content-Disposition: attachment; filename="a.html"\r\n\r\n{page}\r\n'
    "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Inner\r\n\r\nThe inner mail says that fish is fish.\r\n"
    "--b--\r\n"
)
_HOSTILE = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\r",
        b"\n",
        b"\x1a",
        b"\x85",
        "\u2028\u202e\ufeff".encode(),
    ),
    *(
        b"-1",
        b"1e999",
        b"NaN",
        b"Infinity",
        b"9" * 25,
        b"1" + b"0" * 5000,
        b"0x",
        b"null",
        b"true",
        b"\xd9\xa3",
        b"1.5",
    ),
    *(
        b'"',
        b"'",
        b"\\",
        b"\\ud800",
        b"\\u0000",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b";",
        b"\t",
        b"<",
        b">",
        b"&",
        b"(",
        b")",
    ),
    *(
        b"[" * 3000,
        b'{"a":' * 3000,
        b"<b>" * 3000,
        b"(" * 3000,
        b"&#xD800;",
        b"&lt;",
        b"&a;",
        b"]]>",
        b"<![CDATA[",
    ),
    *(
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        b"charset=utf-7",
        b"charset=idna",
        b"=?utf-8?b?4p?=",
    ),
    *(
        b"T1\tactor 9 3\tx",
        b"A1\tb T99",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"/Length -1",
        b"endobj",
        b"-DOCSTART-",
        b"../../x",
    ),
    *(
        b"29 February 2007",
        b"31/02/99999",
        b"--02-30",
        b"\xe5\x85\xab\xe6\x9c\x88\xe4\xba\x8c\xe6\x97\xa5",
        b"Juche 98",
    ),
]


def examples(folder: Path) -> list[Files]:
    """An input or more for each reader, those that this program writes among them; `folder` is for making them."""
    made = [
        {"a.txt": STORY.encode()},
        {"digest.txt": DIGEST.encode("utf-16")},
        {"russian.txt": RUSSIAN.encode("cp1251")},
        {"page.html": page(head="<meta charset='utf-8'>").encode()},
        {"a.docx": docx("".join(map(paragraph, (HEADLINE, *PARAGRAPHS))))},
        {"a.pdf": pdf([(HEADLINE, *PARAGRAPHS[0].split(". ")), ("Page 2", PARAGRAPHS[2])])},
        {"a.eml": MAIL.format(headline=HEADLINE, page=page()).encode()},
        {
            "a.csv": f'title,date,text,url\nHerring,01/11/2006,"{STORY}",http://a.b\nCod,2 May 2007,Fish.,\n'.encode()
        },
        {
            "a.zip": archive(
                {"in/a.txt": STORY.encode(), "b.zip": archive({"c.csv": b"title,text\nA,Fish.\n"})}
            )
        },
        {"label-studio.json": _LABEL_STUDIO.encode()},
        {
            "doccano.jsonl": b'{"id": 1, "text": "Kim met Oslo.", "label": [[0, 3, "actor"]], "Comments": []}\n'
        },
        {"labelbuddy.jsonl": _LABELBUDDY.encode()},
        {"prodigy.jsonl": _PRODIGY.encode()},
    ]
    with project_with(folder, STORY, RUSSIAN) as project:
        _annotate(project)
        made += _written(project, folder / "out")
    return made


_LABEL_STUDIO = (
    '[{"data": {"text": "Kim met Oslo."}, "annotations": [{"result": [{"id": "r1", "type": "labels", "from_name": "l", '
    '"to_name": "t", "value": {"start": 0, "end": 3, "text": "Kim", "labels": ["quote"]}}, {"type": "relation", '
    '"from_id": "r1", "to_id": "r1", "direction": "bi", "labels": ["speaker"]}]}]}]'
)
_LABELBUDDY = (
    '{"text": "Kim met Oslo.", "metadata": {"list_title": "a"}, "annotations": [{"start_char": 0, "end_char": 3, '
    '"label_name": "actor", "extra_data": "{}"}]}\n'
)
_PRODIGY = (
    '{"text": "Kim met Oslo.", "answer": "accept", "tokens": [], "spans": [{"start": 0, "end": 3, "label": "quote"}], '
    '"relations": [{"head_span": {"start": 0, "end": 3, "label": "quote"}, "child_span": {"start": 0, "end": 3, '
    '"label": "quote"}, "label": "speaker"}], "meta": {"layer": "anna"}}\n'
)


def _annotate(project: Project) -> None:
    he, quote = tag(project, "Oleg Vetrov", "actor"), tag(project, "we will not sign it", "quote")
    annotating.link(project, 1, [quote], "speaker", he)
    annotating.set_unsure(project, 1, [quote], True)
    tag(project, "Осло", "actor", 2)


def _written(project: Project, out: Path) -> Iterator[Files]:
    """What every writer whose packages are there makes of a project, as far as it can be read again."""
    from annotator.domain.dataset.recipe import Recipe

    out.mkdir()
    for writer in WRITERS:
        if not writer.available or not writer.back:
            continue
        export(project, out / writer.name, Recipe(format=writer.name))
        for path in find_files([out / writer.name]):
            if isinstance(path, Unread) or reader_for(path) is None:
                continue
            beside = [path.with_suffix(".txt"), *(path.parent / "texts").glob("*.txt")]
            names = [path, *(one for one in beside if one.is_file() and one != path)]
            yield {one.relative_to(path.parent).as_posix(): one.read_bytes() for one in names}


def mutated(example: Files, others: list[Files], chance: random.Random) -> Files:
    """An input with some damage, in the file that is read or in one beside it; now and then its name is odd too."""
    names = list(example)
    chosen = names[0] if chance.random() < 0.85 else chance.choice(names)
    data = example[chosen]
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.6:
        data = _within_archive(data, others, chance)
    else:
        data = _damaged(data, others, chance)
    return example | {chosen: data}


def _within_archive(data: bytes, others: list[Files], chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    chosen = chance.choice(list(parts))
    return archive(parts | {chosen: _damaged(parts[chosen], others, chance)})


def _damaged(data: bytes, others: list[Files], chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        data = chance.choice(_WAYS)(data, others, chance)
    return data


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytes, _others: list[Files], chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + bytes([byte ^ 1 << chance.randrange(8) for byte in data[at : at + 1]]) + data[at + 1 :]


def _random_bytes(data: bytes, _others: list[Files], chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.randbytes(chance.randrange(1, 9)) + data[at + chance.randrange(9) :]


def _insert(data: bytes, _others: list[Files], chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(_HOSTILE) + data[at:]


def _replace_word(data: bytes, _others: list[Files], chance: random.Random) -> bytes:
    words = [found.span() for found in re.finditer(rb"\d+|\w+", data)]
    start, end = chance.choice(words) if words else (0, 0)
    return data[:start] + chance.choice(_HOSTILE) + data[end:]


def _replace_number(data: bytes, _others: list[Files], chance: random.Random) -> bytes:
    numbers = [found.span() for found in re.finditer(rb"\d+", data)]
    start, end = chance.choice(numbers) if numbers else (0, 0)
    return data[:start] + chance.choice((b"0", b"-1", b"4294967296", b"9" * 40, b"2.5", b"null")) + data[end:]


def _cut(data: bytes, _others: list[Files], chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _delete(data: bytes, _others: list[Files], chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + data[at + chance.randrange(200) :]


def _repeat(data: bytes, _others: list[Files], chance: random.Random) -> bytes:
    at = _place(data, chance)
    piece = data[at : at + chance.randrange(1, 60)]
    return data[:at] + piece * chance.choice((2, 3, 50, 2000)) + data[at:]


def _splice(data: bytes, others: list[Files], chance: random.Random) -> bytes:
    other = next(iter(chance.choice(others).values()))
    return data[: _place(data, chance)] + other[_place(other, chance) :]


def _shuffle_lines(data: bytes, _others: list[Files], chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


_WAYS: list[Callable[[bytes, list[Files], random.Random], bytes]] = [
    _flip,
    _random_bytes,
    _insert,
    _insert,
    _replace_word,
    _replace_number,
    _cut,
    _delete,
    _repeat,
    _splice,
    _shuffle_lines,
]
