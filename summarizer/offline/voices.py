"""Who says "we" in an article, and the third person for it: a paper's researchers, a company or a project of volunteers
in its own post.
"""

from __future__ import annotations

import re
from typing import Literal

from summarizer.identity import host_of
from summarizer.language.lexicon import FUNCTION, IRREGULAR
from summarizer.language.sentences import quotations
from summarizer.models import Article
from summarizer.offline import classifier

Voice = Literal["The researchers", "The company", "The project"]

_LEAST_SPOKEN = 3
"""How often a post says "we" or "our" outside of quotations that is a company's own: a newspaper hardly ever does."""
_LEAST_LETTERS = 4
"""Of a host's label that may be a company's name."""
_NO_COMPANIES = re.compile(r"(?:^|\.)(?:edu|gov|mil|int|org|ac|gouv|gob)(?:\.[a-z]{2,3})?$")
_PROJECT = re.compile(
    r"\b(?:[Oo]ur|[Ff]ellow) (?:\w+ )?volunteers\b"
    r"|\b(?:[Oo]ur|[Tt]he|[Ff]ellow|\d+) (?:\w+ )?(?:maintainers|contributors)\b"
    r"|\b(?:[Ww]e(?:['’]re| are)|[Aa]s) an? (?:[\w-]+ ){0,3}project\b"
)
_NOT_FOR_PROFIT = re.compile(
    r"\b(?:[Ww]e(?:['’]re| are)|[Aa]s) an? (?:[\w-]+ ){0,3}"
    r"(?:non-?profit|not-for-profit|charity|foundation|association|co-?operative|university|institute|library|museum|agency)\b"
)
"""What those who post on a site of their own may call themselves, that are no company."""
_SPOKEN = re.compile(r"\b(?:[Ww]e|[Oo]urs?)\b")

_OF_RESEARCHERS = (
    (re.compile(r"^(?:we|I)\b", re.IGNORECASE), "The researchers"),
    (re.compile(r"\bwe\b", re.IGNORECASE), "they"),
    (re.compile(r"^our\b", re.IGNORECASE), "The researchers'"),
    (re.compile(r"\bour\b", re.IGNORECASE), "their"),
    (re.compile(r"\bus\b"), "them"),
)
_SHORTENED = {"re": "are", "ve": "have", "ll": "will"}
_VERBS_IN_LY = "ally|apply|comply|fly|imply|multiply|rally|rely|reply|supply|tally"
_ADVERBS = (
    r"(?: (?:almost|already|also|always|even|first|initially|instead|just|later|never|not|now|often|once|only|perhaps"
    r"|sometimes|soon|still|then|therefore|thus|today|too"
    rf"|(?!(?:{_VERBS_IN_LY})\b)\w+ly)\b)*"
)
_OF_ONESELF = re.compile(rf"\b(?:([Ww]e)(?:['’](re|ve|ll|d)|({_ADVERBS}) (\w+))|([Oo]ur)|us)\b")
_SINGULAR = {"are": "is", "have": "has", "do": "does", "were": "was"}
_UNCHANGED = frozenset("can could may might must shall should will would did had was used".split())
_NO_VERBS = frozenset({"here", "ourselves", "together"})
_VERB_NEXT = re.compile(r" (?:and|or) [a-z]")
_SECOND_VERB = re.compile(
    r"\b(?:and|or|but) (?:\w+ly )?[a-z]+(?<!s)(?<!ed)(?<!ing)"
    r" (?:the|an?|our|its?|them|us|th(?:is|at|ese|ose)|their|you|your)\b"
)
"""What seems to be another verb of the same subject, which would have to change with the first."""
_PRESENT_IN_ED = frozenset("bleed breed embed exceed feed heed need proceed seed shed speed succeed weed".split())


def voice_of(article: Article) -> Voice | None:
    """Return who "we" are: a paper's researchers, the company or project on whose site it stands, or nobody known."""
    if classifier.is_paper(article.url):
        return "The researchers"
    host = host_of(article.url)
    name = max(host.split(".")[:-1], key=len, default="")
    if len(name) < _LEAST_LETTERS or _NO_COMPANIES.search(host) or not _is_spoken(article.text):
        return None
    names = re.findall(r"\b[A-Z][\w&-]+", f"{article.title} {article.text}")
    named = any(re.sub(r"[\W_]", "", word.lower()) == name.replace("-", "") for word in names)
    if not named or _NOT_FOR_PROFIT.search(article.text):
        return None
    return "The project" if _PROJECT.search(article.text) else "The company"


def _is_spoken(text: str) -> bool:
    quoted = quotations(text)
    spoken = (found.start() for found in _SPOKEN.finditer(text))
    return sum(not any(start <= at < end for start, end in quoted) for at in spoken) >= _LEAST_SPOKEN


_MARKS = re.compile(r"[\"“”]")


def in_third_person(sentence: str, voice: Voice | None) -> str:
    """Return a sentence as somebody else would say it; one with a quotation in it keeps its "we", being somebody's.

    So does one in which it is not clear what "we" do.
    """
    if _MARKS.search(sentence):
        return sentence
    if voice == "The researchers":
        for pattern, third_person in _OF_RESEARCHERS:
            sentence = pattern.sub(third_person, sentence)
    if voice in ("The company", "The project"):
        sentence = _told_of(voice.lower(), sentence)
    return sentence


def _told_of(speaker: str, sentence: str) -> str:
    """Return a speaker's sentence about itself as one about `speaker`: named at the first "we", "it" from then on."""
    named = False

    def told(found: re.Match[str]) -> str:
        nonlocal named
        if found[1] and not _is_clear(found):
            return found[0]
        subject, named = "it" if named else speaker, True
        if found[5]:
            words = "its" if subject == "it" else f"{speaker}'s"
        elif found[1]:
            verb = _SHORTENED[found[2]] if found[2] else found[4]
            words = f"{subject}{found[3] or ''} {_singular(verb)}"
        else:
            words = subject
        return words[0].upper() + words[1:] if found.start() == 0 else words

    return _OF_ONESELF.sub(told, sentence)


def _is_clear(found: re.Match[str]) -> bool:
    """Return whether what stands behind "we" is a verb, and one whose form can be told: "we'd" may be had or would."""
    if found[2]:
        return found[2] in _SHORTENED
    verb = found[4]
    if verb in _SINGULAR or verb in _UNCHANGED:
        return True
    if not (verb.isalpha() and verb.islower()) or verb in FUNCTION | _NO_VERBS:
        return False
    rest = found.string[found.end() :]
    return _singular(verb) == verb or not (_VERB_NEXT.match(rest) or _SECOND_VERB.search(rest))


def _singular(verb: str) -> str:
    """Return a verb behind "we" as it stands behind "it": `train` → `trains`, `trained` as it is."""
    if verb in _SINGULAR:
        return _SINGULAR[verb]
    if verb in _UNCHANGED or verb in IRREGULAR or (verb.endswith("ed") and verb not in _PRESENT_IN_ED):
        return verb
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"
