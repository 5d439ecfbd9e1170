"""Reporting words in a sentence: which they are, who stands before them, and where their claim begins."""

from dataclasses import dataclass
from functools import cached_property

from annotator.suggesting.passage import Passage, Span, Token

_FAR = 14
"""How many words after a cue its "that" is looked for."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting expression: indices of its first and last word among the sentence's `Sentence.tokens`.

    `opens`: where its claim begins, in the text; None where none follows, as after a trailing "he said".
    `infinitive`: the claim is a "to" clause. `group`: the index of the first word of its verb, helpers included.
    `reported`: a wish, a condition or part of another claim ("would urge"). `according`: "according to" and the like.
    """

    first: int
    last: int
    group: int
    opens: int | None = None
    infinitive: bool = False
    reported: bool = False
    according: bool = False


@dataclass(slots=True)
class Turns:
    """Where claims of a sentence may end, kept so that it is found once and not for each of them.

    `cuts`: for later cues (index of the cue, where it cuts, the claim begins before). `times`: words such as "since"
    (where the time clause begins, the word's place, whether a comma parts it, the place of the next verb in the past).
    """

    cuts: list[tuple[int, int, int]] | None = None
    times: list[tuple[int, int, bool, int]] | None = None


class Sentence:
    """The words of one sentence and what reports in it."""

    def __init__(self, passage: Passage, span: Span) -> None:
        self.passage = passage
        self.text = passage.text
        self.lexicon = passage.lexicon
        self.start, self.end = span
        self.tokens = passage.within(*span)
        self.cues = list(self._cues())
        self.turns = Turns()

    def words(self, first: int, last: int) -> str:
        """The text from one word to another."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def gap(self, index: int) -> str:
        """What stands between the word before and this one."""
        left = self.tokens[index - 1].end if index else self.start
        return self.text[left : self.tokens[index].start]

    def comma_before(self, index: int) -> bool:
        """Whether punctuation or a quotation mark parts the word from the one before."""
        gap = self.gap(index)
        return gap != " " and any(mark in gap for mark in ",;:-–—،")

    def _cues(self) -> list[Cue]:
        found: list[Cue] = []
        index = 0
        while index < len(self.tokens):
            length = self._cue_length(index)
            cue = self._cue(index, index + length - 1) if length else None
            if cue:
                found.append(cue)
            index = (cue.last if cue else index) + 1
        return found

    def _cue_length(self, index: int) -> int:
        every = self.lexicon.cues.every
        if self.tokens[index].is_capital and index and not self._opens_sentence(index):
            return 0
        for length in (4, 3, 2):
            some = self.tokens[index : index + length]
            together = all(self.gap(i).isspace() for i in range(index + 1, index + len(some)))
            if len(some) == length and together and " ".join(token.lower for token in some) in every:
                return length
        return int(self.tokens[index].lower in every)

    def _opens_sentence(self, index: int) -> bool:
        """Whether a capital is due to a mark before the word."""
        return any(mark in self.gap(index) for mark in '"“„«‘:.!?')

    def _cue(self, first: int, last: int) -> Cue | None:
        cues, words = self.lexicon.cues, " ".join(t.lower for t in self.tokens[first : last + 1])
        if words in cues.according:
            return Cue(first, last, first, according=True)
        noun = self._is_noun(first, words)
        group = self._group(first)
        opens, infinitive = self._opening(words, last)
        if noun and (opens is None or words not in cues.nouns or not self._opens_at_once(last)):
            return None
        return Cue(first, last, group, opens, infinitive, noun or self._is_reported(group, first))

    def _opens_at_once(self, last: int) -> bool:
        cues = self.lexicon.cues
        return last + 1 < len(self.tokens) and self.tokens[last + 1].lower in cues.that | cues.to_words

    def _is_noun(self, first: int, words: str) -> bool:
        """Whether a word stands as a noun or adjective: "its declared will", "the demand", "no plans"."""
        names, cues = self.lexicon.names, self.lexicon.cues
        verb = cues.strong | cues.weak | cues.to | cues.addressee | cues.quote
        if words in cues.nouns and words not in verb:
            return True
        before = self.tokens[first - 1] if first and not self.comma_before(first) else None
        if before is None:
            return False
        return before.possessive or (
            before.lower in names.determiners and before.lower not in names.subjects | {"who"}
        )

    def _group(self, first: int) -> int:
        helpers = self.lexicon.clause.helpers
        while first and self.tokens[first - 1].lower in helpers and not self.comma_before(first):
            first -= 1
        return first

    def _is_reported(self, group: int, first: int) -> bool:
        """Whether the reporting is itself wished, conditional or foreseen."""
        clause = self.lexicon.clause
        before = self.tokens[group - 1].lower if group else ""
        if before in clause.modal or any(t.lower in clause.modal for t in self.tokens[group:first]):
            return True
        for index in range(group - 1, max(-1, group - 5), -1):
            if self.tokens[index].lower in clause.conditional:
                return True
            if self.comma_before(index):
                return False
        return False

    def _opening(self, words: str, last: int) -> tuple[int | None, bool]:
        """Where the claim of a cue begins, and whether it is a "to" clause."""
        cues, after = self.lexicon.cues, last + 1
        if after >= len(self.tokens):
            return None, False
        parted = any(mark in self.gap(after) for mark in ",;.")
        if not parted and self.tokens[after].lower in cues.that:
            return self._start_after(after), False
        infinitive = None if parted else self._infinitive(words, after)
        if infinitive is not None:
            return infinitive, True
        urged = None if parted else self._urged(words, after)
        if urged is not None:
            return urged, False
        if words in cues.strong or words in cues.weak:
            return self._finite(words, after, parted), False
        return None, False

    def _infinitive(self, words: str, after: int) -> int | None:
        """Where a claim begins that "to" leads in, a date and the like left out."""
        cues = self.lexicon.cues
        if words in cues.nouns and words not in cues.to:
            return self._start_after(after) if self.tokens[after].lower in cues.to_words else None
        if words not in cues.to:
            return None
        late = self._skipped("", after)
        if late is not None and self.tokens[late].lower in cues.to_words:
            return self._start_after(late)
        return self.tokens[after].start if cues.infinitives and words not in cues.strong else None

    def _urged(self, words: str, after: int) -> int | None:
        """Where a claim begins that is an addressee and what he is to do."""
        cues = self.lexicon.cues
        to = self._addressee_end(after) if words in cues.addressee else None
        if to is None:
            return None
        if words not in cues.strong:
            return self.tokens[after].start
        return self._at(after) if self.tokens[to].lower in cues.to_words else None

    def _start_after(self, index: int) -> int | None:
        return self._at(index + 1) if index + 1 < len(self.tokens) else None

    def _at(self, index: int) -> int:
        """Where a claim that begins with this word begins: with the mark before it, if it is quoted."""
        token = self.tokens[index]
        before = self.text[token.start - 1] if token.start > self.start else ""
        return token.start - 1 if before in "\"“„«‘'" and before else token.start

    def _addressee_end(self, after: int) -> int | None:
        """The index of "to" that ends an addressee; None if there is none before the next verb or comma."""
        for index in range(after + 1, min(len(self.tokens), after + _FAR)):
            lower = self.tokens[index].lower
            if lower in self.lexicon.cues.to_words:
                return index
            if lower in self.lexicon.clause.verbs or ";" in self.gap(index) or "." in self.gap(index):
                return None
        return len(self.tokens) - 1 if self.lexicon.cues.infinitives else None

    def _finite(self, words: str, after: int, parted: bool) -> int | None:
        """Where a claim begins that is a clause of its own, with or without "that"."""
        that = self._that(after, parted)
        if that is not None:
            return self._start_after(that)
        if parted or self.tokens[after].lower in self.lexicon.clause.relative:
            return None
        start = self._skipped(words, after)
        if start is None or not self._is_clause(start, words):
            return None
        return self._at(start)

    def _that(self, after: int, parted: bool) -> int | None:
        """The index of "that" where only time, place and addressee part it from the cue."""
        verbs, cues = self.lexicon.clause.verbs, self.lexicon.cues
        for index in range(after, min(len(self.tokens), after + _FAR)):
            lower = self.tokens[index].lower
            if lower in cues.that:
                return index if self._may_part(after, index) else None
            if lower in verbs or lower in cues.every or (lower in self.lexicon.clause.conjunctions):
                return None
        return None

    def _may_part(self, after: int, that: int) -> bool:
        token, names = self.tokens[after], self.lexicon.names
        if that == after:
            return True
        told = self.tokens[after - 1].lower
        if told in self.lexicon.cues.addressee | self.lexicon.cues.told:
            return True
        clause = self.lexicon.clause
        parted = self.comma_before(that) and self.comma_before(after)
        return (
            parted
            or token.lower in clause.between | clause.audience
            or self._is_time(token)
            or (token.lower in names.pronouns and that == after + 1)
        )

    def _is_time(self, token: Token) -> bool:
        names = self.lexicon.names
        return (
            token.is_capital
            and token.lower in names.openers
            and token.lower not in names.determiners | names.pronouns
        )

    def _skipped(self, words: str, after: int) -> int | None:
        """The index of the claim's first word after addressee, day and place; None if nothing is left."""
        clause, index = self.lexicon.clause, after
        if words in self.lexicon.cues.told:
            index = self._past_addressee(index)
        while index < len(self.tokens):
            token = self.tokens[index]
            if self._is_time(token) or (
                token.lower in clause.audience and token.lower not in self.lexicon.names.subjects
            ):
                index += 1
                while index < len(self.tokens) and self.tokens[index].word.isdigit():
                    index += 1
            elif (
                token.lower in clause.between
                and index + 1 < len(self.tokens)
                and self._is_time(self.tokens[index + 1])
            ):
                index += 1
            else:
                break
            if index < len(self.tokens) and "," in self.gap(index):
                return None
        return index if index < len(self.tokens) else None

    def _past_addressee(self, index: int) -> int:
        names = self.lexicon.names
        token = self.tokens[index]
        if (token.lower in names.determiners and token.lower not in names.pronouns) or (
            token.lower in names.determiners
            and index + 1 < len(self.tokens)
            and not self.tokens[index + 1].is_capital
        ):
            index += 1
        while (
            index + 1 < len(self.tokens)
            and self.tokens[index].is_capital
            and self.tokens[index + 1].is_capital
        ):
            index += 1
        return index + 1

    def _is_clause(self, start: int, words: str) -> bool:
        """Whether the words from here on have a verb, as far as one can tell."""
        clause, names, token = self.lexicon.clause, self.lexicon.names, self.tokens[start]
        if token.lower in clause.time or (
            token.lower in clause.between and words not in self.lexicon.cues.strong
        ):
            return False
        if token.lower in clause.verbs:
            return True
        verb, semicolon, cue = self._ahead[start + 1]
        stop = semicolon if words in self.lexicon.cues.strong else min(semicolon, cue)
        if verb < stop or stop < len(self.tokens):
            return verb < stop
        inverted = self.comma_before(start - 1) or len(self.tokens) - start < 3
        return token.lower in names.subjects or (words in self.lexicon.cues.plain and not inverted)

    @cached_property
    def _ahead(self) -> list[tuple[int, int, int]]:
        """For each word the indices of the first one from it on that is a verb, that a semicolon parts from the one
        before, and that is a reporting word; the number of words where there is none."""
        verb = semicolon = cue = len(self.tokens)
        found = [(verb, semicolon, cue)]
        for index in range(len(self.tokens) - 1, -1, -1):
            lower = self.tokens[index].lower
            if lower in self.lexicon.clause.verbs or (index and _looks_finite(lower, self.tokens[index - 1])):
                verb = index
            if ";" in self.gap(index):
                semicolon = index
            if lower in self.lexicon.cues.every:
                cue = index
            found.append((verb, semicolon, cue))
        return found[::-1]


def _looks_finite(word: str, before: Token) -> bool:
    """Whether a word may be a regular verb in the past or the present."""
    return len(word) > 4 and (
        word.endswith("ed") or (word.endswith("s") and not word.endswith("ss") and before.is_capital)
    )
