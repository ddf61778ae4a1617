"""The rules of one line: reports about pages, excuses and articles pass; lines that are such things do not."""

from __future__ import annotations

import pytest

from summarizer.style import Fault, faults, tidy

TITLE = "Corvane opens a battery plant in Lisbon"


def found(line: str, title: str = TITLE, *, language: str = "en") -> list[Fault]:
    """Return the faults of a line that are more than a matter of taste."""
    return [fault for fault in faults(tidy(line, language), title, language=language) if fault.level != "soft"]


def codes(line: str, title: str = TITLE, *, language: str = "en") -> set[str]:
    """Return the codes of all faults of a line, as it was given."""
    return {fault.code for fault in faults(line, title, language=language)}


# What a line tells


@pytest.mark.parametrize(
    "line",
    [
        "Auditors learned that no information was given to 310 patients before the trial began.",
        "Both camps signed on Tuesday, but the full text is not available to the public.",
        "Roughly a tenth of content is not available on the cheap plan, among it films of Gaumont.",
        "Unable to reach their savings, 2,000 customers of the bank queued in Accra.",
        "Clients can sign up for the trial with an e-mail, and 9,000 did so within a week.",
        "Letters that told staff to click here fooled one in eleven of 6,000 clerks.",
        "Estonia wants to join the free trade pact of eleven Pacific states by 2029.",
        "Italy fines the shop 12 million euros, since its cookie consent banner reloaded until visitors gave in.",
        "Phones no longer ask people to verify that they are human on 900 sites.",
        "Shops powered by Cloudflare went dark for two hours, Visa says.",
        "503 kites rose over the beach at Weifang, a record for the festival.",
        "404 welders left the yard in Gdynia after a vote on pay.",
        "The patch mends a fault by which Tarn answered with 503 errors when two users saved at once.",
        "Drivers can ask the assistant to summarize the page in view, free in Canada from May.",
        "Notices of at most 40 words replace the long form in 14 offices.",
        "Thieves told the agent to ignore all previous instructions in 31 of 90 mails.",
        "Okay, a maker of folding bikes, gets $4 million from two funds.",
        "The text provides for fines of up to 3% of turnover and spares small firms.",
        "The video presented in court shows the lorry at 80 km/h.",
        "Elsevier withdrew the article after readers found three copied images.",
        "Deputies struck the article on upload filters by 203 votes to 190.",
        "Lorem ipsum, the printers' filler, comes from a text of 45 BC.",
        "Testers typed {{ 7*7 }} into the form, and 90 shops printed 49.",
        'The lease names the tenant only as "[insert name]", which the notary calls odd.',
        "Classes no longer need __init__ where all 12 fields have defaults.",
        "Members of Wham Bam! Orchestra play two nights in Ghent.",
    ],
)
def test_a_report_is_not_what_it_reports(line: str) -> None:
    """A line with figures or names of its own may tell of excuses, walls, sign-ups, instructions and articles."""
    assert found(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "The page returned a 404 error, and what was asked for could not be found there.",
        "The server answered with a 503 error and the article could not be loaded.",
        "The text does not say what the plant will make.",
        "It is unclear from the article what the plan costs.",
        "No article was attached, so nothing can be reported.",
        "The requested page could not be found.",
        "The site asks its visitors to accept cookies before they can read anything.",
        "Only the headline of the story could be opened.",
        "Readers can support the website with a donation.",
        "This video is not available in your country.",
        "The plant in Lisbon opens soon, but specific details of the article are not available.",
        "Error 404.",
        "[No summary]",
        "Please subscribe to continue reading.",
    ],
)
def test_a_line_that_tells_nothing_is_never_printed(line: str) -> None:
    """An excuse, a wall or a blurb without a fact of its own is fatal, in whatever words it comes."""
    assert [fault.level for fault in found(line)] == ["fatal"]


@pytest.mark.parametrize(
    "line",
    [
        "I'm unable to open the 14 pages that Corvane published in Porto.",
        "As a language model, it is not possible to open links from 2026.",
        "The provided text does not mention the 40 jobs in Porto.",
        "Sign up for our newsletter and read 3 stories more from Porto.",
        "Click here to read what Nokia said on 4 May.",
        "Your post was removed by a moderator because it breaks a rule.",
    ],
)
def test_who_speaks_of_itself_is_never_printed(line: str) -> None:
    """The first person, the imperative and the given text stay fatal beside any figure or name."""
    assert {fault.level for fault in found(line)} == {"fatal"}


def test_what_the_article_says_is_a_report() -> None:
    """A line known to be borne out may say what somebody lacks; an apology may not."""
    line = "The text was not shown to deputies, who may read it only in a locked room."
    assert [fault.code for fault in faults(line, TITLE)] == ["excuse"]
    assert faults(line, TITLE, borne_out=True) == ()
    assert faults("I'm sorry, but I cannot help with that.", TITLE, borne_out=True)


def test_the_title_decides_what_the_article_is() -> None:
    """A podcast that the title names is the news, one that it does not is the article."""
    line = "The podcast explores caves with listeners on the line."
    assert "the-article" in codes(line, "Caves of Crete")
    assert "the-article" in codes(line, "The caver who explores Crete")
    assert "the-article" not in codes(line, "A podcast from below the ground")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Es tut mir leid, aber ich kann den Beitrag nicht öffnen."),
        ("de", "Leider konnte ich den Beitrag nicht lesen."),
        ("fr", "Désolé, je ne peux pas ouvrir cette page."),
        ("fr", "Le texte fourni ne parle pas de l'usine."),
        ("es", "Lo siento, no puedo abrir la página."),
        ("it", "Mi dispiace, ma non posso aprire la pagina."),
        ("pt", "Desculpe, não consigo abrir a página."),
        ("nl", "Helaas kan ik deze pagina niet openen."),
        ("pl", "Przykro mi, ale nie mogę otworzyć tej strony."),
        ("ja", "申し訳ありませんが、ページを開けません。"),
        ("ja", "記事の内容が確認できませんでした。"),
        ("zh", "抱歉，我无法打开这个页面。"),
        ("zh", "提供的文本没有正文。"),
    ],
)
def test_excuses_are_known_in_other_languages(language: str, line: str) -> None:
    """A model that excuses itself in the digest's language is not printed."""
    assert codes(line, language=language) == {"excuse"}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "de",
            "Die Bahn kann den Vertrag nicht vor Mai vorlegen, da zwei Gerichte ihn noch prüfen, sagt der Vorstand.",
        ),
        ("fr", "La ville ne peut pas ouvrir le pont avant juin ; deux bureaux n'ont pas encore répondu : on attend."),
        ("fr", "Il en coûte 3 € de la part de la mairie de Lyon, selon « la presse »."),
        ("es", "La ciudad no puede abrir el puente antes de junio, porque dos oficinas no han respondido todavía."),
        ("it", "La città non può aprire il ponte prima di giugno, perché due uffici non hanno ancora risposto."),
        ("pt", "A cidade não pode abrir a ponte antes de junho, porque dois escritórios ainda não responderam."),
        ("nl", "De stad kan de brug niet voor juni openen, omdat twee kantoren nog niet hebben geantwoord."),
        ("pl", "Miasto nie może otworzyć mostu przed czerwcem, bo dwa urzędy jeszcze nie odpowiedziały na list."),
        ("ja", "市は二つの役所の回答がないため、六月より前に橋を開通できず、渡し船を一日四十便に増やす。"),
        ("ja", "駅長は「申し訳ありません」と述べ、四千人の乗客に切符の代金を一人あたり三百円ずつ返すと約束した。"),
        ("zh", "公司对停电表示抱歉，并向四千名用户每人退还五十元，同时更换了两座变电站的设备。"),
    ],
)
def test_news_in_other_languages_has_no_fault(language: str, line: str) -> None:
    """Its spacing, its length and its small words are measured by the customs of its language."""
    assert tidy(line, language) == line
    assert codes(line, "X", language=language) == set()


# Length, sentences, characters


def test_words_are_counted_as_words() -> None:
    """A dash between spaces is no word, and a script without spaces has one for two characters."""
    fifty = " ".join(["word"] * 25 + ["–"] + ["word"] * 24) + " end."
    assert "too-long" not in codes(fifty)
    assert "too-long" in codes("more " + fifty)
    assert "too-long" in codes("市" * 120 + "。", language="zh")
    assert "too-short" in codes("市は橋を開く。", language="ja")


@pytest.mark.parametrize(
    "line",
    [
        'The mayor said "this was long overdue." Ferries resume in May on both banks.',
        "Crews get a raise, according to Ferrylines Inc. Passengers will pay more from May.",
        "Crews get a raise in spring.Passengers pay more from May.",
    ],
)
def test_a_second_sentence_is_found(line: str) -> None:
    """A sentence ends with a quotation, a company or glued to the next as well."""
    assert "two-sentences" in codes(line)


@pytest.mark.parametrize(
    "line", ["The r�sum� left out two years in Lyon.", "Crews of Figmaâ€™s ferry get a raise in May."]
)
def test_characters_read_wrongly_are_named(line: str) -> None:
    """Mojibake and the sign of lost characters are put to the model."""
    assert "mojibake" in codes(line)


@pytest.mark.parametrize(
    ("line", "is_hype"),
    [
        ("Groundbreaking lamps save half of the power in tests at Delft.", True),
        ("The lamps are cutting-edge and save half of the power in Delft.", True),
        ("Unleash Ltd. sells leashes for cats in nine countries.", False),
        ("Iran's Revolutionary Guard seized a tanker near Qeshm with 21 sailors.", False),
        ("Grubhub, which owns Seamless, goes to Wonder for $650 million.", False),
        ("Three hundred guests attended the groundbreaking ceremony in Kyiv.", False),
    ],
)
def test_hype_is_no_name(line: str, is_hype: bool) -> None:
    """What has a capital amid the line is called so and not praised."""
    assert ("hype" in codes(line)) is is_hype


def test_an_ellipsis_may_be_quoted() -> None:
    """Dots within a quotation are somebody else's."""
    assert "ellipsis" not in codes('The notebooks end with the words "and then..." in spring 1911.')


# Pronouns


@pytest.mark.parametrize(
    ("pronoun", "title", "dangles"),
    [
        ("He", "Octopus neurons shed light on memory", True),
        ("Her", "Delivery drones grounded after crash", True),
        ("She", "Minister quits", False),
        ("His", "Musk sues rival", False),
        ("He", "New post for Renault's Provost", False),
        ("They", "Perovskite survives heat", True),
        ("Their", "Smart locks opened with magnets", False),
        ("They", "Police in Ghent try drones", False),
        ("It", "Octopus neurons shed light on memory", False),
    ],
)
def test_a_pronoun_needs_whom_it_means(pronoun: str, title: str, dangles: bool) -> None:
    """Somebody for "he", several for "they": the capital of a title's first word is none."""
    line = f"{pronoun} notes from 14 trials fill three shelves in Naples, where anyone may read them."
    assert ("dangling-pronoun" in codes(line, title)) is dangles


# Tidying


@pytest.mark.parametrize(
    ("given", "language", "wanted"),
    [
        ("’90s bands return to the stage of the Eagles’", "en", "'90s bands return to the stage of the Eagles'."),
        ("Il a dit : « oui » ; elle a dit non , hier .", "fr", "Il a dit : « oui » ; elle a dit non, hier."),
        ("He said : yes ; she said no , on Monday .", "en", "He said: yes; she said no, on Monday."),
    ],
)
def test_tidying_keeps_what_belongs_there(given: str, language: str, wanted: str) -> None:
    """An apostrophe that begins a word opens no quotation, and French sets its marks apart."""
    assert tidy(given, language) == wanted
