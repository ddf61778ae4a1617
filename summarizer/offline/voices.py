"""Who says "we" in an article, and the third person for it: a paper's researchers, a company in its own post."""

from __future__ import annotations

import re
from typing import Literal

from summarizer.identity import host_of
from summarizer.language.lexicon import IRREGULAR
from summarizer.language.sentences import quotations
from summarizer.models import Article
from summarizer.offline import classifier

Voice = Literal["The researchers", "The company"]

_LEAST_SPOKEN = 3
"""How often a post says "we" or "our" outside of quotations that is a company's own: a newspaper hardly ever does."""
_LEAST_LETTERS = 4
"""Of a host's label that may be a company's name."""
_NO_COMPANIES = re.compile(r"(?:^|\.)(?:edu|gov|mil|int|org|ac|gouv|gob)(?:\.[a-z]{2,3})?$")
_SPOKEN = re.compile(r"\b(?:[Ww]e|[Oo]urs?)\b")

_OF_RESEARCHERS = (
    (re.compile(r"^(?:we|I)\b", re.IGNORECASE), "The researchers"),
    (re.compile(r"\bwe\b", re.IGNORECASE), "they"),
    (re.compile(r"^our\b", re.IGNORECASE), "The researchers'"),
    (re.compile(r"\bour\b", re.IGNORECASE), "their"),
    (re.compile(r"\bus\b"), "them"),
)
_SHORTENED = {"re": "are", "ve": "have", "ll": "will", "d": "would"}
_ADVERBS = r"(?: (?:also|now|already|never|still|just|only|today|\w+ly))*"
_OF_A_COMPANY = re.compile(rf"\b(?:([Ww]e)(?:['’](re|ve|ll|d)|({_ADVERBS}) (\w+))|([Oo]ur)|us)\b")
_SINGULAR = {"are": "is", "have": "has", "do": "does", "were": "was"}
_UNCHANGED = frozenset("can could may might must shall should will would did had was used".split())


def voice_of(article: Article) -> Voice | None:
    """Return who "we" are: a paper's researchers, the company on whose site the article stands, or nobody known."""
    if classifier.is_paper(article.url):
        return "The researchers"
    host = host_of(article.url)
    name = max(host.split(".")[:-1], key=len, default="")
    if len(name) < _LEAST_LETTERS or _NO_COMPANIES.search(host) or not _is_spoken(article.text):
        return None
    names = re.findall(r"\b[A-Z][\w&-]+", f"{article.title} {article.text}")
    named = any(re.sub(r"[\W_]", "", word.lower()) == name.replace("-", "") for word in names)
    return "The company" if named else None


def _is_spoken(text: str) -> bool:
    quoted = quotations(text)
    spoken = (found.start() for found in _SPOKEN.finditer(text))
    return sum(not any(start <= at < end for start, end in quoted) for at in spoken) >= _LEAST_SPOKEN


def in_third_person(sentence: str, voice: Voice | None) -> str:
    """Return a sentence as somebody else would say it; one with a quotation in it keeps its "we", being somebody's."""
    if voice == "The researchers":
        for pattern, third_person in _OF_RESEARCHERS:
            sentence = pattern.sub(third_person, sentence)
    if voice == "The company" and not re.search(r"[\"“”]", sentence):
        sentence = _told_of_company(sentence)
    return sentence


def _told_of_company(sentence: str) -> str:
    """Return a sentence of a company about a company, which is named at its first "we", and "it" from then on."""
    named = False

    def told(found: re.Match[str]) -> str:
        nonlocal named
        subject, named = "it" if named else "the company", True
        if found[5]:
            words = "its" if subject == "it" else "the company's"
        elif found[1]:
            verb = _SHORTENED[found[2]] if found[2] else found[4]
            words = f"{subject}{found[3] or ''} {_singular(verb)}"
        else:
            words = subject
        return words[0].upper() + words[1:] if found.start() == 0 else words

    return _OF_A_COMPANY.sub(told, sentence)


def _singular(verb: str) -> str:
    """Return a verb behind "we" as it stands behind "it": `train` → `trains`, `trained` as it is."""
    if verb in _SINGULAR:
        return _SINGULAR[verb]
    if verb in _UNCHANGED or verb.endswith("ed") or verb in IRREGULAR:
        return verb
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"
