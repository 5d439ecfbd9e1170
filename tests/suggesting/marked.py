"""Examples with the wanted span in [[double brackets]] and the caret at | , or else in the span's middle."""


def marked(example: str) -> tuple[str, tuple[int, int], int]:
    """The plain text, the wanted span and the caret's place."""
    bare = example.replace("|", "")
    start = bare.index("[[")
    end = bare.index("]]") - 2
    text = bare.replace("[[", "").replace("]]", "")
    if "|" not in example:
        return text, (start, end), (start + end) // 2
    return text, (start, end), example.replace("[[", "").replace("]]", "").index("|")
