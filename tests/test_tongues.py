"""Languages are told apart, and a line in another language than its article is judged for what can be compared."""

from __future__ import annotations

import json

import pytest
from saved_pages import Saved, saved_pages
from standin import Asked, Standin, says

from summarizer import Offline, Summarizer
from summarizer.judge import complaints, judge
from summarizer.language.tongues import language_of, name_of
from summarizer.llm.extractor import LLM
from summarizer.models import Article, Draft, Entry, Page, Source
from summarizer.reading.reader import read
from summarizer.rendering.draft import render
from summarizer.taxonomy import Taxonomy

STORIES = {page.language: page for page in saved_pages()}
OTHERS = [code for code in STORIES if code not in ("en", "pl", "tr")]
LINE = "The operator will run eight ferries a day instead of four from November and keep its prices until the spring."
NONSENSE = "Zimbabwe has banned 900 submarines after a flight to the moon in 1834, and 77 ministers were not paid."


def article_of(saved: Saved) -> Article:
    """Read a saved page."""
    url = f"https://{saved.name}.example/a"
    return read(Page(source=Source(given=url, url=url), url=url, body=saved.body, charset=saved.declared))


def judged(line: str, article: Article, quote: str) -> Entry:
    """Return the entry that a model's line becomes."""
    draft = Draft(one_liner=line, category="Business", quotes=(quote,), model="m")
    return judge(draft, article, Taxonomy.default(), "en")


@pytest.mark.parametrize("code", STORIES)
@pytest.mark.parametrize("declared", [None, "right", "en"])
def test_the_language_of_a_text(code: str, declared: str | None) -> None:
    """Script and small words tell it; a declaration decides what they leave open, and is not believed against them."""
    told = code if declared == "right" else declared
    found = language_of(STORIES[code].text, told)
    guessed: dict[str, set[str | None]] = {"fa": {"ar"}, "tr": {None, "en"}, "pl": {"pl"}}
    assert found in ({code} if declared == "right" else guessed.get(code, {code}))


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The ferry leaves at nine and comes back in the evening, and it costs 14 dollars.", "de", "en"),
        ("Tarn 2 · 60 % · 41,000", "en", "en"),
        ("OpenAI 发布了新的模型，这是他们的第一个开源模型，价格为每月九美元。", "en", "zh"),
        ("日本語の文章には、ひらがなが多い。", None, "ja"),
        ("", None, None),
        ("12345", "en", None),
        ("Ferry", None, None),
    ],
)
def test_near_misses_of_languages(text: str, declared: str | None, language: str | None) -> None:
    """A wrong declaration, foreign names in a text, and next to no text at all."""
    assert language_of(text, declared) == language


def test_languages_have_names() -> None:
    """A person reads `Chinese`, not `zh`; a code that has no name stays a code."""
    assert (name_of("zh"), name_of("xx")) == ("Chinese", "xx")


@pytest.mark.parametrize("code", OTHERS)
def test_a_line_in_the_digests_language_is_marked_as_not_compared(code: str) -> None:
    """It is never `verified`, its quote stays in the original with its place, and no invented complaint is made."""
    article = article_of(STORIES[code])
    quote = article.text.split("\n")[1]
    entry = judged(LINE, article, quote)
    assert entry.verdict == "partly"
    (found,) = entry.evidence
    assert found.quote == article.text[found.start : found.end]
    assert found.quote.rstrip(".。") == quote.rstrip(".。")
    assert [one.code for one in entry.review] == ["other-language"]
    assert name_of(code) in entry.review[0].message
    draft = Draft(one_liner=LINE, category="Business", quotes=(quote,))
    assert complaints(draft, article, Taxonomy.default(), "en") == []


def test_figures_and_names_are_compared_across_languages() -> None:
    """Where both are written alike, an invented figure or name is found and named."""
    article = article_of(STORIES["de"])
    quote = article.text.split("\n")[1]
    good = judged(
        "Käthe Größl says the crossing costs 14 euros, and the work 41 million, of which 37 days.", article, quote
    )
    assert good.verdict == "partly"
    assert any("14" in part.text for part in good.parts if part.found)
    bad = judged(NONSENSE, article, quote)
    assert bad.verdict == "unsupported"
    assert "'900' (the article has no such figure)" in bad.review[-1].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "公司宣布，往返票为１４美元，共有４１００名乘客。" * 6,
            "A ticket costs 14 dollars, for 4,100 passengers.",
        ),
        (
            "أعلنت الشركة أن التذكرة بسعر ١٤ دولارًا وأن عدد الركاب ٤١٠٠ راكب. " * 6,
            "The ticket costs 14 dollars, for 4,100 passengers.",
        ),
    ],
)
def test_figures_in_other_digits_are_the_same_figures(text: str, line: str) -> None:
    """Wide digits and Arabic ones count as ours, grouped or not."""
    entry = judged(line, Article(title="x", text=text), text.split("。")[0] if "。" in text else text.split(". ")[0])
    assert entry.parts
    assert all(part.found for part in entry.parts)


def test_a_quote_that_is_translated_is_none() -> None:
    """Evidence stays in the article's own words; anything else is complained of and supports nothing."""
    article = article_of(STORIES["zh"])
    draft = Draft(one_liner=LINE, category="Business", quotes=("The ferry will run eight times a day.",))
    assert [one for one in complaints(draft, article, Taxonomy.default(), "en") if "word for word" in one]
    assert judge(draft, article, Taxonomy.default(), "en").verdict == "unsupported"


def test_a_digest_in_the_articles_language_is_judged_as_ever() -> None:
    """Only another language than the digest's is another language."""
    article = article_of(STORIES["de"])
    sentence = article.text.split("\n")[0].split(", teilte")[0]
    draft = Draft(one_liner=f"{sentence}.", category="Business", quotes=(sentence,))
    entry = judge(draft, article, Taxonomy.default(), "de")
    assert "other-language" not in [one.code for one in entry.review]


@pytest.mark.parametrize("code", OTHERS)
async def test_offline_gives_the_articles_own_sentence_and_says_so(code: str) -> None:
    """Without a model there is no translation: the line is a whole sentence of the article, marked for review."""
    article = article_of(STORIES[code])
    entry = await Summarizer(Offline()).summarize(article)
    assert entry.one_liner in article.text
    assert entry.verdict == "verified"
    assert entry.evidence[0].quote in article.text
    notes = [one.message for one in entry.review if one.code == "other-language"]
    assert notes == [f"the article is in {name_of(code)}, and so is the line: translate it"]
    assert "no-full-stop" not in [one.code for one in entry.review]


@pytest.mark.parametrize("code", ["ar", "zh"])
async def test_a_model_is_asked_once_for_a_line_in_the_digests_language(code: str) -> None:
    """The prompt says which language the line is to be in, and a good line is not asked for again."""
    article = article_of(STORIES[code])
    quote = article.text.split("\n")[1]

    def reply(_: Asked) -> object:
        fields = {
            "evidence": [quote],
            "one_liner": LINE,
            "category": "Business",
            "runner_up": None,
            "newsworthiness": 3,
        }
        return says(json.dumps(fields, ensure_ascii=False))

    with Standin(reply) as standin:  # type: ignore[arg-type]
        llm = LLM("openai/m", base_url=standin.base_url, api_key="sk-x")
        digest = await Summarizer(llm, top=0).digest([article])
        await llm.aclose()
        drafts = [asked for asked in standin.requests if asked.title]
    assert len(drafts) == 1
    assert "ISO 639-1 code `en`" in str(drafts[0].messages[0]["content"])
    (entry,) = digest.entries
    assert (entry.one_liner, entry.evidence[0].quote.rstrip(".。")) == (LINE, quote.rstrip(".。"))
    assert STORIES[code].title in render(digest)


def test_nothing_in_a_right_to_left_title_turns_a_draft_around() -> None:
    """Bidirectional controls of a page reach neither title nor text; letters and joiners do."""
    saved = STORIES["fa"]
    turned = saved.body.replace(b"<h1>", "<h1>\u202e\u2067".encode()).replace(b"<p>", "<p>\u200f\u202b".encode())
    article = article_of(saved._replace(body=turned))
    assert article.title == saved.title
    assert "می\u200cکند" in article.title
    assert not set("\u202e\u2067\u200f\u202b") & set(article.text)
    assert article.text == saved.text
